package posixwait.live;

import java.io.IOException;
import java.util.Arrays;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;

/** Runs one scenario, and says by the exit code what came of it: see {@link OwnJvm}. */
public final class ScenarioMain {
    private ScenarioMain() {}

    /** Takes the class of the provider, that of the scenario, and what the scenario takes. */
    public static void main(String... args) {
        int code;
        try {
            BackendProvider provider = make(args[0], BackendProvider.class);
            Scenario scenario = make(args[1], Scenario.class);
            Backend backend = LiveReaper.open(provider);
            leadSession(backend);
            Leftovers before = Leftovers.look();
            scenario.run(backend, Arrays.copyOfRange(args, 2, args.length));
            before.requireNothingSince(backend.calls());
            code = OwnJvm.PASSED;
        } catch (Scenario.NotHere e) {
            System.out.println(e.getMessage());
            code = OwnJvm.NOT_HERE;
        } catch (Throwable e) {
            e.printStackTrace(System.out);
            code = OwnJvm.FAILED;
        }
        System.out.flush();
        // No hooks: threads may be stuck.
        Runtime.getRuntime().halt(code);
    }

    private static <T> T make(String name, Class<T> type) throws ReflectiveOperationException {
        return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
    }

    private static void leadSession(Backend backend) {
        if (backend.calls().setsid() < 0) {
            throw new AssertionError("setsid: this JVM leads a group already");
        }
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nobody writes; the end is what is waited for.
                }
            } catch (IOException e) {
                // As good as the end.
            }
            // Who started this JVM is gone, and nobody else would end its children: they are in its group, as it is.
            backend.calls().kill(0, Abi.SIGKILL);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
