package posixwait.conformance;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Patterns in which {@code *} stands for any characters, no other has a meaning, and case does not count. */
public final class Glob {
    private Glob() {}

    /** {@return whether one of the patterns matches the whole of a name} */
    public static Predicate<String> anyOf(List<String> patterns) {
        List<Pattern> compiled = patterns.stream()
                .map(glob -> Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE))
                .toList();
        return name ->
                compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
