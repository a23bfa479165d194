package posixwait.spi;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Carriers as a whole: to fill them, and to compare them. */
public final class Carriers {
    private Carriers() {}

    /** {@return {@code RawStatus{value=7}} and the like: every field that is not 0} */
    public static String text(@Nullable Object argument) {
        if (argument == null || !argument.getClass().getSimpleName().startsWith("Raw")) {
            return String.valueOf(argument);
        }
        StringJoiner fields = new StringJoiner(", ", argument.getClass().getSimpleName() + "{", "}");
        for (Field field : argument.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            Object value = get(field, argument);
            if (value.getClass().isArray()) {
                fields.add(field.getName() + "=" + arrayText(value));
            } else if (((Number) value).longValue() != 0) {
                fields.add(field.getName() + "=" + value);
            }
        }
        return fields.toString();
    }

    private static String arrayText(Object array) {
        Object[] elements = new Object[Array.getLength(array)];
        Arrays.setAll(elements, i -> Array.get(array, i));
        return Arrays.toString(elements);
    }

    /** Gives every field, and every element of one, a value of its own; {@return the carrier} */
    static <T> T filled(T carrier) {
        int next = 101;
        try {
            for (Field field : carrier.getClass().getFields()) {
                if (field.getType().isArray()) {
                    Object array = get(field, carrier);
                    for (int i = 0; i < Array.getLength(array); i++) {
                        set(array, i, next++);
                    }
                } else if (!Modifier.isFinal(field.getModifiers())) {
                    field.setInt(carrier, next++);
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return carrier;
    }

    private static void set(Object array, int index, int value) {
        if (array instanceof short[] shorts) {
            shorts[index] = (short) value;
        } else {
            Array.setInt(array, index, value);
        }
    }

    private static Object get(Field field, Object carrier) {
        try {
            return field.get(carrier);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
