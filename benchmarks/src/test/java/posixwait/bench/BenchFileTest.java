package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchFileTest {
    private static final BenchResult RESULT = new BenchResult(
            "reaper-storm",
            "From the instant all children die to each status in hand",
            "ffm",
            "25.0.3",
            Map.of("n", "100"),
            "ns",
            400,
            null,
            Map.of("max", 400.0),
            null,
            List.of(new Ratio("c", 2, 1.5, null, 5)),
            0.0,
            100);

    @Test
    void whatIsUnknownIsNullAndThere() {
        JsonNode result = JsonMapper.shared()
                .readTree(new BenchFile(List.of(RESULT), List.of(), Map.of()).toJson())
                .get("results")
                .get(0);

        assertThat(result.propertyNames())
                .containsExactly(
                        "question",
                        "title",
                        "subject",
                        "jdk",
                        "params",
                        "unit",
                        "value",
                        "error",
                        "percentiles",
                        "ratioToFloor",
                        "ratios",
                        "bytesPerOp",
                        "samples");
        assertThat(result.get("ratioToFloor").isNull()).isTrue();
        assertThat(result.get("params").get("n").stringValue()).isEqualTo("100");
    }

    @Test
    void comesBackAsItWas() {
        BenchFile file = new BenchFile(List.of(RESULT), List.of("a \"note\""), Map.of("reaper-storm", 0.02));

        assertThat(JsonMapper.shared().readValue(file.toJson(), BenchFile.class))
                .isEqualTo(file);
    }

    @Test
    void readsWhatTheCProgramWrites() {
        Readings calls = Readings.parse("{\"values\":{\"nanos\":[1.5]}}");
        Readings skipped = Readings.parse("{\"skipped\":\"clone\"}");

        assertThat(calls.values().get(JmhQuestion.NANOS)).containsExactly(1.5);
        assertThat(skipped.skipped()).isEqualTo("clone");
    }
}
