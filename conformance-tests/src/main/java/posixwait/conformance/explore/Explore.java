package posixwait.conformance.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.Child;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.WaitStatus;
import posixwait.conformance.Proc;
import posixwait.conformance.Signals;
import posixwait.conformance.Unresolved;
import posixwait.conformance.broken.Faults;
import posixwait.conformance.run.SessionCleaner;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the model with the live kernel by random scripts, in a JVM that does nothing else.
 *
 * <p>It starts a second JVM with {@code SIGCHLD} and {@code SIGUSR1} blocked, so that they stay pending, and in a session of
 * its own, since it waits for any child; the first waits for that.
 */
public final class Explore {
    /** Begins the line with the result, an {@link Explored} as JSON. */
    public static final String RESULT = "posixwait-explored ";

    /** Begins a line with the number of steps so far. */
    public static final String PROGRESS = "posixwait-exploring ";

    /** The exit code if there was a difference. */
    public static final int DIFFERENT = 1;

    /** The exit code if the host cannot do it; the last line says why. */
    public static final int IMPOSSIBLE = 3;

    private static final Signal[] BLOCKED = {Signal.CHLD, Signal.USR1};
    private static final long TELL_EVERY_NANOS = 500_000_000;

    private Explore() {}

    /**
     * Explores.
     *
     * @param args the backend, and then, each with {@code =} and a value: {@code seed}; {@code steps}, the most; {@code
     *     seconds}, the most; {@code first}, the number of the first script, and {@code every}, how many numbers on the next
     *     one is; {@code fault}, what the backend is to lack; {@code script}, a file with the only script; {@code leashed},
     *     whether to end when the standard input does
     */
    public static void main(String[] args) throws IOException {
        try {
            Options options = new Options(args);
            Backend backend = Backends.open(args[0]);
            long wanted = Signals.bits(BLOCKED);
            if ((Proc.signals("self", "SigBlk") & wanted) != wanted) {
                System.exit(startAgain(backend, args));
            }
            backend.calls().setsid(); // fails only for a leader of a group, which has what is wanted already
            if (options.isThere("leashed")) {
                endWithStandardInput(backend.calls());
            }
            System.exit(run(backend, options));
        } catch (BackendUnavailableException | IllegalArgumentException | Unresolved e) {
            System.out.println(e.getMessage());
            System.exit(IMPOSSIBLE);
        }
    }

    /** The arguments after the first. */
    private static final class Options {
        private final TreeMap<String, String> values = new TreeMap<>();

        Options(String[] args) {
            for (int i = 1; i < args.length; i++) {
                int equals = args[i].indexOf('=');
                values.put(args[i].substring(0, equals), args[i].substring(equals + 1));
            }
        }

        boolean isThere(String name) {
            return values.containsKey(name);
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(values.get(name));
        }

        long number(String name, long otherwise) {
            return text(name).map(Long::valueOf).orElse(otherwise);
        }
    }

    /** A mask is inherited by every thread only if the process starts with it, so the JVM starts a second one. */
    private static int startAgain(Backend backend, String[] args) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Explore.class.getName()));
        command.addAll(List.of(args));
        try (Child second =
                Spawn.of(java, command.toArray(String[]::new)).blocking(BLOCKED).start(backend)) {
            return second.await() instanceof WaitStatus.Exited exited ? exited.code() : IMPOSSIBLE;
        }
    }

    private static void endWithStandardInput(SystemCalls calls) {
        Thread thread = new Thread(
                () -> {
                    awaitEndOf(System.in);
                    SessionCleaner.endOthersOf(ProcessHandle.current().pid());
                    calls.kill(0, posixwait.spi.Abi.SIGKILL);
                },
                "starter-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOf(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return; // as good as the end
        }
    }

    private static int run(Backend backend, Options options) throws IOException {
        SystemCalls calls = options.text("fault")
                .map(fault -> Faults.named(fault).breaking(backend).calls())
                .orElse(backend.calls());
        LiveWorld live = new LiveWorld(backend, calls);
        live.obstacle().ifPresent(why -> {
            throw new Unresolved(why);
        });
        Alignment alignment = new Alignment(live);
        long start = System.nanoTime();
        Optional<String> only = options.text("script");
        long number = only.isPresent() ? -1 : options.number("first", 0);
        long scripts = 0;
        long tell = start;
        long most = only.isPresent() ? Long.MAX_VALUE : options.number("steps", 2000);
        long lastNanos = options.number("seconds", Long.MAX_VALUE / 1_000_000_000) * 1_000_000_000;
        Optional<Alignment.Difference> found = Optional.empty();
        while (found.isEmpty() && alignment.steps() < most && System.nanoTime() - start < lastNanos) {
            List<Step> script = only.isPresent()
                    ? Step.parseAll(Files.readString(Path.of(only.get())))
                    : Scripts.script(options.number("seed", 0), number);
            found = alignment.run(script);
            scripts++;
            if (only.isPresent()) {
                break;
            } else if (found.isEmpty()) {
                number += options.number("every", 1);
            }
            if (System.nanoTime() - tell > TELL_EVERY_NANOS) {
                tell = System.nanoTime();
                System.out.println(PROGRESS + alignment.steps());
            }
        }
        long steps = alignment.steps();
        double seconds = (System.nanoTime() - start) / 1e9;
        long differing = number;
        Explored.Difference difference = found.map(new Shrinker(alignment)::shrink)
                .map(small -> Trace.of(backend.name(), differing, small))
                .orElse(null);
        Explored explored = new Explored(
                backend.name(),
                System.getProperty("java.version"),
                steps,
                scripts,
                seconds,
                alignment.unusualChoices(),
                Explored.arrows(alignment.coverage()),
                Explored.rules(alignment.coverage()),
                difference);
        System.out.println(RESULT + JsonMapper.shared().writeValueAsString(explored));
        return difference == null ? 0 : DIFFERENT;
    }
}
