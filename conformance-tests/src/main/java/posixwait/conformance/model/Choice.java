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
}
