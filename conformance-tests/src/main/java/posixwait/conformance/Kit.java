package posixwait.conformance;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.PosixWait;
import posixwait.conformance.model.backend.ModelBackend;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/**
 * What a test of a requirement has: the backend under test, a trusted one to prepare and to look, children, threads.
 *
 * <p>What a test asserts, it does with {@link #calls} or {@link #posix}. What it only prepares it does with {@link #children},
 * {@link #threads} and {@link #signals}, which use {@link #reference}: a broken backend must fail the test that names its
 * fault, not every test that makes a child.
 */
public final class Kit {
    private final Backend backend;
    private final String fault;
    private final SystemCalls reference;
    private final PosixWait posix;
    private final Children children;
    private final Threads threads;
    private final Signals signals;
    private final List<String> observations = new CopyOnWriteArrayList<>();
    private final @Nullable NotedCalls noted;
    private final List<String> lacks;

    Kit(Backend tested, Reference chosen, String fault) {
        this.fault = fault;
        Backend reference = chosen.backend();
        this.lacks = chosen.lacks();
        this.noted = chosen.lacks().isEmpty() ? null : new NotedCalls();
        this.backend = noted == null ? tested : noted.over(tested);
        this.reference = reference.calls();
        this.posix = new PosixWait(backend);
        this.children = new Children(reference);
        this.threads = new Threads(reference.calls());
        this.signals = new Signals(reference.calls());
    }

    /** {@return the backend under test} */
    public Backend backend() {
        return backend;
    }

    /** {@return the label of the fault that the backend under test has; empty if it has none} */
    String fault() {
        return fault;
    }

    /** {@return the calls of the backend under test, as the seam has them} */
    public SystemCalls calls() {
        return backend.calls();
    }

    /** {@return the calls of the backend under test, in Java types} */
    public PosixWait posix() {
        return posix;
    }

    /**
     * {@return the calls by which tests prepare and look: those of the backend under test before anything broke them, or of
     * another one where that lacks calls}
     */
    public SystemCalls reference() {
        return reference;
    }

    /**
     * {@return why this test says nothing of the backend under test, which lacks calls; empty if it does}
     *
     * @param failed whether the test failed; if not, one call that the backend has is enough
     */
    Optional<String> saysNothing(boolean failed) {
        if (noted == null) {
            return Optional.empty();
        }
        if (failed && !noted.unanswered().isEmpty()) {
            return Optional.of(backend.name() + " lacks a call that this needs: "
                    + noted.unanswered().stream().map(call -> call + ": ENOSYS").collect(Collectors.joining(", ")));
        }
        return failed || noted.answered()
                ? Optional.empty()
                : Optional.of("this needs no call that " + backend.name() + " has");
    }

    /**
     * Asks for a backend that lacks no call.
     *
     * @param whatFor what it is needed for
     * @throws Unsupported if the backend under test lacks one
     */
    void requireEveryCall(String whatFor) {
        if (!lacks.isEmpty()) {
            throw Unsupported.because(whatFor + " has no other backend beside it, and " + backend.name() + " lacks "
                    + String.join(", ", lacks));
        }
    }

    /**
     * Asks for a kernel and a C library that are really there.
     *
     * @param whatFor what it is needed for
     * @throws Unsupported if the backend under test is a model
     */
    public void requireHost(String whatFor) {
        if (backend.name().equals(ModelBackend.NAME)) {
            throw Unsupported.because("the model does without " + whatFor);
        }
    }

    /** {@return the only way to make children} */
    public Children children() {
        return children;
    }

    /** {@return the only way to make threads} */
    public Threads threads() {
        return threads;
    }

    /** {@return dispositions and masks, put back after the test} */
    public Signals signals() {
        return signals;
    }

    /** {@return a race to be run and graded} */
    public Race race() {
        return new Race(this::observe);
    }

    /** Has a sentence reported with the outcome of the test: what the host did where it has a choice. */
    public void observe(String sentence) {
        observations.add(sentence);
    }

    /** {@return what is to be reported with the outcome} */
    String observations() {
        return String.join("\n", observations);
    }

    /**
     * {@return the result of a call that the test cannot do without}
     *
     * @param what the call, such as {@code pidfd_open}
     * @param call makes it
     * @throws Unsupported if the host or the backend does not have it
     */
    public long require(String what, LongSupplier call) {
        long result = call.getAsLong();
        if (result == -Abi.ENOSYS) {
            throw Unsupported.because(what + ": ENOSYS");
        } else if (result == -Abi.EPERM) {
            throw Unsupported.because(what + ": EPERM");
        }
        return result;
    }

    /**
     * {@return the result of a call that the test cannot do without}
     *
     * @param call makes it
     * @param <T> the result
     * @throws Unsupported if the host or the backend does not have it
     */
    public <T> T require(Supplier<T> call) {
        try {
            return call.get();
        } catch (PosixException e) {
            if (e.errno().equals(Errno.ENOSYS)) {
                throw Unsupported.because(e.getMessage());
            }
            throw e;
        }
    }
}
