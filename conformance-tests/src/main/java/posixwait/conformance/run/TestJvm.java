package posixwait.conformance.run;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import posixwait.Backend;
import posixwait.Child;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.WaitStatus;
import posixwait.conformance.KitExtension;
import posixwait.conformance.LeftBehind;
import posixwait.conformance.Proc;
import posixwait.conformance.Reference;
import posixwait.conformance.Signals;
import posixwait.conformance.TestedBackends;
import posixwait.conformance.TimedOut;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.RawLimit;
import posixwait.spi.SystemCalls;

/**
 * The JVM that runs requirements: started by {@link KitRunner}, with a plan, writing what happens to a journal.
 *
 * <p>Leads a session of its own, so that whatever it leaves behind can be found and ended. Ends itself when its standard
 * input does: then the runner is gone.
 */
public final class TestJvm {
    static final int EXIT_NO_BACKEND = 70;

    /** The system property that says: one test after the other, as the plan has them; not as Jupiter orders them. */
    static final String IN_ORDER = "posixwait.kit.inOrder";

    private static final String BLOCKED_ALREADY = "posixwait.kit.sigchldBlocked";
    private static final Signal[] BLOCKED = {Signal.CHLD, Signal.USR1};

    private final String backend;
    private final Journal journal;
    private boolean spoilt;

    private TestJvm(String backend, Journal journal) {
        this.backend = backend;
        this.journal = journal;
    }

    /**
     * Runs a plan.
     *
     * @param args the backend; the plan, a file with a line {@code KEY TAB class TAB method TAB fault} for each test; the
     *     journal, a file to append to; whether {@code SIGCHLD} and {@code SIGUSR1} are to be blocked
     */
    public static void main(String[] args) throws IOException {
        Path plan = Path.of(args[1]);
        Path journal = Path.of(args[2]);
        boolean sigchldBlocked = Boolean.parseBoolean(args[3]);
        Backend opened;
        Reference reference;
        try {
            opened = TestedBackends.open(args[0], sigchldBlocked ? Signals.bits(BLOCKED) : 0);
            reference = Reference.of(opened);
        } catch (BackendUnavailableException | IllegalArgumentException | Unresolved e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_NO_BACKEND);
            return;
        }
        long wanted = Signals.bits(BLOCKED);
        if (sigchldBlocked && (Proc.signals("self", "SigBlk") & wanted) != wanted) {
            startAgainWithSigchldBlocked(reference.backend(), args);
            return;
        }
        if (System.getProperty(BLOCKED_ALREADY) == null) {
            // Fails only for the leader of a process group, and then the runner's clean-up finds the group's session.
            boolean leads = reference.backend().calls().setsid() > 0;
            withoutCoreImages(reference.backend().calls());
            endWithStandardInput(reference.backend().calls(), leads);
        }
        try (Journal written = new Journal(journal)) {
            written.line(
                    "jvm",
                    opened.binding(),
                    System.getProperty("java.version"),
                    reference.backend().name() + " " + String.join(" ", reference.lacks()));
            new TestJvm(args[0], written).run(Files.readAllLines(plan));
        }
        System.exit(0); // a daemon thread may still be blocked in the kernel, a non-daemon one must not hold the JVM
    }

    /** A mask is inherited by every thread only if the process starts with it, so the JVM starts a second one. */
    private static void startAgainWithSigchldBlocked(Backend backend, String[] args) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        String java = self.command().orElseThrow();
        List<String> command =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-D" + BLOCKED_ALREADY + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                TestJvm.class.getName()));
        command.addAll(List.of(args));
        boolean leads = backend.calls().setsid() > 0;
        withoutCoreImages(backend.calls());
        endWithStandardInput(backend.calls(), leads);
        try (Child second = Spawn.of(java, command.toArray(String[]::new))
                .open(0, "/dev/null", 0, 0)
                .blocking(BLOCKED)
                .start(backend)) {
            System.exit(second.await() instanceof WaitStatus.Exited exited ? exited.code() : 1);
        }
    }

    /** A bare child that aborts has the memory of this JVM: its image would be as large. */
    private static void withoutCoreImages(SystemCalls calls) {
        RawLimit core = new RawLimit();
        if (calls.getrlimit(Abi.RLIMIT_CORE, core) == 0) {
            core.soft = 0;
            calls.setrlimit(Abi.RLIMIT_CORE, core);
        }
    }

    /**
     * Ends this JVM and all it made when its runner is gone.
     *
     * @param leads whether this JVM leads its process group; if not, the group is the runner's, too
     */
    private static void endWithStandardInput(SystemCalls calls, boolean leads) {
        Thread thread = new Thread(
                () -> {
                    awaitEndOf(System.in);
                    SessionCleaner.endOthersOf(ProcessHandle.current().pid());
                    if (leads) {
                        // The tests go on making children after that look at the session: one signal ends them and
                        // this JVM at one instant. A child just moved to a group of its own would be missed.
                        calls.kill(0, Abi.SIGKILL);
                    }
                    Runtime.getRuntime().halt(1);
                },
                "runner-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOf(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // as good as the end
        }
    }

    /** Runs it to its end, or to the first fault that spoilt this JVM: what is left is for another one. */
    private void run(List<String> plan) {
        boolean oneByOne = Boolean.getBoolean(IN_ORDER);
        int from = 0;
        while (from < plan.size() && !spoilt) {
            String fault = Entry.of(plan.get(from)).fault();
            int to = from;
            while (to < plan.size()
                    && (to == from || !oneByOne)
                    && Entry.of(plan.get(to)).fault().equals(fault)) {
                to++;
            }
            execute(plan.subList(from, to).stream().map(Entry::of).toList(), fault);
            from = to;
        }
    }

    private void execute(List<Entry> entries, String fault) {
        Map<String, Entry> byMethod = new HashMap<>();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("posixwait.backend", backend)
                .configurationParameter(KitExtension.TEST_JVM, "true")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false");
        if (!fault.isEmpty()) {
            request.configurationParameter("posixwait.kit.fault", fault);
        }
        for (Entry entry : entries) {
            byMethod.put(entry.className() + "#" + entry.method(), entry);
            request.selectors(selectMethod(entry.className() + "#" + entry.method()));
        }
        LauncherDiscoveryRequest built = request.build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .build());
        launcher.execute(built, new Listener(byMethod));
    }

    /** A thread that a fault keeps in the kernel, or a disposition that it changed, would be there in the next test. */
    private static boolean spoils(Throwable thrown) {
        return thrown instanceof TimedOut
                || thrown instanceof LeftBehind
                || Stream.of(thrown.getSuppressed()).anyMatch(LeftBehind.class::isInstance);
    }

    /** Writes the start and the end of each test at once, so that a crash in between shows. */
    private final class Listener implements TestExecutionListener {
        private final Map<String, Entry> byMethod;
        private final Map<String, Long> started = new HashMap<>();
        private final Map<String, String> observed = new HashMap<>();

        Listener(Map<String, Entry> byMethod) {
            this.byMethod = byMethod;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            test.getSource().filter(MethodSource.class::isInstance).ifPresent(source -> {
                started.put(test.getUniqueId(), System.nanoTime());
                journal.line("start", id(source), "", "");
            });
        }

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            observed.put(test.getUniqueId(), entry.getKeyValuePairs().getOrDefault(KitExtension.OBSERVED, ""));
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .ifPresent(source -> journal.line("end", id(source), Outcome.NOT_RUN + " 0", reason));
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            test.getSource().filter(MethodSource.class::isInstance).ifPresent(source -> {
                long millis =
                        (System.nanoTime() - started.getOrDefault(test.getUniqueId(), System.nanoTime())) / 1_000_000;
                Outcome outcome = outcome(result);
                spoilt |= result.getThrowable().map(TestJvm::spoils).orElse(false);
                String detail = result.getThrowable()
                        .map(t -> describe(t, outcome))
                        .orElseGet(() -> observed.getOrDefault(test.getUniqueId(), ""));
                journal.line("end", id(source), outcome + " " + millis, detail);
            });
        }

        private String id(Object source) {
            MethodSource method = (MethodSource) source;
            Entry entry = byMethod.get(method.getClassName() + "#" + method.getMethodName());
            return entry == null ? "?" : entry.key();
        }

        private static Outcome outcome(TestExecutionResult result) {
            Throwable thrown = result.getThrowable().orElse(null);
            if (thrown == null) {
                return Outcome.PASSED;
            } else if (thrown instanceof Unsupported) {
                return Outcome.UNSUPPORTED;
            } else if (thrown instanceof Unresolved) {
                return Outcome.UNRESOLVED;
            } else if (thrown instanceof TimedOut) {
                return Outcome.TIMEOUT;
            }
            return result.getStatus() == TestExecutionResult.Status.ABORTED ? Outcome.NOT_RUN : Outcome.FAILED;
        }

        /** The message; for what is no verdict of a test's own, the stack as well, since it must be found. */
        private static String describe(Throwable thrown, Outcome outcome) {
            if (outcome == Outcome.UNSUPPORTED || outcome == Outcome.TIMEOUT) {
                return String.valueOf(thrown.getMessage());
            }
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString()
                    .lines()
                    .filter(line -> !line.contains("\tat org.junit.") && !line.contains("\tat java.base/"))
                    .limit(40)
                    .reduce((a, b) -> a + "\n" + b)
                    .orElse("");
        }
    }

    /** One line of the plan. */
    record Entry(String key, String className, String method, String fault) {
        static Entry of(Trial trial) {
            RequirementInfo requirement = trial.requirement();
            return new Entry(trial.key(), requirement.className(), requirement.methodName(), trial.fault());
        }

        static Entry of(String line) {
            String[] parts = line.split("\t", -1);
            return new Entry(parts[0], parts[1], parts[2], parts[3]);
        }

        String line() {
            return String.join("\t", key, className, method, fault);
        }
    }

    /** The file that outlives this JVM: a line an event, on disk before the next event can happen. */
    static final class Journal implements AutoCloseable {
        private final BufferedWriter out;

        Journal(Path file) throws IOException {
            out = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        synchronized void line(String kind, String id, String outcome, String detail) {
            try {
                out.write(String.join("\t", kind, id, outcome, escape(detail)));
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String escape(String text) {
            return text.replace("\\", "\\\\")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t")
                    .replace("\r", "");
        }

        static String unescape(String text) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 1 < text.length()) {
                    char next = text.charAt(++i);
                    out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                } else {
                    out.append(c);
                }
            }
            return out.toString();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
