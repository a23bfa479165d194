package posixwait.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much is measured, where that is not what the effort says.
 *
 * @param rounds of each question; {@code null} for each its own
 * @param pipes the largest storm, in children, of who makes three pipes for each; {@code null} for the usual one
 */
public record Extent(@Nullable Integer rounds, @Nullable Integer pipes) {
    /** What the effort says. */
    public static final Extent USUAL = new Extent(null, null);

    /** {@return how the benchmarks' JVM is told} */
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        add(flags, "-Dposixwait.bench.rounds=", rounds);
        add(flags, "-Dposixwait.bench.pipes=", pipes);
        return flags;
    }

    /** {@return how a command line says it: a blank before each word} */
    String words() {
        List<String> words = new ArrayList<>();
        add(words, " --rounds ", rounds);
        add(words, " --pipes ", pipes);
        return String.join("", words);
    }

    private static void add(List<String> to, String name, @Nullable Integer value) {
        if (value != null) {
            to.add(name + value);
        }
    }
}
