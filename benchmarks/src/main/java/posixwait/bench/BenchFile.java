package posixwait.bench;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@link BenchMain} writes.
 *
 * @param results the figures
 * @param notes what was left out, and why
 * @param noiseFloor see {@link NoiseFloor}
 */
record BenchFile(List<BenchResult> results, List<String> notes, Map<String, Double> noiseFloor) {
    String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }
}
