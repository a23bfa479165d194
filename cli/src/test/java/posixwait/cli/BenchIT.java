package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.io.Json;

/** {@code bench} from outside, measuring. */
class BenchIT extends SharedJvm {
    @Test
    void a_benchmark_of_one_question_has_figures_of_every_subject() throws Exception {
        run("bench", "--smoke", "--only", "call-echild", "--json", "b.json").ended(0);

        String json = Files.readString(directory.resolve("b.json"));
        assertThat(Schemas.errors("bench", json)).isEmpty();
        assertThat(Json.parse(json, BenchFile.class).results())
                .extracting(BenchResult::subject)
                .contains("ffm", "jna-direct", "jna-interface");
        assertThat(files()).containsExactly("b.json");
    }

    @Test
    void a_run_is_held_against_a_baseline_after_it_is_written() throws Exception {
        // So much faster that a run can only be slower.
        String faster = Files.readString(Samples.file("bench-baseline.json"))
                .replaceAll("(\"ratioToFloor\"\\s*:\\s*)[0-9.]+", "$10.0010");
        Files.writeString(directory.resolve("b.json"), faster);

        Started.Ended ended =
                run("bench", "--quick", "--only", "call-echild", "--json", "n.json", "--baseline", "b.json");

        String json = Files.readString(directory.resolve("n.json"));
        assumeTrue(!json.contains("c: no floor"), "UNSUPPORTED: no C compiler, no floor");
        assertThat(Schemas.errors("bench", json)).isEmpty();
        assertThat(json).doesNotContain("no archive of classes");
        assertThat(ended.ended(1).out()).contains("REGRESSION  call-echild ffm call=waitpid: 0.0010 times C");
        assertThat(files()).containsExactly("b.json", "n.json");
    }
}
