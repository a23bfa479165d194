package posixwait;

import java.lang.invoke.MethodHandles;
import java.util.List;
import posixwait.spi.RawEvents;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/**
 * Loads the classes of which a reaper may have the first need when no descriptor is left.
 *
 * <p>A JVM cannot load a class then whose file it has to open, as it must if it runs from a directory and not from a jar. A
 * child would be refused with {@link NoClassDefFoundError}, or the reaper's thread die of it, just when the way around the
 * missing descriptors is taken.
 */
final class Preloaded {
    private static final List<Class<?>> NEEDED_LATE = List.of(
            AlreadyRegisteredException.class,
            Child.class,
            Deadline.class,
            Epoll.class,
            Epoll.Opened.class,
            Epoll.Refused.class,
            Errno.class,
            FlightEvents.class,
            OnClose.class,
            Outcomes.class,
            OwnPids.class,
            OwnPids.Claim.class,
            PosixException.class,
            RawEvents.class,
            RawSigaction.class,
            RawStatus.class,
            RawUsage.class,
            Reaper.Told.class,
            ReaperClosedException.class,
            Registration.class,
            ResourceUsage.class,
            Rounds.Asked.class,
            Signal.class,
            StateChange.class,
            StatusLost.class,
            StatusLost.Reason.class,
            Strategy.class,
            WaitStatus.Continued.class,
            WaitStatus.Exited.class,
            WaitStatus.Signaled.class,
            WaitStatus.Stopped.class,
            WaitStatus.Trapped.class,
            WaitStatus.Unrecognized.class,
            WaitTarget.Pid.class,
            Watch.class);

    private Preloaded() {}

    /** Returns when they are loaded, as they are after the first call. */
    static void load() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        for (Class<?> needed : NEEDED_LATE) {
            try {
                lookup.ensureInitialized(needed);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }
}
