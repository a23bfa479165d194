package posixwait.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.conformance.run.Jdk;

class BenchRequestTest {
    private static final Jdk NEWEST = jdk("25.0.3", 25);
    private static final Jdk OLDER = jdk("25.0.1", 25);
    private static final Jdk OLDEST = jdk("17.0.15", 17);

    private static Jdk jdk(String version, int feature) {
        return new Jdk(Path.of("/jdks/" + version), version, feature);
    }

    @Test
    void the_other_jdks_are_the_newest_of_each_other_version() {
        assertThat(BenchRequest.others(List.of(NEWEST, OLDER, OLDEST, jdk("17.0.1", 17)), NEWEST))
                .containsExactly(OLDEST);
        assertThat(BenchRequest.others(List.of(NEWEST, OLDER, OLDEST), OLDEST)).containsExactly(NEWEST);
    }

    @Test
    void where_there_is_one_version_there_is_no_other() {
        assertThat(BenchRequest.others(List.of(NEWEST, OLDER), NEWEST)).isEmpty();
    }
}
