package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Json;
import posixwait.conformance.run.Outcome;

class FactsTest {
    private static final Facts OF_THE_SAMPLE =
            Facts.of(Samples.check(), Samples.check().runs().get(1));

    @Test
    void they_are_those_of_the_run_the_host_and_the_kit() {
        assertThat(OF_THE_SAMPLE.values())
                .containsEntry(Fact.BACKEND, "jna")
                .containsEntry(Fact.BINDING, "jna-direct")
                .containsEntry(Fact.JDK, "25.0.3")
                .containsEntry(Fact.JDK_FEATURE, "25")
                .containsEntry(Fact.KERNEL, "6.12.0")
                .containsEntry(Fact.KERNEL_SERIES, "6.12")
                .containsEntry(Fact.LIBC, "glibc")
                .containsEntry(Fact.LIBC_VERSION, "glibc 2.36")
                .containsEntry(Fact.USER, "ordinary user")
                .containsEntry(Fact.CONTAINER, "no hint")
                .containsEntry(Fact.SECCOMP, "off")
                .containsEntry(Fact.ORDER, "usual")
                .containsEntry(Fact.EXPECTATIONS, "none")
                .containsKey(Fact.KIT);
    }

    @Test
    void the_sample_has_every_fact() {
        assertThat(OF_THE_SAMPLE.values()).containsOnlyKeys(Fact.values());
    }

    @Test
    void figures_have_none_of_a_backend_and_of_the_kit() {
        assertThat(Facts.of(Samples.bench(), "25.0.3").values())
                .containsEntry(Fact.JDK_FEATURE, "25")
                .containsEntry(Fact.KERNEL, "6.12.0")
                .doesNotContainKeys(Fact.BACKEND, Fact.BINDING, Fact.KIT);
    }

    @Test
    void what_a_file_does_not_say_is_not_there() {
        CheckFile bare = Json.parse("{\"kit\":{},\"host\":{},\"runs\":[]}", CheckFile.class);

        assertThat(Facts.of(bare, Samples.run("ffm", "ffm", "early", Outcome.PASSED))
                        .values())
                .containsOnlyKeys(
                        Fact.BACKEND,
                        Fact.BINDING,
                        Fact.REFERENCE,
                        Fact.JDK,
                        Fact.C_COMPILER,
                        Fact.ORDER,
                        Fact.EXPECTATIONS);
    }

    @Test
    void no_value_has_control_characters() {
        Facts facts = Facts.of(Samples.checkOf(), Samples.run("a\u001b[31m\nb", "ffm", "25", Outcome.PASSED));

        assertThat(facts.get(Fact.BACKEND)).isEqualTo("a [31m b");
    }

    @Test
    void common_are_those_that_are_known_everywhere_and_the_same() {
        Facts one = new Facts(Map.of(Fact.ARCH, "amd64", Fact.LIBC, "musl", Fact.USER, "root"));
        Facts other = new Facts(Map.of(Fact.ARCH, "amd64", Fact.LIBC, "glibc"));

        assertThat(Facts.common(List.of(one, other))).isEqualTo(new Facts(Map.of(Fact.ARCH, "amd64")));
        assertThat(Facts.common(List.of())).isEqualTo(new Facts(Map.of()));
    }
}
