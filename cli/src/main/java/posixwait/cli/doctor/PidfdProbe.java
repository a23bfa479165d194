package posixwait.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import posixwait.Backend;
import posixwait.BareChild;
import posixwait.Errno;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.SystemCalls;

/** Tries what a pidfd can do here: each call, on a child, since a version says nothing of filters and sandboxes. */
final class PidfdProbe {
    private static final String ABOUT = "pidfd";
    private static final long PATIENCE_MILLIS = 2000;
    private static final Fix FIX = new Fix(
            "run Linux 5.10 or later; where that is so, a sandbox or a seccomp filter refuses it",
            "Docker 20.10.10 or later, whose profile allows it; to try: docker run --security-opt seccomp=unconfined ...",
            "seccompProfile: type: Unconfined to try, then Localhost with a profile that allows pidfd_open and"
                    + " pidfd_send_signal");

    private PidfdProbe() {}

    /**
     * One thing a pidfd can do.
     *
     * @param what the call or flag
     * @param works whether it did
     * @param evidence what it returned
     */
    record Tried(String what, boolean works, String evidence) {}

    static Finding judge(List<Tried> all) {
        String evidence = all.stream()
                .map(tried -> tried.what() + ": " + tried.evidence())
                .collect(Collectors.joining("; "));
        List<String> missing =
                all.stream().filter(tried -> !tried.works()).map(Tried::what).toList();
        return missing.isEmpty()
                ? Finding.ok(ABOUT, all.stream().map(Tried::what).collect(Collectors.joining(", ")) + " work", evidence)
                : Finding.warn(ABOUT, "not to be had: " + String.join(", ", missing), evidence, FIX);
    }

    /** Tries them all on one child, which is gone afterwards. */
    static List<Tried> attempt(Backend backend) {
        SystemCalls calls = backend.calls();
        int pid = BareChild.clone(calls, "pause", 0, Abi.SIGCHLD, null);
        if (pid < 0) {
            return List.of(new Tried("pidfd_open", false, "no child to try it on, clone: " + returned(pid)));
        }
        List<Tried> all = new ArrayList<>();
        int fd = calls.pidfdOpen(pid, 0);
        all.add(new Tried("pidfd_open", fd >= 0, returned(fd)));
        boolean reaped = false;
        if (fd >= 0) {
            all.add(nonblock(calls, pid));
            int asked = calls.pidfdSendSignal(fd, 0, 0);
            int sent = calls.pidfdSendSignal(fd, Abi.SIGKILL, 0);
            all.add(new Tried("pidfd_send_signal", asked == 0 && sent == 0, returned(sent)));
            // It must end in any case: the wait below blocks until it does.
            calls.kill(pid, Abi.SIGKILL);
            RawChild child = new RawChild();
            int waited = calls.waitid(Abi.P_PIDFD, fd, child, Abi.WEXITED);
            reaped = waited == 0;
            all.add(new Tried("waitid(P_PIDFD)", reaped && child.pid == pid, returned(waited)));
            calls.close(fd);
        }
        if (!reaped) {
            calls.kill(pid, Abi.SIGKILL);
            calls.waitpid(pid, null, 0);
        }
        return all;
    }

    /** A wait by such a pidfd for a living child fails at once; where the flag is ignored it blocks, and gets the end of it. */
    private static Tried nonblock(SystemCalls calls, int pid) {
        String what = "PIDFD_NONBLOCK";
        int fd = calls.pidfdOpen(pid, Abi.PIDFD_NONBLOCK);
        if (fd < 0) {
            return new Tried(what, false, "pidfd_open: " + returned(fd));
        }
        CompletableFuture<Integer> waited = new CompletableFuture<>();
        // WNOWAIT: should it block until the end of the child, the status is left to who waits for that.
        Thread waiter = new Thread(
                () -> waited.complete(calls.waitid(Abi.P_PIDFD, fd, new RawChild(), Abi.WEXITED | Abi.WNOWAIT)),
                "try-nonblock");
        waiter.setDaemon(true);
        waiter.start();
        try {
            int result = waited.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return new Tried(what, result == -Abi.EAGAIN, "waitid: " + returned(result));
        } catch (TimeoutException e) {
            return new Tried(what, false, "waitid blocked for " + PATIENCE_MILLIS + " ms");
        } catch (ExecutionException | InterruptedException e) {
            return new Tried(what, false, "waitid: " + e);
        }
        // The descriptor stays open until the JVM ends, soon: another thread may still be waiting for it.
    }

    private static String returned(int result) {
        return result < 0 ? new Errno(-result).toString() : String.valueOf(result);
    }
}
