package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.Backends.Unavailable;
import posixwait.fakes.Providers;
import posixwait.fakes.exploding.ExplodingProvider;
import posixwait.fakes.nameless.NamelessProvider;
import posixwait.fakes.newer.NewerProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

class BackendsTest {
    private static final String CHECK = "check its jar and what it needs";

    private final ClassLoader loaderBefore = Thread.currentThread().getContextClassLoader();
    private final @Nullable String preferenceBefore = System.getProperty(Backends.PREFERENCE);
    private final ProviderDirectory found;

    BackendsTest(@TempDir Path directory) throws IOException {
        found = new ProviderDirectory(directory);
    }

    @BeforeEach
    void look_in_the_directory_only() {
        Thread.currentThread().setContextClassLoader(found);
        System.clearProperty(Backends.PREFERENCE);
    }

    @AfterEach
    void look_where_it_was_before() throws IOException {
        Thread.currentThread().setContextClassLoader(loaderBefore);
        if (preferenceBefore == null) {
            System.clearProperty(Backends.PREFERENCE);
        } else {
            System.setProperty(Backends.PREFERENCE, preferenceBefore);
        }
        found.close();
    }

    private static List<String> names() {
        return Backends.available().stream().map(Backend::name).toList();
    }

    private static void prefer(String names) {
        System.setProperty(Backends.PREFERENCE, names);
    }

    @Test
    void a_backend_has_the_name_and_the_binding_of_its_provider() throws IOException {
        found.with(Providers.Alpha.class);

        assertThat(Backends.available()).hasToString("[alpha (alpha-direct)]");
    }

    @Test
    void a_binding_that_is_the_name_is_shown_once() {
        assertThat(new Backend("ffm", "ffm", new ScriptedSystemCalls().calls())).hasToString("ffm");
    }

    @Test
    void ffm_comes_first_then_jna_then_the_others_by_name() throws IOException {
        found.with(Providers.Zulu.class)
                .with(Providers.Jna.class)
                .with(Providers.Alpha.class)
                .with(Providers.Ffm.class);

        assertThat(names()).containsExactly("ffm", "jna", "alpha", "zulu");
    }

    @Test
    void without_providers_there_are_no_backends() {
        assertThat(Backends.available()).isEmpty();
    }

    @Nested
    class One_that_cannot_be_used {
        @Test
        void is_not_among_those_that_can() throws IOException {
            found.with(Providers.Refusing.class).with(Providers.Jna.class);

            assertThat(names()).containsExactly("jna");
        }

        @Test
        void says_why_and_what_to_do() throws IOException {
            found.with(Providers.Refusing.class).with(Providers.Jna.class);

            assertThat(Backends.unavailable())
                    .containsExactly(new Unavailable("refusing", "it is Sunday", "come back tomorrow"));
        }

        @Test
        void is_shown_with_the_reason_and_the_fix() {
            assertThat(new Unavailable("ffm", "reason", "fix")).hasToString("ffm: reason; fix");
        }

        @Test
        void may_be_made_for_a_newer_JVM() throws IOException {
            found.withVersion(99, NewerProvider.class);

            assertThat(Backends.unavailable())
                    .containsExactly(new Unavailable(
                            "newer",
                            "needs Java 55 or later, this is " + System.getProperty("java.version"),
                            "run it on a newer JVM or choose another backend"));
        }

        @Test
        void may_fail_to_be_made() throws IOException {
            found.with(ExplodingProvider.class);

            assertThat(Backends.unavailable())
                    .containsExactly(
                            new Unavailable("exploding", "cannot be loaded: IllegalStateException: bang", CHECK));
        }

        @Test
        void may_fail_to_say_its_name() throws IOException {
            found.with(NamelessProvider.class);

            assertThat(Backends.unavailable())
                    .containsExactly(new Unavailable(
                            "nameless", "cannot be loaded: NoClassDefFoundError: com/example/Native", CHECK));
        }

        @Test
        void may_have_no_class() throws IOException {
            found.withoutClass("posixwait.fakes.missing.MissingProvider");

            assertThat(Backends.unavailable())
                    .singleElement()
                    .satisfies(missing -> assertThat(missing.name()).isEqualTo("missing"));
        }

        @Test
        void may_be_no_provider() throws IOException {
            found.with(Providers.class);

            assertThat(Backends.unavailable())
                    .singleElement()
                    .satisfies(noProvider -> assertThat(noProvider.reason()).contains("not a subtype"));
        }

        @Test
        void may_have_a_line_that_is_no_class_name() throws IOException {
            found.withoutClass("no class name");

            assertThat(Backends.unavailable())
                    .singleElement()
                    .satisfies(line -> assertThat(line.name()).isEqualTo("unknown"));
        }

        @Test
        void may_lack_what_it_links_to() throws IOException {
            found.with(Providers.Unlinked.class);

            assertThat(Backends.unavailable())
                    .containsExactly(new Unavailable(
                            "unlinked", "cannot be opened: NoClassDefFoundError: com/example/Native", CHECK));
        }

        @Test
        void may_have_a_bug() throws IOException {
            found.with(Providers.Buggy.class);

            assertThat(Backends.unavailable())
                    .containsExactly(
                            new Unavailable("buggy", "cannot be opened: IllegalStateException: this is a bug", CHECK));
        }

        @Test
        void does_not_disturb_the_others() throws IOException {
            found.withVersion(99, NewerProvider.class)
                    .with(ExplodingProvider.class)
                    .withoutClass("posixwait.fakes.missing.MissingProvider")
                    .with(Providers.Unlinked.class)
                    .with(Providers.Jna.class);

            assertThat(names()).containsExactly("jna");
        }

        @Test
        void does_not_hide_another() throws IOException {
            found.withVersion(99, NewerProvider.class)
                    .with(ExplodingProvider.class)
                    .withoutClass("posixwait.fakes.missing.MissingProvider")
                    .with(Providers.Refusing.class);

            assertThat(Backends.unavailable())
                    .extracting(Unavailable::name)
                    .containsExactly("exploding", "missing", "newer", "refusing");
        }

        @Test
        void does_not_take_the_name_of_one_that_can() throws IOException {
            found.with(ExplodingProvider.class).with(Providers.NamedExploding.class);

            assertThat(names()).containsExactly("exploding");
        }

        @Test
        void has_its_class_for_a_name_where_another_has_the_name() throws IOException {
            found.with(ExplodingProvider.class).with(Providers.NamedExploding.class);

            assertThat(Backends.unavailable())
                    .extracting(Unavailable::name)
                    .containsExactly(ExplodingProvider.class.getName());
        }
    }

    @Nested
    class Two_of_one_name {
        @Test
        void are_both_unavailable() throws IOException {
            found.with(Providers.Jna.class).with(Providers.OtherJna.class);

            assertThat(Backends.available()).isEmpty();
        }

        @Test
        void are_both_named() throws IOException {
            found.with(Providers.Jna.class).with(Providers.OtherJna.class);

            assertThat(Backends.unavailable())
                    .containsExactly(new Unavailable(
                            "jna",
                            "claimed by posixwait.fakes.Providers$Jna and by posixwait.fakes.Providers$OtherJna",
                            "take one of their jars away"));
        }

        @Test
        void are_not_opened_by_it() throws IOException {
            found.with(Providers.Jna.class).with(Providers.OtherJna.class);

            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> Backends.open("jna"))
                    .withMessageContaining("claimed by");
        }
    }

    @Nested
    class Opening {
        @Test
        void takes_the_backend_of_that_name() throws Exception {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);

            assertThat(Backends.open("jna").name()).isEqualTo("jna");
        }

        @Test
        void gives_the_calls_of_the_provider() throws Exception {
            found.with(Providers.Jna.class);

            assertThat(Backends.open("jna").calls()).isInstanceOf(SystemCalls.class);
        }

        @Test
        void an_unknown_name_lists_those_that_were_found() throws IOException {
            found.with(Providers.Jna.class).with(Providers.Alpha.class).withVersion(99, NewerProvider.class);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Backends.open("jnr"))
                    .withMessage("no backend is called 'jnr'; found: alpha, jna, newer");
        }

        @Test
        void an_unknown_name_says_that_none_were_found() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Backends.open("jna"))
                    .withMessage("no backend is called 'jna'; found: none");
        }

        @Test
        void one_that_refuses_says_why() throws IOException {
            found.with(Providers.Refusing.class);

            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> Backends.open("refusing"))
                    .withMessage("refusing: it is Sunday; come back tomorrow");
        }

        @Test
        void one_that_cannot_be_loaded_says_why() throws IOException {
            found.withVersion(99, NewerProvider.class);

            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> Backends.open("newer"))
                    .withMessageStartingWith("newer: needs Java 55 or later, this is ");
        }

        @Test
        void one_that_throws_has_the_cause() throws IOException {
            found.with(Providers.Buggy.class);

            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> Backends.open("buggy"))
                    .withCauseInstanceOf(IllegalStateException.class);
        }

        @Test
        void is_not_bound_by_the_preference() throws Exception {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);
            prefer("ffm");

            assertThat(Backends.open("jna").name()).isEqualTo("jna");
        }
    }

    @Nested
    class The_best {
        @Test
        void is_the_first_in_order() throws Exception {
            found.with(Providers.Alpha.class).with(Providers.Jna.class).with(Providers.Ffm.class);

            assertThat(Backends.openBest().name()).isEqualTo("ffm");
        }

        @Test
        void is_the_first_that_can_be_opened() throws Exception {
            found.with(Providers.Zulu.class).with(Providers.Refusing.class);

            assertThat(Backends.openBest().name()).isEqualTo("zulu");
        }

        @Test
        void does_not_exist_where_none_was_found() {
            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(Backends::openBest)
                    .withMessage("posixwait: no backend found; put posixwait-jna or posixwait-ffm on the class path");
        }

        @Test
        void does_not_exist_where_none_can_be_opened() throws IOException {
            found.with(Providers.Refusing.class).with(ExplodingProvider.class);

            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(Backends::openBest)
                    .withMessageContaining("exploding: cannot be loaded")
                    .withMessageContaining("refusing: it is Sunday");
        }

        @Test
        void is_the_preferred_one() throws Exception {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);
            prefer("jna,ffm");

            assertThat(Backends.openBest().name()).isEqualTo("jna");
        }

        @Test
        void is_never_another_than_the_preferred_one() throws IOException {
            found.with(Providers.Ffm.class).with(Providers.Refusing.class);
            prefer("refusing,ffm");

            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(Backends::openBest)
                    .withMessage("refusing: it is Sunday; come back tomorrow");
        }
    }

    @Nested
    class The_preference {
        @Test
        void puts_the_backends_in_order() throws IOException {
            found.with(Providers.Ffm.class).with(Providers.Jna.class).with(Providers.Alpha.class);
            prefer("alpha,jna,ffm");

            assertThat(names()).containsExactly("alpha", "jna", "ffm");
        }

        @Test
        void leaves_out_the_others() throws IOException {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);
            prefer("jna");

            assertThat(names()).containsExactly("jna");
        }

        @Test
        void leaves_out_the_others_that_cannot_be_used() throws IOException {
            found.with(Providers.Refusing.class).with(Providers.Jna.class);
            prefer("jna");

            assertThat(Backends.unavailable()).isEmpty();
        }

        @Test
        void may_have_blanks_around_its_names() throws IOException {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);
            prefer(" jna , ffm ");

            assertThat(names()).containsExactly("jna", "ffm");
        }

        @Test
        void counts_a_name_once() throws IOException {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);
            prefer("jna,ffm,jna");

            assertThat(names()).containsExactly("jna", "ffm");
        }

        @Test
        void for_an_unknown_backend_is_an_error() throws IOException {
            found.with(Providers.Jna.class);
            prefer("jna,jnr");

            assertThatIllegalArgumentException()
                    .isThrownBy(Backends::openBest)
                    .withMessage("no backend is called 'jnr'; found: jna");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", ",", "jna,", ",jna", "jna,,ffm"})
        void that_leaves_out_a_name_is_an_error(String preference) throws IOException {
            found.with(Providers.Ffm.class).with(Providers.Jna.class);
            prefer(preference);

            assertThatIllegalArgumentException()
                    .isThrownBy(Backends::openBest)
                    .withMessage("the property posixwait.backends is '" + preference
                            + "', which leaves out a name; give names separated by commas, such as ffm,jna");
        }
    }
}
