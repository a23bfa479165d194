package posixwait;

/**
 * A state change that a wait call reported.
 *
 * @param pid the child
 * @param status what happened to it
 */
public record StateChange(int pid, WaitStatus status) {
    @Override
    public String toString() {
        return pid + " " + status;
    }
}
