package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import posixwait.spi.Abi;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;

class BareChildTest {
    private static final long ENTRY = 0x1000;
    private static final long STACK = 0x700000;
    private static final long STACK_SIZE = 65_536;

    /** Of SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGTRAP, which the JVM raises at safepoints and the like: signal(7). */
    private static final long FAULTS = 1 << 10 | 1 << 6 | 1 << 7 | 1 << 3 | 1 << 4;

    private static final String BLOCK_ALL = "pthreadSigmask(2, RawSignalSet{bits=" + ~FAULTS + "}, RawSignalSet{})";
    private static final String RESTORE = "pthreadSigmask(2, RawSignalSet{bits=4}, null)";
    private static final String UNMAP = "munmap(" + STACK + ", " + STACK_SIZE + ")";

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    /** {@return a mask of SIGQUIT, as JVM threads have it} */
    private static long mask(ScriptedSystemCalls.Arguments arguments) {
        RawSignalSet old =
                (RawSignalSet) Objects.requireNonNull(arguments.values().get(2));
        old.bits = 4;
        return 0;
    }

    private void cloneReturns(int result) {
        calls.answer("dlsym", ENTRY)
                .answer("mmap", STACK)
                .answer("pthreadSigmask", BareChildTest::mask)
                .answer("clone", result)
                .answer("pthreadSigmask", 0)
                .answer("munmap", 0);
    }

    @Test
    void every_signal_but_those_of_the_jvm_s_own_faults_is_blocked_around_the_clone_and_the_stack_is_given_back() {
        cloneReturns(4711);

        BareChild.exiting(calls.backend(), 7);

        assertThat(calls.made())
                .containsExactly(
                        "dlsym(_exit)",
                        "mmap(65536, 3, 131106)",
                        BLOCK_ALL,
                        "clone(4096, " + (STACK + STACK_SIZE) + ", 17, 7, null)",
                        RESTORE,
                        UNMAP);
    }

    @Test
    void the_child_has_the_pid_that_was_returned() {
        cloneReturns(4711);

        assertThat(BareChild.exiting(calls.backend(), 7).pid()).isEqualTo(4711);
    }

    @Test
    void a_pausing_child_calls_pause() {
        cloneReturns(4711);

        assertThat(BareChild.pausing(calls.backend()).pid()).isEqualTo(4711);
        assertThat(calls.made()).contains("dlsym(pause)");
    }

    @Test
    void an_aborting_child_calls_abort() {
        cloneReturns(4711);

        assertThat(BareChild.aborting(calls.backend()).pid()).isEqualTo(4711);
        assertThat(calls.made()).contains("dlsym(abort)");
    }

    @Test
    void a_clone_that_fails_leaves_neither_blocked_signals_nor_a_stack() {
        cloneReturns(-Abi.EAGAIN);

        BareChild.clone(calls.calls(), "pause", 0, Abi.SIGCHLD, null);

        assertThat(calls.made()).endsWith(RESTORE, UNMAP);
    }

    @Test
    void a_clone_that_fails_names_the_function() {
        cloneReturns(-Abi.EAGAIN);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> BareChild.exiting(calls.backend(), 7))
                .withMessage("clone(_exit, 7): EAGAIN (Resource temporarily unavailable)");
    }

    @Test
    void a_clone_that_throws_leaves_neither_blocked_signals_nor_a_stack() {
        calls.answer("dlsym", ENTRY)
                .answer("mmap", STACK)
                .answer("pthreadSigmask", BareChildTest::mask)
                .answer("clone", arguments -> {
                    throw new IllegalStateException("a backend that breaks the rules");
                })
                .answer("pthreadSigmask", 0)
                .answer("munmap", 0);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> BareChild.clone(calls.calls(), "pause", 0, Abi.SIGCHLD, null));

        assertThat(calls.made()).endsWith(RESTORE, UNMAP);
    }

    @Test
    void without_blocked_signals_there_is_no_clone() {
        calls.answer("dlsym", ENTRY)
                .answer("mmap", STACK)
                .answer("pthreadSigmask", -Abi.EINVAL)
                .answer("munmap", 0);

        assertThat(BareChild.clone(calls.calls(), "pause", 0, Abi.SIGCHLD, null))
                .isEqualTo(-Abi.EINVAL);
    }

    @Test
    void without_a_stack_there_is_no_clone() {
        calls.answer("dlsym", ENTRY).answer("mmap", -Abi.ENOMEM);

        assertThat(BareChild.clone(calls.calls(), "pause", 0, Abi.SIGCHLD, null))
                .isEqualTo(-Abi.ENOMEM);
    }

    @Test
    void an_address_of_0_is_no_failure() {
        calls.answer("dlsym", 0)
                .answer("mmap", 0)
                .answer("pthreadSigmask", BareChildTest::mask)
                .answer("clone", 4711)
                .answer("pthreadSigmask", 0)
                .answer("munmap", 0);

        assertThat(BareChild.clone(calls.calls(), "pause", 0, Abi.SIGCHLD, null))
                .isEqualTo(4711);
    }

    @Test
    void without_the_function_there_is_no_stack() {
        calls.answer("dlsym", -Abi.ENOENT);

        assertThat(BareChild.clone(calls.calls(), "no_such", 0, Abi.SIGCHLD, null))
                .isEqualTo(-Abi.ENOENT);
    }

    @Test
    void a_child_that_shares_the_memory_is_refused_before_any_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BareChild.clone(calls.calls(), "pause", 0, Abi.CLONE_VM | Abi.SIGCHLD, null))
                .withMessageContaining("BareChildren");
        assertThat(calls.made()).isEqualTo(List.of());
    }

    @Test
    void a_place_for_the_pidfd_is_passed_on() {
        RawStatus pidfd = new RawStatus();
        cloneReturns(4711);

        BareChild.clone(calls.calls(), "pause", 0, Abi.CLONE_PIDFD | Abi.SIGCHLD, pidfd);

        assertThat(calls.made()).contains("clone(4096, 7405568, 4113, 0, RawStatus{})");
    }

    @Test
    void a_recording_has_the_child(@TempDir Path directory) throws IOException {
        cloneReturns(4711);

        assertThat(Recordings.of(directory, "posixwait.Spawn", () -> BareChild.exiting(calls.backend(), 7)))
                .extracting(event -> event.getInt("pid"))
                .containsExactly(4711);
    }
}
