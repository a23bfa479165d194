package posixwait.conformance.model;

/** What a wait answers. */
public sealed interface Answer {
    /**
     * A child is reported.
     *
     * @param child which
     * @param change what happened to it
     */
    record Reported(ModelProcess child, Change change) implements Answer {
        /** {@return what it and its own children that were waited for have used} */
        public Usage usage() {
            return new Usage(
                    child.cpuMicros + child.childrenCpuMicros,
                    Math.max(child.residentKib, child.largestChildKib),
                    child.minorFaults + child.childrensMinorFaults);
        }
    }

    /** {@code WNOHANG}, and nothing to report yet. */
    record Nothing() implements Answer {}

    /**
     * It fails.
     *
     * @param errno {@code ECHILD}, {@code EINTR}, {@code EAGAIN}, {@code EINVAL}, {@code ESRCH} or {@code EBADF}
     */
    record Failed(int errno) implements Answer {}
}
