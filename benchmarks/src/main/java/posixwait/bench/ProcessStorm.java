package posixwait.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.SystemCalls;

/**
 * A storm of programs that the JDK started, each reported by {@link Process#onExit}.
 *
 * <p>The JDK starts them in the process group of this JVM, so the release goes to that: with a signal that this JVM
 * ignores at that moment, and the programs, started before, do not.
 */
final class ProcessStorm implements Storm {
    private final SystemCalls calls;
    private final List<Process> processes = new ArrayList<>();
    private final long[] returned;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch all;
    private final RawSigaction before = new RawSigaction();
    private final Release release;

    private ProcessStorm(SystemCalls calls, int group, int count) {
        this.calls = calls;
        this.returned = new long[count];
        this.all = new CountDownLatch(count);
        calls.sigaction(Abi.SIGTERM, null, before);
        ProcessBuilder program = new ProcessBuilder(PROGRAM)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            while (processes.size() < count) {
                processes.add(TrialSession.make(() -> start(program)));
            }
            for (Process process : processes) {
                Session.awaitSleep(process.pid());
                var unused = process.onExit().thenRun(this::inHand);
            }
            RawSigaction ignore = new RawSigaction();
            ignore.handler = Abi.SIG_IGN;
            calls.sigaction(Abi.SIGTERM, ignore, null);
            this.release = new Release(calls, -group, Abi.SIGTERM);
        } catch (UncheckedIOException e) {
            throw limit(String.valueOf(e.getCause()), e);
        } catch (OutOfMemoryError e) {
            // Of threads: the JDK needs one for each process.
            throw limit(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Gathers the programs.
     *
     * @param backend a backend; this JVM must lead its session
     * @param count how many
     */
    static ProcessStorm of(Backend backend, int count) {
        SystemCalls calls = backend.calls();
        int group = calls.getpgid(0);
        if (group != calls.getpid()) {
            throw new IllegalStateException("the release would reach strangers: this JVM shares group " + group);
        }
        return new ProcessStorm(calls, group, count);
    }

    private HostLimit limit(String failure, Throwable cause) {
        int made = processes.size();
        end();
        return new HostLimit(failure, made, returned.length, cause);
    }

    private static Process start(ProcessBuilder program) {
        try {
            return program.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void inHand() {
        long now = System.nanoTime();
        returned[next.getAndIncrement()] = now;
        all.countDown();
    }

    @Override
    public long[] drain() {
        release.fire();
        try {
            all.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        long start = release.instant();
        long[] latencies = new long[returned.length];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = returned[i] - start;
        }
        return latencies;
    }

    @Override
    public long allocatedBytes() {
        return -1;
    }

    @Override
    public void close() {
        release.cancel();
        end();
    }

    private void end() {
        calls.sigaction(Abi.SIGTERM, before, null);
        processes.forEach(Process::destroyForcibly);
        try {
            for (Process process : processes) {
                process.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
