package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.spi.Abi;

class BareChildrenTest {
    private static final long STACKS = 0x7000_0000;
    private static final long STACK_SIZE = 16_384;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final List<Long> tops = new ArrayList<>();
    private final List<Long> flags = new ArrayList<>();

    private BareChildren room(int capacity) {
        calls.answer("mmap", STACKS);
        return new BareChildren(calls.backend(), capacity);
    }

    private void cloneReturns(int result) {
        calls.answer("dlsym", 0x1000).answer("pthreadSigmask", 0, 0).answer("clone", arguments -> {
            tops.add(arguments.number(1));
            flags.add(arguments.number(2));
            return result;
        });
    }

    private void make(BareChildren children, int count) {
        for (int i = 0; i < count; i++) {
            cloneReturns(4711 + i);
            children.pausing();
        }
    }

    @Test
    void one_mapping_has_the_stacks_of_all() {
        room(200_000);

        assertThat(calls.made()).containsExactly("mmap(" + 200_000 * STACK_SIZE + ", 3, 147490)");
    }

    @Test
    void every_child_has_a_stack_of_its_own() {
        make(room(3), 3);

        assertThat(tops).containsExactly(STACKS + STACK_SIZE, STACKS + 2 * STACK_SIZE, STACKS + 3 * STACK_SIZE);
    }

    @Test
    void every_stack_is_aligned_as_the_processor_wants_it() {
        make(room(3), 3);

        assertThat(tops).allMatch(top -> top % 16 == 0);
    }

    @Test
    void a_child_shares_the_memory_and_ends_with_SIGCHLD() {
        make(room(1), 1);

        assertThat(flags).containsExactly((long) (Abi.CLONE_VM | Abi.SIGCHLD));
    }

    @Test
    void every_signal_is_blocked_around_the_clone() {
        make(room(1), 1);

        assertThat(calls.made())
                .containsSubsequence(
                        "pthreadSigmask(2, RawSignalSet{bits=-1241}, RawSignalSet{})",
                        "clone(4096, " + (STACKS + STACK_SIZE) + ", 273, 0, null)",
                        "pthreadSigmask(2, RawSignalSet{}, null)");
    }

    @Test
    void a_pausing_child_has_the_pid_that_was_returned() {
        BareChildren children = room(1);
        cloneReturns(4711);

        assertThat(children.pausing()).isEqualTo(4711);
    }

    @Test
    void an_exiting_child_gets_its_code() {
        BareChildren children = room(1);
        cloneReturns(4711);

        assertThat(children.exiting(7)).isEqualTo(4711);
        assertThat(calls.made()).contains("dlsym(_exit)", "clone(4096, " + (STACKS + STACK_SIZE) + ", 273, 7, null)");
    }

    @Test
    void no_more_children_are_made_than_there_are_stacks() {
        BareChildren children = room(2);
        make(children, 2);

        assertThatIllegalStateException().isThrownBy(children::pausing).withMessageContaining("2");
    }

    @Test
    void a_clone_that_fails_uses_no_stack() {
        BareChildren children = room(1);
        cloneReturns(-Abi.EAGAIN);
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(children::pausing)
                .withMessage("clone(pause, 0): EAGAIN (Resource temporarily unavailable)");

        make(children, 1);

        assertThat(tops).containsExactly(STACKS + STACK_SIZE, STACKS + STACK_SIZE);
    }

    @Test
    void an_address_of_0_is_no_failure() {
        calls.answer("mmap", 0)
                .answer("dlsym", 0)
                .answer("pthreadSigmask", 0, 0)
                .answer("clone", 4711);

        assertThat(new BareChildren(calls.backend(), 1).pausing()).isEqualTo(4711);
    }

    @Test
    void a_function_that_is_missing_is_named() {
        BareChildren children = room(1);
        calls.answer("dlsym", -Abi.ENOSYS);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(children::pausing)
                .withMessage("dlsym(pause): ENOSYS (Function not implemented)");
    }

    @Test
    void without_room_for_the_stacks_there_are_no_children() {
        calls.answer("mmap", -Abi.ENOMEM);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> new BareChildren(calls.backend(), 2))
                .withMessage("mmap(32768): ENOMEM (Cannot allocate memory)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void there_is_room_for_at_least_one(int capacity) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BareChildren(calls.backend(), capacity));
    }

    @Test
    void closing_unmaps_the_whole_mapping() {
        BareChildren children = room(3);
        calls.answer("munmap", 0);

        children.close();

        assertThat(calls.made()).contains("munmap(" + STACKS + ", " + 3 * STACK_SIZE + ")");
    }

    @Test
    void closing_again_unmaps_nothing() {
        BareChildren children = room(3);
        calls.answer("munmap", 0);
        children.close();

        children.close();

        assertThat(calls.made()).hasSize(2);
    }

    @Test
    void no_child_is_made_on_a_stack_that_was_given_back() {
        BareChildren children = room(3);
        calls.answer("munmap", 0);
        children.close();

        assertThatIllegalStateException().isThrownBy(children::pausing).withMessageContaining("given back");
    }

    @Test
    void a_recording_has_the_child(@TempDir Path directory) throws IOException {
        BareChildren children = room(1);
        cloneReturns(4711);

        assertThat(Recordings.of(directory, "posixwait.Spawn", () -> children.pausing()))
                .extracting(event -> event.getInt("pid"))
                .containsExactly(4711);
    }
}
