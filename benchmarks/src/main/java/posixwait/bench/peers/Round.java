package posixwait.bench.peers;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/**
 * One child in one situation. The kernel says when the child has stopped, by {@code waitid} with {@code WNOWAIT}, so that
 * nothing is taken from the library before it is meant to be.
 */
final class Round {
    private final Backend observer;
    private final Peer peer;

    Round(Backend observer, Peer peer) {
        this.observer = observer;
        this.peer = peer;
    }

    /** {@return what the library said; empty if the situation did not come about} */
    Optional<String> of(Situation situation) throws Exception {
        Peer.Started child = peer.start(situation.script());
        int pid = child.pid();
        int stopped = observer.calls().waitid(Abi.P_PID, pid, null, Abi.WSTOPPED | Abi.WNOWAIT);
        if (stopped != 0) {
            throw new IllegalStateException(peer.name() + ": waitid for the stop of a child: " + stopped);
        }
        return switch (situation) {
            case EXITED_7, EXITED_137 -> {
                observer.calls().kill(pid, Abi.SIGCONT);
                yield Optional.of(child.end());
            }
            case KILLED_9 -> {
                observer.calls().kill(pid, Abi.SIGKILL);
                yield Optional.of(child.end());
            }
            case STOPPED -> {
                String said = child.now();
                observer.calls().kill(pid, Abi.SIGCONT);
                child.end();
                yield Optional.of(said);
            }
            case STOLEN -> stolen(child);
        };
    }

    /**
     * Lets another thread look for the end of the child without a pause, and asks the library once that thread knows whether
     * it was faster. It sees a zombie before a thread that sleeps in a wait has woken up; a library that waits when it is
     * asked can never win.
     */
    private Optional<String> stolen(Peer.Started child) throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CompletableFuture<Boolean> theft = new CompletableFuture<>();
        Thread thief = new Thread(() -> theft.complete(steal(child.pid(), looking)), "thief");
        thief.setDaemon(true);
        thief.start();
        looking.await();
        observer.calls().kill(child.pid(), Abi.SIGCONT);
        boolean stolen = theft.get();
        String said = child.end();
        return stolen ? Optional.of(said) : Optional.empty();
    }

    /** {@return whether this thread took the status; not if the library did, or nothing came in time} */
    private boolean steal(int pid, CountDownLatch looking) {
        RawChild taken = new RawChild();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Peer.PATIENCE_SECONDS);
        int result = 0;
        while (result == 0 && taken.pid == 0 && System.nanoTime() - deadline < 0) {
            result = observer.calls().waitid(Abi.P_PID, pid, taken, Abi.WEXITED | Abi.WNOHANG);
            looking.countDown();
        }
        return taken.pid == pid;
    }
}
