package posixwait.bench;

import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.SystemCalls;

/** The calls of a backend on a kernel that has no pidfd, so that whoever uses them does without. */
final class WithoutPidfd extends ForwardingSystemCalls {
    private WithoutPidfd(SystemCalls delegate) {
        super(delegate);
    }

    static Backend of(Backend backend) {
        return new Backend(backend.name(), backend.binding(), new WithoutPidfd(backend.calls()));
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return -Abi.ENOSYS;
    }
}
