package posixwait.bench.peers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** {@link Process} of the JDK. */
final class JdkPeer implements Peer {
    @Override
    public String name() {
        return "java.lang.Process";
    }

    @Override
    public String version() {
        return System.getProperty("java.version");
    }

    @Override
    public Started start(String script) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", script).start();
        return new Started() {
            @Override
            public int pid() {
                return (int) process.pid();
            }

            @Override
            public String now() {
                return "isAlive() = " + process.isAlive();
            }

            @Override
            public String end() throws InterruptedException {
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        ? "exitValue() = " + process.exitValue()
                        : SILENT;
            }
        };
    }
}
