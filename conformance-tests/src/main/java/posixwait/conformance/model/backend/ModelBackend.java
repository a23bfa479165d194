package posixwait.conformance.model.backend;

import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.conformance.ProcTree;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.Variation;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.RawSigaction;
import posixwait.spi.SystemCalls;

/**
 * The model as a backend. Registered nowhere, so that nobody's processes are ever waited for on a model: who wants it names it
 * here.
 */
public final class ModelBackend implements BackendProvider {
    /** Its name. */
    public static final String NAME = "model";

    /** The system property with the seed of a legal variation; without it the model does what Linux does. */
    public static final String VARIATION = "posixwait.model.variation";

    private static final long HANDLER_OF_JVM = 0x4000_0000L;
    private static final int LAST_PID = 32_767;
    private static @Nullable ModelBackend ofThisJvm;

    private final ModelCalls calls;

    private ModelBackend(long blocked) {
        ModelKernel kernel = new ModelKernel(variation(), LAST_PID);
        kernel.setMask(kernel.caller(), blocked);
        // As every JVM has one for it.
        RawSigaction action = new RawSigaction();
        action.handler = HANDLER_OF_JVM;
        action.flags = Abi.SA_RESTART;
        kernel.sigaction(kernel.caller(), Abi.SIGSEGV, action);
        calls = new ModelCalls(kernel, new Monitor());
    }

    private static Variation variation() {
        Long seed = Long.getLong(VARIATION);
        return seed == null ? Variation.LINUX : Variation.drawn(seed);
    }

    /**
     * {@return the one model that all tests in this JVM share, as they would share a kernel}
     *
     * @param blocked the signals that its process begins with blocked, if it is made now
     */
    public static synchronized ModelBackend ofThisJvm(long blocked) {
        if (ofThisJvm == null) {
            ofThisJvm = new ModelBackend(blocked);
        }
        return ofThisJvm;
    }

    /** {@return a model that nobody else has} */
    public static ModelBackend make() {
        return new ModelBackend(0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String binding() {
        return "none";
    }

    @Override
    public SystemCalls open() {
        return calls;
    }

    /** {@return it, opened} */
    public Backend backend() {
        return new Backend(NAME, binding(), calls);
    }

    /** {@return what {@code /proc} would show} */
    public ProcTree proc() {
        return calls.proc();
    }
}
