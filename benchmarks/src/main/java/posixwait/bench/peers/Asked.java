package posixwait.bench.peers;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * What a library said in a situation.
 *
 * @param peer the library
 * @param version its version
 * @param situation the situation, such as {@code KILLED_9}
 * @param words the situation in words, after "a child that"
 * @param rounds how often it was tried
 * @param counted in how many rounds the situation came about; a theft does not where the library was faster
 * @param said what the library said in those, and how often
 */
@JsonPropertyOrder({"peer", "version", "situation", "words", "rounds", "counted", "said"})
public record Asked(
        String peer,
        String version,
        String situation,
        String words,
        int rounds,
        int counted,
        Map<String, Integer> said) {}
