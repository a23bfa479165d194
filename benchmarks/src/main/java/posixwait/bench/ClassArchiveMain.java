package posixwait.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import posixwait.Backend;
import posixwait.Backends;

/**
 * The JVM whose classes {@link ClassArchive} keeps: it does a little of everything that the measuring JVMs do, so that their
 * classes are loaded.
 *
 * <p>What it leaves out, or cannot do on this host, is loaded by the measuring JVMs as ever.
 */
public final class ClassArchiveMain {
    /** Ways that load what others do not. Who reaps any child comes before those that start children of their own. */
    private static final List<Way> OF_BARE_CHILDREN = List.of(Way.WAIT_ANY, Way.THREADS, Way.VIRTUAL_AWAIT);

    private static final List<Way> OF_PROGRAMS = List.of(Way.PROCESS, Way.NU_PROCESS);

    private static final List<String> BENCHMARKS = List.of(
            "CallOverheadBenchmark.echildByWaitpid",
            "CallOverheadBenchmark.wnohangByWaitpid",
            "ErrnoBenchmark.kept",
            "ReapZombieBenchmark.byWaitpid");

    /** What only a JVM has that JMH forks. */
    private static final List<String> OF_A_FORK = List.of(
            "ForkedMain",
            "ForkedMain$HangupThread",
            "ForkedMain$ShutdownTimeoutThread",
            "ForkedRunner",
            "ForkedRunner$1",
            "link.BinaryLinkClient",
            "link.BinaryLinkClient$ForwardingPrintStream",
            "link.BinaryLinkClient$ForwardingPrintStream$1",
            "link.ActionPlanFrame",
            "link.ClassConventions",
            "link.FinishingFrame",
            "link.HandshakeInitFrame",
            "link.HandshakeResponseFrame",
            "link.InfraFrame",
            "link.InfraFrame$Type",
            "link.OutputFormatFrame",
            "link.OutputFrame",
            "link.OutputFrame$Type",
            "link.ResultMetadataFrame",
            "link.ResultsFrame");

    private ClassArchiveMain() {}

    /**
     * Loads classes and exits with 0, with which they are written.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        List<Backend> backends = Backends.available();
        TrialSession.lead(backends.get(0).calls());
        for (Backend backend : backends) {
            storm(backend, Kind.BARE, Way.REAPER);
        }
        OF_BARE_CHILDREN.forEach(way -> storm(backends.get(0), Kind.BARE, way));
        OF_PROGRAMS.forEach(way -> storm(backends.get(0), Kind.EXEC, way));
        tried(() -> OwnCost.now());
        tried(() -> AllocatedBytes.now());
        for (String subject : List.of(Subject.FFM, Subject.JNA_INTERFACE, Subject.JNA_DIRECT, Subject.JNR_POSIX)) {
            tried(() -> jmh(subject));
        }
        tried(ClassArchiveMain::load);
        System.out.println("loaded");
        TrialSession.leave();
        System.out.flush();
        // Whatever threads are left.
        System.exit(0);
    }

    private interface Attempt {
        void make() throws IOException, ReflectiveOperationException, RunnerException;
    }

    private static void tried(Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException | ReflectiveOperationException | RunnerException | RuntimeException | LinkageError e) {
            // Then its classes are not among them, and whoever measures it says what is wrong.
            return;
        }
    }

    private static void storm(Backend backend, String children, Way way) {
        StormQuestion question = new StormQuestion();
        question.trials(Effort.SMOKE).stream()
                .filter(trial -> children.equals(trial.params().get(Kind.PARAMETER)))
                .findFirst()
                .ifPresent(trial -> tried(
                        () -> System.out.println(question.measure(new TrialTask(backend, way.name(), trial.arguments()))
                                .toJson())));
    }

    /** In this JVM; what goes to and from a forked one is written and read. */
    private static void jmh(String subject) throws RunnerException, IOException, ReflectiveOperationException {
        OptionsBuilder builder = new OptionsBuilder();
        BENCHMARKS.forEach(name ->
                builder.include("^" + ClassArchiveMain.class.getPackageName() + "." + name.replace(".", "\\.") + "$"));
        Options options = builder.param("subject", subject)
                .forks(0)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(1))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        copied(options);
        Collection<RunResult> results = new Runner(options, new QuietOutput()).run();
        for (RunResult result : results) {
            copied(result.getAggregatedResult());
        }
    }

    private static void copied(Object object) throws IOException, ReflectiveOperationException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.readObject();
        }
    }

    private static void load() throws ReflectiveOperationException {
        for (String name : OF_A_FORK) {
            Class.forName(Runner.class.getPackageName() + "." + name);
        }
    }
}
