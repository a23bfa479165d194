package posixwait.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One thing to measure with every contender, each in processes of its own.
 *
 * @param question the name of the {@link TrialQuestion} that asks for it
 * @param params what is varied, in the order in which it is told; {@code n} is how many children
 * @param most how many children are there at once, warm-ups included
 * @param arguments what the measuring process is told: a JVM through {@link TrialTask}, a C program as its arguments
 * @param flags flags for the measuring JVMs
 */
record Trial(String question, Map<String, String> params, int most, List<String> arguments, List<String> flags) {
    /** Takes copies. */
    Trial {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        arguments = List.copyOf(arguments);
        flags = List.copyOf(flags);
    }

    /**
     * {@return a trial that varies the number of children only}
     *
     * @param question its question
     * @param n how many children
     * @param most how many are there at once
     * @param more what the measuring process is told after {@code n}
     */
    static Trial of(String question, int n, int most, int... more) {
        return of(question, Map.of("n", "" + n), most, numbers(n, more));
    }

    static Trial of(String question, Map<String, String> params, int most, List<String> arguments) {
        return new Trial(question, params, most, arguments, List.of());
    }

    /** {@return the same with further flags for its JVMs} */
    Trial with(List<String> more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(more);
        return new Trial(question, params, most, arguments, all);
    }

    private static List<String> numbers(int first, int... more) {
        return IntStream.concat(IntStream.of(first), IntStream.of(more))
                .mapToObj(Integer::toString)
                .toList();
    }

    /** {@return the number of children; 0 where that is not varied} */
    int n() {
        return Integer.parseInt(params.getOrDefault("n", "0"));
    }

    /** {@return such as {@code reaper-storm n=1000}} */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(question);
        params.forEach(
                (name, value) -> words.append(' ').append(name).append('=').append(value));
        return words.toString();
    }
}
