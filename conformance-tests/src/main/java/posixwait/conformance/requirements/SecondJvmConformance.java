package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Threads;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/**
 * What takes a JVM that another one started by this library: all its threads block SIGCHLD, and it leads neither a session nor
 * a process group. From several groups.
 */
@Conformance("In a JVM with SIGCHLD blocked that leads no session")
@OwnJvm(sigchldBlocked = true)
public final class SecondJvmConformance {
    private static final int SIGNALFD_SIZE = 128;
    private static final int SIGNALFD_CODE = 8;
    private static final int SIGNALFD_PID = 12;
    private static final int SIGNALFD_STATUS = 40;
    private static final int KERNEL_SET_SIZE = 8;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SecondJvmConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WPID-011",
            level = LINUX,
            rule =
                    "Pid 0 stands for the process group that the caller is in when it makes the call: moved to another group "
                            + "meanwhile, a blocked wait still ends with a child of the old one.",
            sources = {"wait(2), waitpid()"})
    void the_own_process_group_is_that_of_the_time_of_the_call() {
        int oldGroup = kit.reference().getpgid(0);
        int pid = kit.children().pausing();
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(0, null, 0));

        int moved = kit.reference().setpgid(0, 0);
        if (moved == -Abi.EPERM) {
            throw Unsupported.because("setpgid(0, 0): EPERM: this JVM leads a session");
        } else if (moved < 0) {
            throw new Unresolved("setpgid(0, 0): " + new Errno(-moved));
        }
        try {
            int fromNewGroup = kit.calls().waitpid(0, null, Abi.WNOHANG);
            kit.children().send(pid, Signal.KILL);

            assertThat(fromNewGroup).isEqualTo(-Abi.ECHILD);
            assertThat(waiter.join()).isEqualTo(pid);
        } finally {
            kit.reference().setpgid(0, oldGroup);
        }
    }

    @Requirement(
            id = "CHLD-019",
            level = LINUX,
            rule = "A signalfd gives SIGCHLD as a record with the code, the pid and the status of the child.",
            sources = {"signalfd(2), DESCRIPTION"})
    void a_signalfd_tells_the_end_of_a_child() {
        drain();
        byte[] bytes = new byte[SIGNALFD_SIZE];
        int pid;
        int length;
        try (NativeMemory set = new NativeMemory(kit.reference())) {
            set.putLong(0, Signals.bits(Signal.CHLD));
            int fd = kit.children().descriptor((int) kit.require(
                    "signalfd4",
                    () -> kit.calls()
                            .syscall(Abi.SYS_SIGNALFD4, -1, set.address(0), KERNEL_SET_SIZE, Abi.O_CLOEXEC, 0, 0)));

            pid = kit.children().exiting(42);
            length = kit.calls().read(fd, bytes, 0, bytes.length);
        }

        ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        assertThat(length).isEqualTo(SIGNALFD_SIZE);
        assertThat(List.of(
                        record.getInt(0),
                        record.getInt(SIGNALFD_CODE),
                        record.getInt(SIGNALFD_PID),
                        record.getInt(SIGNALFD_STATUS)))
                .containsExactly(Abi.SIGCHLD, Abi.CLD_EXITED, pid, 42);
    }

    @Requirement(
            id = "SPN-009",
            level = REQUIRED,
            rule = "The SIGCHLD of a child that ends while its parent makes another one by posix_spawn() is not lost.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "POSIX.1-2017 2.4.1 Signal Generation and Delivery"})
    void a_death_during_posix_spawn_raises_SIGCHLD() {
        for (int round = 0; round < 10; round++) {
            drain();
            int dying = kit.children().exiting(0);
            int spawned = kit.children().blocking();
            RawChild info = new RawChild();

            int signal = kit.calls().sigtimedwait(Signals.set(Signal.CHLD), info, Waiting.LIMIT.toNanos());

            assertThat(List.of(signal, info.pid)).containsExactly(Abi.SIGCHLD, dying);
            kit.children().discard(dying);
            kit.children().discard(spawned);
        }
    }

    /** Gives SIGCHLD its plain default action, and takes what is pending. */
    private void drain() {
        kit.signals().byDefault(Signal.CHLD, 0);
        int signal;
        do {
            signal = kit.reference().sigtimedwait(Signals.set(Signal.CHLD), null, 0);
        } while (signal > 0);
    }
}
