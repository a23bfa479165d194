package posixwait.conformance.host;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource limit of this process.
 *
 * @param soft what holds now: a number or {@value #UNLIMITED}
 * @param hard how far the process may raise it itself
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Limit(String soft, String hard) {
    /** No limit. */
    public static final String UNLIMITED = "unlimited";

    private static final Pattern LINE = Pattern.compile("^(Max [a-z ]+?) {2,}(\\S+) +(\\S+).*");
    private static final Map<String, String> NAMES = Map.of(
            "Max processes", "nproc",
            "Max open files", "nofile",
            "Max core file size", "core",
            "Max pending signals", "sigpending",
            "Max stack size", "stack",
            "Max address space", "as");

    /** {@return whether the soft limit leaves room for so many} */
    public boolean allows(long count) {
        return soft.equals(UNLIMITED) || Long.parseLong(soft) >= count;
    }

    static Map<String, Limit> readAll(FactSources sources) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (String line : sources.lines("limits", "/proc/self/limits")) {
            Matcher limit = LINE.matcher(line);
            if (limit.matches() && NAMES.containsKey(limit.group(1))) {
                limits.put(NAMES.get(limit.group(1)), new Limit(limit.group(2), limit.group(3)));
            }
        }
        return limits;
    }
}
