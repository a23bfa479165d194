package posixwait;

/** A child was registered with a {@link Reaper} that waits for it already. Nothing has changed. */
public final class AlreadyRegisteredException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** What was registered before. Not carried along when the exception is serialized. */
    private final transient Registration registration;

    AlreadyRegisteredException(Registration registration) {
        super("child " + registration.pid() + " is registered with this reaper already");
        this.registration = registration;
    }

    /** {@return what was registered before, still in force} */
    public Registration registration() {
        return registration;
    }
}
