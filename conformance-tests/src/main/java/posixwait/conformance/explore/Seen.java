package posixwait.conformance.explore;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step shows.
 *
 * @param result what the call returned; {@link World#WAITS} if it has not
 * @param completed what calls of other threads returned that waited until this step
 */
record Seen(String result, SortedMap<Step.By, String> completed) {
    Seen(String result, Map<Step.By, String> completed) {
        this(result, new TreeMap<>(completed));
    }

    /** {@return what a thread was told in this step; empty if nothing} */
    String by(Step.By thread) {
        return completed.getOrDefault(thread, "");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(result);
        completed.forEach(
                (by, what) -> text.append("; ").append(by).append(": ").append(what));
        return text.toString();
    }
}
