package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The name of a column is short, and no other column has it. */
class LabelsTest {
    @Test
    void a_run_is_called_by_backend_binding_and_jdk() {
        assertThat(Labels.of(List.of(run("jna", "jna-direct", "17.0.15", "6.12.0"))))
                .containsExactly("jna (jna-direct) on Java 17.0.15");
        assertThat(Labels.of(List.of(run("ffm", "ffm", "25", "6.12.0")))).containsExactly("ffm on Java 25");
    }

    @Test
    void of_the_host_only_what_varies_is_told() {
        assertThat(Labels.of(List.of(run("ffm", "ffm", "25", "5.15.0"), run("ffm", "ffm", "25", "6.12.0"))))
                .containsExactly("ffm on Java 25, Linux 5.15", "ffm on Java 25, Linux 6.12");
    }

    @Test
    void a_finer_fact_is_told_where_names_would_be_the_same() {
        assertThat(Labels.of(List.of(run("ffm", "ffm", "25", "6.12.1"), run("ffm", "ffm", "25", "6.12.2"))))
                .containsExactly("ffm on Java 25, Linux 6.12.1", "ffm on Java 25, Linux 6.12.2");
    }

    @Test
    void a_fact_that_is_not_known_of_one_of_them_is_told_as_unknown() {
        Facts unknown = new Facts(Map.of(Fact.BACKEND, "ffm", Fact.BINDING, "ffm", Fact.JDK, "25"));

        assertThat(Labels.of(List.of(run("ffm", "ffm", "25", "6.12.1"), unknown)))
                .containsExactly("ffm on Java 25, Linux 6.12", "ffm on Java 25, unknown kernel series");
    }

    @Test
    void runs_that_no_fact_tells_apart_are_numbered() {
        Facts run = run("ffm", "ffm", "25", "6.12.1");

        assertThat(Labels.of(List.of(run, run, run)))
                .containsExactly("ffm on Java 25", "ffm on Java 25 #2", "ffm on Java 25 #3");
    }

    @Test
    void a_number_never_makes_the_name_of_another_run() {
        Facts run = run("a", "a", "1", "6.12.1");
        Facts likeNumbered = run("a", "a", "1 #2", "6.12.1");

        assertThat(Labels.of(List.of(run, run, likeNumbered)))
                .doesNotHaveDuplicates()
                .contains("a on Java 1");
    }

    @Test
    void figures_have_no_backend_and_are_called_by_the_jdk() {
        assertThat(Labels.of(List.of(new Facts(Map.of(Fact.JDK, "25.0.3"))))).containsExactly("Java 25.0.3");
    }

    private static Facts run(String backend, String binding, String jdk, String kernel) {
        Map<Fact, String> values = new EnumMap<>(Fact.class);
        values.put(Fact.BACKEND, backend);
        values.put(Fact.BINDING, binding);
        values.put(Fact.JDK, jdk);
        values.put(Fact.KERNEL, kernel);
        values.put(Fact.KERNEL_SERIES, kernel.substring(0, kernel.lastIndexOf('.')));
        return new Facts(values);
    }
}
