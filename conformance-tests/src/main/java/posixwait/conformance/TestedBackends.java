package posixwait.conformance;

import posixwait.Backend;
import posixwait.Backends;
import posixwait.conformance.model.backend.ModelBackend;
import posixwait.spi.BackendUnavailableException;

/** Opens backends to be tested: those on the class path, and by its name the model, which {@link Backends} does not know. */
public final class TestedBackends {
    private TestedBackends() {}

    /**
     * Opens a backend.
     *
     * @param name such as {@code ffm}, or {@value ModelBackend#NAME}
     * @return the backend
     * @throws BackendUnavailableException as {@link Backends#open}
     * @throws IllegalArgumentException as {@link Backends#open}
     */
    public static Backend open(String name) throws BackendUnavailableException {
        return open(name, 0);
    }

    /**
     * Opens a backend.
     *
     * @param name such as {@code ffm}, or {@value ModelBackend#NAME}
     * @param blocked the signals that the model's process begins with blocked, if this is the first to open it
     * @return the backend
     * @throws BackendUnavailableException as {@link Backends#open}
     * @throws IllegalArgumentException as {@link Backends#open}
     */
    public static Backend open(String name, long blocked) throws BackendUnavailableException {
        if (!name.equals(ModelBackend.NAME)) {
            return Backends.open(name);
        }
        ModelBackend model = ModelBackend.ofThisJvm(blocked);
        Proc.lookAt(model.proc());
        return model.backend();
    }
}
