package posixwait;

/**
 * A child of ours ended, and its status cannot be had any more.
 *
 * @param pid the pid the child had
 * @param reason why, as far as it could be found out
 */
public record StatusLost(int pid, Reason reason) implements Fate {

    /** Why a status is lost. */
    public enum Reason {
        /** {@code SIGCHLD} is ignored, so the kernel reaped the child itself: {@code wait(2)}, NOTES. */
        SIGCHLD_IGNORED("SIGCHLD is ignored in this process, so the kernel discards every status;"
                + " start the JVM with SIGCHLD at its default"),

        /** {@code SA_NOCLDWAIT} is set, so the kernel reaped the child itself: {@code sigaction(2)}. */
        NO_CHILD_WAIT("SIGCHLD is installed with SA_NOCLDWAIT, so the kernel discards every status;"
                + " install it without that flag"),

        /** Somebody else in this process waited for the child, perhaps by {@code wait(-1)}. */
        TAKEN("other code in this process waited for the child, perhaps with wait() or waitpid(-1);"
                + " make it wait for its own pids only");

        private final String explanation;

        Reason(String explanation) {
            this.explanation = explanation;
        }

        /** {@return the reason and the way out, in one sentence} */
        public String explanation() {
            return explanation;
        }
    }

    @Override
    public String toString() {
        return "status of " + pid + " lost: " + reason.explanation();
    }
}
