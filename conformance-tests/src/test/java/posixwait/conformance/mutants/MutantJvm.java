package posixwait.conformance.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import posixwait.Backends;
import posixwait.conformance.KitExtension;
import posixwait.conformance.Proc;

/**
 * The JVM that tries mutants, one after the other, each in class loaders of its own: started by {@link Sandbox}, told what
 * to do line by line, and saying line by line what happens.
 *
 * <p>A mutant may signal what it has no business with: this refuses to run in the PID namespace of whoever started it.
 */
public final class MutantJvm {
    /** Begins the lines that are for the one who started this. */
    static final String MARK = "> ";

    static final int EXIT_NO_SANDBOX = 64;

    private static final String PASSED = "PASSED";
    private static final ClassLoader SOUND = MutantJvm.class.getClassLoader();
    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

    private final Target target;
    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .build());
    private final String classPath = System.getProperty("java.class.path");
    private @Nullable ClassLoader noting;

    private MutantJvm(Target target) {
        this.target = target;
    }

    /**
     * Obeys commands until standard input ends.
     *
     * @param args what is mutated; the PID namespace that this must not be in
     */
    public static void main(String[] args) throws IOException {
        if (args[1].equals(pidNamespace())) {
            System.err.println("this JVM is in no PID namespace of its own, where a mutant could signal anybody");
            System.exit(EXIT_NO_SANDBOX);
        }
        MutantJvm jvm = new MutantJvm(Target.valueOf(args[0]));
        say("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> words = List.of(line.split("\t", -1));
                // A thread for each: what the backend keeps for a thread goes with it, and this one sees the end of
                // input.
                new Thread(() -> jvm.obey(words), "mutant").start();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** {@return the PID namespace of this JVM} */
    static String pidNamespace() throws IOException {
        return Files.readSymbolicLink(PID_NAMESPACE).toString();
    }

    private static void say(String... words) {
        String line = String.join("\t", words).replace("\r", "").replace("\n", "\\n");
        synchronized (MutantJvm.class) {
            System.out.print(MARK + line + "\n");
            System.out.flush();
        }
    }

    private void obey(List<String> words) {
        try {
            List<String> rest = words.subList(1, words.size());
            switch (words.get(0)) {
                case "prepare" -> prepareToNote(rest);
                case "note" -> note(Asked.parse(rest.get(0)));
                case "sound" -> say("done", run(SOUND, Asked.parse(rest.get(0))).outcome());
                case "try" ->
                    tryMutant(
                            rest.get(0),
                            Path.of(rest.get(1)),
                            rest.stream().skip(2).map(Asked::parse).toList());
                default -> throw new IllegalArgumentException(words.get(0));
            }
        } catch (Throwable e) {
            say("broken", e.toString());
        }
    }

    /** Changes the classes that can be mutated so that they note what is called, here and in JVMs that play roles. */
    private void prepareToNote(List<String> classNames) throws ReflectiveOperationException, IOException {
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "noting");
        for (String className : classNames) {
            write(directory, className, Called.noting(className, MutantLoader.sound(className)));
        }
        System.setProperty("java.class.path", directory + File.pathSeparator + classPath);
        Set<String> noted = Set.copyOf(classNames);
        ClassLoader loader =
                new MutantLoader((name, bytes) -> noted.contains(name) ? Called.noting(name, bytes) : bytes);
        noting = loader;
        // Done once for all requirements, so that noting would not find it in any but the first.
        Thread.currentThread().setContextClassLoader(loader);
        loader.loadClass(Backends.class.getName())
                .getMethod("open", String.class)
                .invoke(null, target.backend);
        say(Stream.concat(Stream.of("opened"), Called.take().stream()).toArray(String[]::new));
    }

    /** Runs a requirement on sound classes, and says what it calls of those that can be mutated. */
    private void note(Asked requirement) throws IOException {
        Called.take();
        Ran ran = run(Objects.requireNonNull(noting), requirement);
        say(Stream.concat(Stream.of("called", ran.outcome(), Long.toString(ran.millis())), Called.take().stream())
                .toArray(String[]::new));
    }

    /** Runs requirements on a mutant until one does not pass, and that one on the sound classes. */
    private void tryMutant(String className, Path file, List<Asked> requirements) throws IOException {
        byte[] mutant = Files.readAllBytes(file);
        Shared before = Shared.look();
        ClassLoader mutated = new MutantLoader((name, bytes) -> name.equals(className) ? mutant : bytes);
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "mutant");
        write(directory, className, mutant);
        System.setProperty("java.class.path", directory + File.pathSeparator + classPath);
        for (Asked requirement : requirements) {
            Ran ran = run(mutated, requirement);
            // What is unsupported fails no gate, and so notices nothing.
            if (!ran.passed() && !ran.outcome().equals("UNSUPPORTED")) {
                System.setProperty("java.class.path", classPath);
                boolean sound = run(SOUND, requirement).passed();
                say("noticed", requirement.id(), ran.outcome(), Boolean.toString(sound), spoilt(before), ran.detail());
                return;
            }
        }
        System.setProperty("java.class.path", classPath);
        say("survived", spoilt(before));
    }

    /** Puts a class where JVMs that play roles find it first: they take their class path from this JVM. */
    private static void write(Path directory, String className, byte[] bytes) throws IOException {
        Path file = directory.resolve(className.replace('.', '/') + ".class");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes);
    }

    private static String spoilt(Shared before) {
        return Boolean.toString(!Shared.look().equals(before));
    }

    private Ran run(ClassLoader kit, Asked requirement) {
        say("start", requirement.id());
        long started = System.nanoTime();
        Listener listener = new Listener();
        Thread.currentThread().setContextClassLoader(kit);
        try {
            Class<?> type = Class.forName(requirement.className(), true, kit);
            Method method = Stream.of(type.getDeclaredMethods())
                    .filter(each -> each.getName().equals(requirement.method()))
                    .findFirst()
                    .orElseThrow();
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectMethod(type, method))
                    .configurationParameter("posixwait.backend", target.backend)
                    .configurationParameter(KitExtension.TEST_JVM, "true")
                    .configurationParameter("posixwait.kit.limitMillis", Long.toString(requirement.limitMillis()))
                    .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                    .build();
            launcher.execute(request, listener);
        } catch (Throwable e) {
            listener.outcome = "FAILED";
            listener.detail = e.toString();
        }
        return new Ran(listener.outcome, listener.detail, (System.nanoTime() - started) / 1_000_000);
    }

    /** What became of a requirement. */
    private record Ran(String outcome, String detail, long millis) {
        boolean passed() {
            return outcome.equals(PASSED);
        }
    }

    /** Keeps the outcome of the one test. */
    private static final class Listener implements TestExecutionListener {
        private String outcome = "NOT_RUN";
        private String detail = "";

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult finished) {
            Throwable thrown = finished.getThrowable().orElse(null);
            if (thrown != null) {
                outcome = outcome(thrown);
                detail = String.valueOf(thrown).lines().limit(6).reduce("", (a, b) -> a + " " + b);
            } else if (test.isTest()) {
                outcome = PASSED;
            }
        }

        /** By its name: the class is not always the one that this loader knows. */
        private static String outcome(Throwable thrown) {
            return switch (thrown.getClass().getSimpleName()) {
                case "TimedOut" -> "TIMEOUT";
                case "Unsupported" -> "UNSUPPORTED";
                case "Unresolved" -> "UNRESOLVED";
                default -> "FAILED";
            };
        }
    }

    /** What one mutant could leave to the next. */
    private record Shared(List<Integer> children, Set<Integer> descriptors, List<String> signals) {
        static Shared look() {
            return new Shared(
                    Proc.children(),
                    Proc.descriptors().keySet(),
                    Stream.of("SigIgn", "SigCgt", "SigBlk")
                            .map(field -> Proc.status("thread-self", field).orElse("?"))
                            .toList());
        }
    }
}
