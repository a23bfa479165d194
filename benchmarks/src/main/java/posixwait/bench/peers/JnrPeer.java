package posixwait.bench.peers;

import java.util.List;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import posixwait.Errno;
import posixwait.spi.Abi;

/** jnr-posix, which hands over the status word as it is. */
final class JnrPeer implements Peer {
    private final POSIX posix = POSIXFactory.getPOSIX();

    @Override
    public String name() {
        return "jnr-posix";
    }

    @Override
    public String version() {
        return Versions.of("jnr-posix");
    }

    @Override
    public Started start(String script) {
        int pid = (int) posix.posix_spawnp("/bin/sh", List.of(), List.of("sh", "-c", script), List.of());
        if (pid < 1) {
            throw new IllegalStateException("posix_spawnp of jnr-posix: " + pid);
        }
        return new Started() {
            @Override
            public int pid() {
                return pid;
            }

            @Override
            public String now() {
                return waited(Abi.WNOHANG | Abi.WUNTRACED);
            }

            @Override
            public String end() {
                return waited(0);
            }

            private String waited(int options) {
                int[] status = new int[1];
                int result = posix.waitpid(pid, status, options);
                if (result == -1) {
                    return "waitpid() = -1, " + new Errno(posix.errno());
                }
                return result == 0 ? "waitpid() = 0" : String.format("status word 0x%04x", status[0]);
            }
        };
    }
}
