package posixwait.conformance.model.backend;

import posixwait.Backend;
import posixwait.conformance.model.Choice;
import posixwait.conformance.model.ModelKernel;
import posixwait.spi.BackendProvider;
import posixwait.spi.SystemCalls;

/**
 * The model as a backend. Registered nowhere, so that nobody's processes are ever waited for on a model: who wants it names it
 * here.
 */
public final class ModelBackend implements BackendProvider {
    /** Its name. */
    public static final String NAME = "model";

    private static final int LAST_PID = 32_767;

    /** A provider of models. */
    public ModelBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String binding() {
        return "none";
    }

    /** {@return the calls on a new model, that nobody else has} */
    @Override
    public SystemCalls open() {
        return new ModelCalls(new ModelKernel(Choice.LINUX, LAST_PID), new Monitor());
    }

    /** {@return a backend on a new model} */
    public static Backend backend() {
        ModelBackend provider = new ModelBackend();
        return new Backend(NAME, provider.binding(), provider.open());
    }
}
