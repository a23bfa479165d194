package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.Signal;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.spi.Abi;

/** Errors and interruption: requirements ERR-001 and on. */
@Conformance("Errors and interruption")
@OwnJvm
public final class ErrorConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ErrorConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ERR-003",
            level = REQUIRED,
            rule = "A wait interrupted by a handler installed without SA_RESTART fails with EINTR.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "waitpid(2), ERRORS", "signal(7), Interruption of system calls"})
    void a_caught_signal_interrupts_a_blocked_wait() {
        int pid = kit.children().pausing();
        kit.signals().handle(Signal.USR1, 0);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(pid, null, 0));

        kit.reference().tgkill(kit.reference().getpid(), waiter.tid(), Abi.SIGUSR1);

        assertThat(waiter.join()).isEqualTo(-Abi.EINTR);
    }
}
