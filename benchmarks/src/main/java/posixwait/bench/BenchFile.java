package posixwait.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@link BenchMain} writes.
 *
 * @param results the figures
 * @param notes what was left out, and why
 */
record BenchFile(List<BenchResult> results, List<String> notes) {
    String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }
}
