package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramLogsTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsReadAgainRoundByRound() throws Exception {
        new HistogramLogs(directory.resolve("new"))
                .write(
                        "reaper-storm",
                        "How long",
                        Map.of("n", "3"),
                        "ffm",
                        "ns",
                        List.of(new double[] {1000, 2000, 3000}, new double[] {500}));

        List<EncodableHistogram> rounds = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(
                directory.resolve("new/reaper-storm-n-3-ffm.hlog").toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                rounds.add(next);
            }
        }

        assertThat(rounds).extracting(EncodableHistogram::getTag).containsExactly("round=1", "round=2");
        assertThat(((Histogram) rounds.get(0)).getTotalCount()).isEqualTo(3);
        assertThat(((Histogram) rounds.get(1)).getValueAtPercentile(50)).isEqualTo(500);
    }

    @Test
    void aNameHasNoCharacterThatAShellMinds() {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("children", "bare");
        params.put("n", "10");

        assertThat(HistogramLogs.name("reaper-storm", params, "c(waitpid(-1))"))
                .isEqualTo("reaper-storm-children-bare-n-10-c-waitpid-1.hlog");
    }
}
