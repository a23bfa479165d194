package posixwait;

import posixwait.spi.RawChild;

/**
 * What {@code waitid} reports of a child: its {@code siginfo_t}.
 *
 * @param pid {@code si_pid}, the child
 * @param uid {@code si_uid}, its real user id
 * @param status {@code si_code} and {@code si_status} decoded
 */
public record ChildInfo(int pid, int uid, WaitStatus status) {
    static ChildInfo of(RawChild child) {
        return new ChildInfo(child.pid, child.uid, WaitStatus.of(child));
    }

    /** {@return the same as the other calls report it} */
    public StateChange change() {
        return new StateChange(pid, status);
    }
}
