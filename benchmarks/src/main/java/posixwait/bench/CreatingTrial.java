package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.bench.peers.ProcessMaker;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/** How long is it from the call that makes a child to its pid in hand, and to the first instruction of its program? */
final class CreatingTrial {
    /** Whoever is slow gets fewer children, not more time. */
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final int FEWEST = 5;

    private final Maker maker;
    private final Path starts;
    private final boolean programs;

    /**
     * Prepares.
     *
     * @param maker makes the children, one after the other
     * @param starts where each of their programs leaves the time of its start
     * @param programs whether they run one
     */
    CreatingTrial(Maker maker, Path starts, boolean programs) {
        this.maker = maker;
        this.starts = starts;
        this.programs = programs;
    }

    /**
     * Measures.
     *
     * @param children how many
     * @param warmups how many come before and do not count
     */
    Readings measure(int children, int warmups) {
        int before = run(warmups, new ArrayList<>(), new ArrayList<>());
        List<Long> begins = new ArrayList<>();
        List<Double> pids = new ArrayList<>();
        int counted = run(children, begins, pids);
        double[] toPid = pids.stream().mapToDouble(Double::doubleValue).toArray();
        if (!programs) {
            return Readings.of(Map.of(Readings.PID, toPid));
        }
        long[] started = started(starts, before + counted);
        double[] toProgram = new double[counted];
        for (int i = 0; i < counted; i++) {
            toProgram[i] = started[before + i] - begins.get(i);
        }
        return Readings.of(Map.of(Readings.PID, toPid, Readings.RUNS, toProgram));
    }

    private int run(int wanted, List<Long> begins, List<Double> pids) {
        long begun = System.nanoTime();
        int made = 0;
        for (; made < wanted && (made < FEWEST || System.nanoTime() - begun < ENOUGH_NANOS); made++) {
            int number = made;
            TrialSession.make(() -> {
                long begin = System.nanoTime();
                make(number, wanted);
                pids.add((double) (System.nanoTime() - begin));
                begins.add(begin);
                return number;
            });
            int code = maker.reap();
            if (code != 0) {
                throw new IllegalStateException("a child ended with " + code);
            }
        }
        return made;
    }

    private void make(int made, int wanted) {
        try {
            maker.make();
        } catch (PosixException e) {
            if (e.errno().equals(Errno.EAGAIN) || e.errno().equals(Errno.ENOMEM)) {
                throw new HostLimit(String.valueOf(e.getMessage()), made, wanted, e);
            }
            throw e;
        } catch (ExceptionInInitializerError e) {
            // That is how the JDK refuses a launch mechanism that it does not have, or has no more.
            throw new HostLimit("Java " + Runtime.version().feature() + " has no launch mechanism "
                    + System.getProperty(ProcessMaker.MECHANISM) + "; measure on a JDK that has it");
        }
    }

    /**
     * {@return the times that programs left}
     *
     * @param file where: eight bytes for each, in the order of this machine
     * @param count how many there have to be
     */
    static long[] started(Path file, int count) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != count * Long.BYTES) {
                throw new IllegalStateException(
                        "not every program left its start: " + bytes.length + " bytes of " + count + " programs");
            }
            long[] times = new long[count];
            ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().get(times);
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens descriptors that are closed on exec, as all of a JVM are. They stay open as long as this process.
     *
     * @param count how many
     */
    static void openDescriptors(SystemCalls calls, int count) {
        for (int open = 0; open < count; open++) {
            int descriptor = calls.eventfd(0, Abi.EFD_CLOEXEC);
            if (descriptor < 0) {
                throw new HostLimit(
                        "eventfd: errno " + -descriptor + " after " + open + " of " + count + " descriptors");
            }
        }
    }
}
