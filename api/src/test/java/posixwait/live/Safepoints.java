package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import posixwait.Backend;
import posixwait.BareChildren;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * Makes bare children while another thread stops all threads at safepoints again and again, where HotSpot's threads raise
 * {@code SIGSEGV} on purpose.
 */
final class Safepoints implements Scenario {
    private static final int BATCH = 200;
    private static final int BATCHES = 100;

    @Override
    public void run(Backend backend, String... arguments) {
        Thread stopping = new Thread(Safepoints::stopAll, "stops-all-threads");
        stopping.setDaemon(true);
        stopping.start();
        SystemCalls calls = backend.calls();
        RawStatus status = new RawStatus();
        for (int batch = 0; batch < BATCHES; batch++) {
            try (BareChildren children = new BareChildren(backend, BATCH)) {
                for (int i = 0; i < BATCH; i++) {
                    children.exiting(0);
                }
                for (int i = 0; i < BATCH; i++) {
                    assertThat(calls.waitpid(-1, status, 0)).isPositive();
                }
            }
            assertThat(calls.waitpid(-1, status, Abi.WNOHANG)).isEqualTo(-Abi.ECHILD);
        }
    }

    private static void stopAll() {
        while (!Thread.getAllStackTraces().isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
