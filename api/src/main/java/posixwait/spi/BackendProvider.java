package posixwait.spi;

/**
 * The service by which a backend is found.
 *
 * <p>Registered twice, since class-path users have no module descriptors: with {@code provides} in the module and in
 * {@code META-INF/services/posixwait.spi.BackendProvider}.
 *
 * @implSpec The constructor and {@link #name()} link nothing and load no native code; {@link #open()} links everything,
 *     so that a failure happens there, once, with its reason.
 */
public interface BackendProvider {
    /** {@return the name by which users choose this backend, such as {@code "ffm"}: lower case, no spaces} */
    String name();

    /** {@return how it binds C symbols, such as {@code "jna-direct"}: what a benchmark must name to be fair} */
    String binding();

    /**
     * Links every symbol and returns the calls.
     *
     * @return the calls, safe for use by many threads at once
     * @throws BackendUnavailableException if this JVM or host cannot run the backend; the message says why and what
     *     would change it
     */
    SystemCalls open() throws BackendUnavailableException;
}
