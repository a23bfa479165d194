package posixwait.conformance.model;

import java.util.List;

/** Which of several children a wait reports: POSIX leaves it open (wait.3posix#15, waitid.3posix#7). */
@FunctionalInterface
public interface Choice {
    /** What Linux does: the one that the parent got first. */
    Choice LINUX = reportable -> reportable.get(0);

    /**
     * Chooses.
     *
     * @param reportable one or more, in the order in which the parent got them
     * @return one of them
     */
    ModelProcess among(List<ModelProcess> reportable);

    /**
     * Chooses for one of several threads that wait; the same for all of them unless it is said otherwise.
     *
     * @param waiter who waits
     * @param reportable one or more, in the order in which the parent got them
     * @return one of them
     */
    default ModelProcess among(Waiter waiter, List<ModelProcess> reportable) {
        return among(reportable);
    }

    /**
     * {@return in which order threads that wait are answered once something happened: it is left open, too}
     *
     * @param waiting them, in the order in which they came
     */
    default List<Waiter> order(List<Waiter> waiting) {
        return waiting;
    }
}
