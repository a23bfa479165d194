package posixwait.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import posixwait.Backends;

/** A JVM that JMH starts for one subject and one task; nothing of it stays behind. */
final class MeasuringJvm {
    private static final long POLL_MILLIS = 100;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** How a JVM says that the host allows no further thread or process. */
    private static final List<String> NO_ROOM =
            List.of("unable to create native thread", "Resource temporarily unavailable");

    /** How a JVM says that it was built without what a flag asks for. */
    private static final List<String> NO_SUCH_OPTION = List.of("not supported", "Unrecognized VM option");

    private final JmhTask task;
    private final String subject;
    private final String backend;
    private final List<String> flags;
    private final Duration patience;
    private final SharedDirectory directory;

    /**
     * Plans it.
     *
     * @param task what to measure
     * @param subject with whom, see {@link Subject#open}
     * @param backend the backend that it opens, and no other
     * @param flags further flags for it
     * @param patience after this time it is ended
     * @param directory where it leaves what JMH does not carry
     */
    MeasuringJvm(
            JmhTask task,
            String subject,
            String backend,
            List<String> flags,
            Duration patience,
            SharedDirectory directory) {
        this.task = task;
        this.subject = subject;
        this.backend = backend;
        this.flags = List.copyOf(flags);
        this.patience = patience;
        this.directory = directory;
    }

    /**
     * What it gave.
     *
     * @param nanos the time of one operation, once for each iteration
     * @param bytesPerOp what an operation allocated; {@code null} if unknown
     */
    record Outcome(List<Double> nanos, @Nullable Double bytesPerOp) {}

    /** A measurement that failed, in one line. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String reason) {
            super(reason);
        }
    }

    /** A measurement that this host does not allow, in one line. */
    static final class NotHere extends Exception {
        private static final long serialVersionUID = 1L;

        NotHere(String reason) {
            super(reason);
        }
    }

    /**
     * Flags that a JVM needs so that the backends and JMH may do what they do, and nothing is said about it.
     *
     * @param feature the first number of its version
     * @return the flags, every one of which it knows
     */
    static List<String> flags(int feature) {
        List<String> flags = new ArrayList<>();
        flags.add("--enable-native-access=ALL-UNNAMED");
        // Such as -Djna.tmpdir: the measuring JVMs are those that load JNA.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-Djna."))
                .forEach(flags::add);
        if (feature >= 23) {
            // JMH reads the layout of its own states with it.
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (feature >= 24) {
            // Proves that the first flag is all that is needed.
            flags.add("--illegal-native-access=deny");
        }
        return flags;
    }

    /** Measures. */
    Outcome run() throws Failed, NotHere {
        QuietOutput output = new QuietOutput();
        try {
            directory.forgetJvm();
            Collection<RunResult> results;
            try (Keeper keeper = new Keeper(directory, patience)) {
                results = new Runner(options().build(), output).run();
                if (keeper.impatient) {
                    throw new Failed("did not end in " + patience.toSeconds() + " s");
                }
            }
            if (results.size() != 1) {
                throw new Failed(results.size() + " results in place of one: " + output.reason());
            }
            return outcome(results.iterator().next(), directory.readSamples().orElse(null));
        } catch (RunnerException e) {
            String skipped = directory.readSamples().map(Samples::skipped).orElse(null);
            if (skipped != null) {
                throw new NotHere(skipped);
            }
            String lacking = output.line(NO_SUCH_OPTION).orElse(null);
            if (lacking != null) {
                throw new NotHere("UNSUPPORTED: " + lacking + "; measure on a JDK that has it");
            }
            String reason = output.reason();
            if (NO_ROOM.stream().anyMatch(reason::contains)) {
                throw new NotHere(reason + "; " + HostLimit.evidence());
            }
            throw new Failed(reason);
        } catch (IOException e) {
            throw new Failed(String.valueOf(e.getMessage()));
        }
    }

    private ChainedOptionsBuilder options() {
        OtherJdk jdk = task.jdk();
        int feature = jdk == null ? Runtime.version().feature() : jdk.feature();
        List<String> all = new ArrayList<>(flags(feature));
        all.addAll(flags);
        // No other backend is to be loaded beside the one that is measured.
        all.add("-D" + Backends.PREFERENCE + "=" + backend);
        all.add(directory.flag());
        all.add("-Djava.io.tmpdir=" + directory.path());
        // A file in /tmp that a killed JVM would leave there.
        all.add("-XX:-UsePerfData");
        TimeValue time = TimeValue.milliseconds(task.time().toMillis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(getClass().getPackageName() + "." + task.benchmark()) + "$")
                .param("subject", subject)
                .forks(1)
                .jvmArgs(all.toArray(String[]::new))
                .warmupIterations(task.warmups())
                .warmupTime(time)
                .measurementIterations(task.iterations())
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        task.params().forEach(options::param);
        if (jdk != null) {
            options.jvm(jdk.java().toString());
        }
        return options;
    }

    private Outcome outcome(RunResult result, @Nullable Samples beside) {
        List<Double> nanos = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(MeasuringJvm::score)
                .map(score -> score / task.operations())
                .toList();
        return new Outcome(nanos, beside == null ? allocated(result) : beside.bytesPerOp());
    }

    private static Double score(IterationResult iteration) {
        Result<?> primary = iteration.getPrimaryResult();
        return primary.getScore();
    }

    private static @Nullable Double allocated(RunResult result) {
        for (String label : result.getSecondaryResults().keySet()) {
            if (label.endsWith(ALLOCATED)) {
                Result<?> secondary = result.getSecondaryResults().get(label);
                return secondary.getScore();
            }
        }
        return null;
    }

    /**
     * Ends the session of the JVM when the JVM ends, when it takes too long, and when this one ends.
     *
     * <p>Not only afterwards: children that a dead JVM left behind hold the pipes that JMH reads to their end.
     */
    private static final class Keeper implements AutoCloseable {
        private final SharedDirectory directory;
        private final long deadline;
        private final Thread thread = new Thread(this::keep, "keeper");
        private final Thread hook = new Thread(this::endSession, "keeper-at-exit");
        private volatile long session;
        private volatile boolean closed;
        volatile boolean impatient;

        Keeper(SharedDirectory directory, Duration patience) {
            this.directory = directory;
            this.deadline = System.nanoTime() + patience.toNanos();
            Runtime.getRuntime().addShutdownHook(hook);
            thread.setDaemon(true);
            thread.start();
        }

        private void keep() {
            try {
                while (!closed && !learnSession()) {
                    if (System.nanoTime() - deadline > 0) {
                        // Too early for a session: then there are no children but the JVM itself either.
                        impatient = true;
                        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
                        return;
                    }
                    Thread.sleep(POLL_MILLIS);
                }
                Optional<ProcessHandle> jvm = closed ? Optional.empty() : ProcessHandle.of(session);
                if (jvm.isPresent()) {
                    awaitEnd(jvm.get());
                }
            } catch (InterruptedException e) {
                return; // closed
            } finally {
                endSession();
            }
        }

        /** Looks now and then: {@code onExit} of a process that JMH waits for as well has been seen not to complete. */
        private void awaitEnd(ProcessHandle jvm) throws InterruptedException {
            while (jvm.isAlive()) {
                if (System.nanoTime() - deadline > 0) {
                    impatient = true;
                    return;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }

        private boolean learnSession() {
            if (session == 0) {
                session = directory.readSession().orElse(0L);
            }
            return session != 0;
        }

        private void endSession() {
            if (learnSession()) {
                Session.end(session);
            }
        }

        @Override
        public void close() {
            closed = true;
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            endSession();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is going down, and the hook runs anyway.
                return;
            }
        }
    }
}
