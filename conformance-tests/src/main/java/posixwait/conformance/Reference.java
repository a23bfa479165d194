package posixwait.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPipe;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;

/**
 * The backend by which tests prepare and look: the one under test, or another one where that lacks calls.
 *
 * <p>A backend that has no {@code clone} or no {@code waitid} can make no scene; that is no reason to say nothing of its
 * {@code waitpid}. What it lacks is found out by calls that change nothing, of which it answers {@code -ENOSYS}.
 *
 * @param backend the backend that prepares and looks
 * @param lacks the calls that the backend under test lacks; empty if it prepares for itself
 */
public record Reference(Backend backend, List<String> lacks) {
    /** Copies the list. */
    public Reference {
        lacks = List.copyOf(lacks);
    }

    /**
     * {@return the reference for a backend under test}
     *
     * @throws Unresolved if it lacks calls, and no other backend on the class path has them all
     */
    public static Reference of(Backend tested) {
        List<String> lacks = lackedBy(tested);
        if (lacks.isEmpty()) {
            return new Reference(tested, lacks);
        }
        return Backends.available().stream()
                .filter(other ->
                        !other.name().equals(tested.name()) && lackedBy(other).isEmpty())
                .findFirst()
                .map(other -> new Reference(other, lacks))
                .orElseThrow(() -> new Unresolved(tested.name() + " lacks " + String.join(", ", lacks)
                        + ", and no other backend can prepare its tests; put posixwait-jna or posixwait-ffm on the class"
                        + " path"));
    }

    private static List<String> lackedBy(Backend backend) {
        List<String> lacks = new ArrayList<>();
        probes(backend).forEach((call, probe) -> {
            if (probe.getAsLong() == -Abi.ENOSYS) {
                lacks.add(call);
            }
        });
        return lacks;
    }

    /** What the kit itself calls, each with arguments that are refused or change nothing. */
    private static Map<String, LongSupplier> probes(Backend backend) {
        var calls = backend.calls();
        RawSignalSet noSignal = new RawSignalSet();
        Map<String, LongSupplier> probes = new LinkedHashMap<>();
        probes.put("waitpid", () -> calls.waitpid(calls.getpid(), null, Abi.WNOHANG));
        // Of itself: a process is no child of its own, so that nothing can be taken from anybody.
        probes.put("waitid", () -> calls.waitid(Abi.P_PID, calls.getpid(), new RawChild(), Abi.WEXITED | Abi.WNOHANG));
        probes.put("dlsym", () -> calls.dlsym("_exit"));
        // No kernel takes all flags at once.
        probes.put("clone", () -> cloneOfAllFlags(backend));
        probes.put("mmap", () -> calls.mmap(0, Abi.PROT_READ, 0));
        probes.put("munmap", () -> calls.munmap(0, 0));
        probes.put("kill", () -> calls.kill(calls.getpid(), 0));
        probes.put("sigaction", () -> calls.sigaction(Abi.SIGCHLD, null, new RawSigaction()));
        probes.put("pthread_sigmask", () -> calls.pthreadSigmask(Abi.SIG_BLOCK, null, noSignal));
        probes.put("sigpending", () -> calls.sigpending(new RawSignalSet()));
        probes.put("sigtimedwait", () -> calls.sigtimedwait(new RawSignalSet(), null, 0));
        probes.put("getpid", calls::getpid);
        probes.put("getppid", calls::getppid);
        probes.put("gettid", calls::gettid);
        probes.put("getpgid", () -> calls.getpgid(0));
        probes.put("setpgid", () -> calls.setpgid(calls.getpid(), -1));
        probes.put("getsid", () -> calls.getsid(0));
        probes.put("getrusage", () -> calls.getrusage(Abi.RUSAGE_SELF, new RawUsage()));
        probes.put("times", () -> calls.times(new RawTimes()));
        probes.put("getrlimit", () -> calls.getrlimit(Abi.RLIMIT_CORE, new RawLimit()));
        probes.put("poll", () -> calls.poll(new RawPoll(1), 0));
        probes.put("pipe2", () -> calls.pipe2(new RawPipe(), -1));
        probes.put("read", () -> calls.read(-1, new byte[1], 0, 1));
        probes.put("write", () -> calls.write(-1, new byte[1], 0, 1));
        probes.put("close", () -> calls.close(-1));
        probes.put("fcntl", () -> calls.fcntl(-1, Abi.F_GETFD, 0));
        return probes;
    }

    private static long cloneOfAllFlags(Backend backend) {
        var calls = backend.calls();
        long exit = calls.dlsym("_exit");
        int length = 4096 * 16;
        long stack = calls.mmap(length, Abi.PROT_READ | Abi.PROT_WRITE, Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS);
        if (exit < 0 || stack < 0) {
            return -Abi.ENOSYS; // it could not be called with anything
        }
        long result = calls.clone(exit, stack + length, -1, 0, null);
        calls.munmap(stack, length);
        return result;
    }
}
