package posixwait.conformance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Circumstances;
import posixwait.conformance.run.Expectations;
import posixwait.conformance.run.ExpectationsFile;
import posixwait.conformance.run.Jdks;
import posixwait.conformance.run.KitException;
import posixwait.conformance.run.KitRunner;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Progress;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.RequirementResult;
import posixwait.conformance.run.Scope;

/**
 * The kit as a JUnit test of somebody else's build: a test for each requirement, run in JVMs of the kit's own with the Java
 * and the class path of this one.
 *
 * <p>Found by Surefire in this jar with {@code dependenciesToScan}. System properties say what to test:
 *
 * <ul>
 *   <li>{@value #BACKEND}: the name of the backend; must be set
 *   <li>{@value #IDS}: patterns of requirement IDs with commas between them; every requirement if empty or not set
 *   <li>{@value #EXPECT}: a file of expected failures; none if empty or not set
 * </ul>
 *
 * <p>A requirement that is unsupported or fails as expected is skipped, with the reason. The host could not run the kit if
 * the factory itself fails, with {@link KitException}.
 */
public final class BackendConformanceTest {
    /** The system property that names the backend. */
    public static final String BACKEND = "posixwait.backend";

    /** The system property with patterns of requirement IDs. */
    public static final String IDS = "posixwait.kit.ids";

    /** The system property that names a file of expected failures. */
    public static final String EXPECT = "posixwait.kit.expect";

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /** For JUnit. */
    public BackendConformanceTest() {}

    /**
     * {@return a test for each requirement, and one for the file of expected failures if there is one}
     *
     * @throws KitException if the host cannot run the kit
     * @throws IOException if the file of expected failures cannot be read
     */
    @TestFactory
    public Stream<DynamicTest> requirements() throws KitException, IOException {
        String backend = property(BACKEND);
        if (backend == null) {
            throw new KitException("-D" + BACKEND + " is not set; name the backend to test");
        }
        @Nullable String file = property(EXPECT);
        @Nullable Expectations expected = file == null ? null : ExpectationsFile.read(Path.of(file));
        List<RequirementInfo> selection = selection(property(IDS));
        BackendRun run = new KitRunner(Jdks.current(), backend, List.of()).run(selection, Progress.silent());
        if (expected == null) {
            return tests(run);
        }
        Scope scope = new Scope(
                selection.stream().map(RequirementInfo::id).collect(Collectors.toSet()), true, true, Set.of());
        Expectations.Judged judged = expected.judge(
                expected.hasCanary() ? Expectations.withCanary(List.of(run)) : List.of(run),
                scope,
                Circumstances.of(HostFacts.collect()),
                LocalDate.now(ZoneOffset.UTC));
        return Stream.concat(
                tests(judged.runs().get(0)),
                Stream.of(dynamicTest(
                        "every entry of " + expected.file() + " (SHA-256 " + expected.sha256()
                                + ") has its reason to be",
                        () -> {
                            if (!judged.account().faults().isEmpty()) {
                                fail(String.join("\n", judged.account().faults()));
                            }
                        })));
    }

    private static List<RequirementInfo> selection(@Nullable String patterns) throws KitException {
        if (patterns == null) {
            return Catalogue.all();
        }
        List<RequirementInfo> selection =
                Catalogue.matching(COMMA.splitAsStream(patterns).toList());
        if (selection.isEmpty()) {
            throw new KitException(
                    "-D" + IDS + "=" + patterns + " matches no requirement; give patterns such as WID-*");
        }
        return selection;
    }

    private static Stream<DynamicTest> tests(BackendRun run) {
        return run.requirements().stream()
                .map(result -> dynamicTest(result.id() + " " + result.title(), () -> verdict(result)));
    }

    private static void verdict(RequirementResult result) {
        String text = result.outcome() + ": " + result.detail();
        if (result.outcome() != Outcome.PASSED && result.outcome().conforms()) {
            throw new TestAbortedException(text);
        } else if (!result.outcome().conforms()) {
            fail(text + "\nrule: " + result.rule() + "\nsource: " + String.join("; ", result.citations()));
        }
    }

    /** What is not set, empty, or a property of Maven that nobody set. */
    private static @Nullable String property(String name) {
        String value = Objects.requireNonNullElse(System.getProperty(name), "");
        return value.isBlank() || value.startsWith("${") ? null : value.strip();
    }
}
