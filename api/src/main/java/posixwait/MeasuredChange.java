package posixwait;

/**
 * A state change with the resources the child had used: what {@code wait3} and {@code wait4} report.
 *
 * @param pid the child
 * @param status what happened to it
 * @param usage its resources, and those of the descendants it had waited for
 */
public record MeasuredChange(int pid, WaitStatus status, ResourceUsage usage) {
    /** {@return the same without the resources} */
    public StateChange change() {
        return new StateChange(pid, status);
    }
}
