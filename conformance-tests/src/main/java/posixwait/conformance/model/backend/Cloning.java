package posixwait.conformance.model.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.ModelThread;
import posixwait.conformance.model.program.Programs;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** {@code clone}, of bare children only. */
record Cloning(ModelKernel kernel, Programs programs, ModelThread maker) {
    private static final int KNOWN = Abi.CLONE_VM | Abi.CLONE_VFORK | Abi.CLONE_PIDFD | Abi.CSIGNAL;

    int clone(Optional<BareFunction> function, int flags, long argument, @Nullable RawStatus parentTid) {
        int exitSignal = flags & Abi.CSIGNAL;
        boolean wantsPidfd = (flags & Abi.CLONE_PIDFD) != 0;
        if (function.isEmpty() || (flags & ~KNOWN) != 0 || exitSignal > Abi.SIGRTMAX) {
            return -Abi.EINVAL;
        }
        Optional<ModelProcess> made = kernel.fork(maker, exitSignal);
        if (made.isEmpty()) {
            return -Abi.EAGAIN;
        }
        ModelProcess child = made.get();
        if (wantsPidfd) {
            int pidfd = kernel.pidfdOpen(maker.process(), child.pid(), 0);
            if (pidfd < 0) {
                kernel.discard(child);
                return pidfd;
            }
            if (parentTid != null) {
                parentTid.value = pidfd;
            }
        }
        programs.once(child, () -> function.get().run(kernel, child, argument));
        return child.pid();
    }
}
