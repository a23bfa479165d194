package posixwait.cli.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures in words. */
public final class Figures {
    private static final double KILO = 1000;
    private static final double SMALL = 0.1;

    private Figures() {}

    /** {@return a time with the unit that suits its size; other units as they are} */
    public static String withUnit(double value, String unit) {
        double nanos = switch (unit) {
            case "ns", "ns/op" -> value;
            case "us", "µs", "us/op" -> value * KILO;
            case "ms", "ms/op" -> value * KILO * KILO;
            default -> Double.NaN;
        };
        if (Double.isNaN(nanos)) {
            return digits(value) + " " + unit;
        }
        if (nanos < KILO) {
            return digits(nanos) + " ns";
        }
        return nanos < KILO * KILO ? digits(nanos / KILO) + " us" : digits(nanos / KILO / KILO) + " ms";
    }

    /** {@return three digits or so; two that count of what is less than a tenth} */
    public static String digits(double value) {
        double size = Math.abs(value);
        if (size > 0 && size < SMALL) {
            return new BigDecimal(value).round(new MathContext(2)).toPlainString();
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** {@return a ratio, such as {@code 1.32x}} */
    public static String ratio(double value) {
        return digits(value) + "x";
    }

    /** {@return what was varied, such as {@code children=bare n=1000}} */
    public static String params(Map<String, Object> params) {
        return params.entrySet().stream()
                .map(param -> param.getKey() + "=" + param.getValue())
                .collect(Collectors.joining(" "));
    }
}
