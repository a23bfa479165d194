package posixwait.bench.peers;

import posixwait.Backend;
import posixwait.Backends;
import posixwait.Child;
import posixwait.PosixWait;
import posixwait.Spawn;
import posixwait.WaitOptions;
import posixwait.WaitTarget;
import posixwait.spi.BackendUnavailableException;

/** This library. */
final class OwnPeer implements Peer {
    private final Backend backend;

    OwnPeer() throws BackendUnavailableException {
        backend = Backends.openBest();
    }

    @Override
    public String name() {
        return "posixwait";
    }

    @Override
    public String version() {
        return Versions.of("posixwait") + ", " + backend;
    }

    @Override
    public Started start(String script) {
        Child child = Spawn.shell(script).start(backend);
        return new Started() {
            @Override
            public int pid() {
                return child.pid();
            }

            @Override
            public String now() {
                return new PosixWait(backend)
                        .waitpid(WaitTarget.pid(child.pid()), WaitOptions.NOHANG.with(WaitOptions.UNTRACED))
                        .map(change -> change.status().toString())
                        .orElse("no change");
            }

            @Override
            public String end() {
                // The pid in it differs each time.
                return child.await().toString().replace(Integer.toString(child.pid()), "PID");
            }
        };
    }
}
