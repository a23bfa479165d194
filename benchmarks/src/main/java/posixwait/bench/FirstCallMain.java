package posixwait.bench;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import posixwait.Backends;
import posixwait.bench.peers.JnrCalls;
import posixwait.spi.Abi;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * The JVM that makes one call and no other: {@code waitpid} for this process itself, which is no child of its own.
 *
 * <p>Is told what {@link TrialMain} is. Makes no children.
 */
public final class FirstCallMain {
    private FirstCallMain() {}

    /**
     * Measures and exits: 0 with a result, 1 with a line on standard error.
     *
     * @param arguments the second is the subject
     */
    public static void main(String[] arguments) {
        int code = 0;
        try {
            System.out.println(measure(List.of(arguments).get(1)).toJson());
        } catch (BackendUnavailableException | RuntimeException | LinkageError e) {
            System.err.println(String.valueOf(e).lines().findFirst().orElse(""));
            code = 1;
        }
        System.out.flush();
        System.exit(code);
    }

    private static Readings measure(String subject) throws BackendUnavailableException {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        // The clock's own first reading is not the subject's.
        System.nanoTime();
        long before = System.nanoTime();
        IntSupplier call = open(subject, self);
        long opened = System.nanoTime();
        int result = call.getAsInt();
        long returned = System.nanoTime();
        if (result != -Abi.ECHILD) {
            throw new IllegalStateException("waitpid for this process itself: " + result);
        }
        return Readings.of(Map.of(
                FirstCallQuestion.FROM_OPENING, new double[] {returned - before},
                FirstCallQuestion.ALONE, new double[] {returned - opened}));
    }

    /** As its users open it. */
    private static IntSupplier open(String subject, int self) throws BackendUnavailableException {
        if (subject.equals(Subject.JNR_POSIX)) {
            return JnrCalls.waitpidAlone(self, Abi.WNOHANG);
        }
        if (subject.equals(Subject.JNA_INTERFACE)) {
            return InterfaceMappedCalls.waitpidAlone(self, Abi.WNOHANG);
        }
        SystemCalls calls = Backends.openBest().calls();
        RawStatus status = new RawStatus();
        return () -> calls.waitpid(self, status, Abi.WNOHANG);
    }
}
