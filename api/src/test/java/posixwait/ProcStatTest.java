package posixwait;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String REST = " Z 10441 10440 4173 0 -1 4227148 25 0 0 0 0 0 0 0 20 0 1 0 84493 0 0\n";

    private static ProcStat of(String line) throws IOException {
        return ProcStat.of(line.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "", "a b", "a) Z 1 (b", "a)\nS 1 2", ") R 1 1", "(((", ")))", "12 (sh) S 1", "käse"})
    void a_command_may_look_like_anything(String command) throws IOException {
        assertThat(of("10445 (" + command + ")" + REST)).isEqualTo(new ProcStat(10445, command, 'Z', 10441, 84493));
    }

    @Test
    void a_command_need_not_be_text() throws IOException {
        byte[] line = ("10445 (?)" + REST).getBytes(UTF_8);
        line[7] = (byte) 0xff;

        assertThat(ProcStat.of(line)).isEqualTo(new ProcStat(10445, "\ufffd", 'Z', 10441, 84493));
    }

    @Test
    void the_start_time_may_be_the_last_field() throws IOException {
        assertThat(of("1 (init) S 0 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 9223372036854775807\n"))
                .isEqualTo(new ProcStat(1, "init", 'S', 0, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 (sh",
                "1 sh) Z 1",
                "1 (sh) ",
                "1 (sh) Z",
                "1 (sh) Z 1 2 3",
                "x (sh) Z 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 5",
                "1 (sh) Z x 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 5",
                "1 (sh) Z 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 x"
            })
    void what_is_no_such_line_is_not_taken_for_one(String line) {
        assertThatIOException().isThrownBy(() -> of(line)).withMessageStartingWith("no line of /proc/<pid>/stat: ");
    }

    @Test
    void a_zombie_is_told_by_its_state() throws IOException {
        assertThat(of("10445 (sh)" + REST).zombie()).isTrue();
        assertThat(of("10445 (sh)" + REST.replace('Z', 'S')).zombie()).isFalse();
    }

    @Test
    void a_process_is_told_from_the_next_one_with_its_pid_by_its_start_time() {
        ProcStat one = new ProcStat(4711, "sh", 'S', 1, 99);

        assertThat(one.sameProcess(new ProcStat(4711, "sh", 'Z', 1, 99))).isTrue();
        assertThat(one.sameProcess(new ProcStat(4711, "sh", 'S', 1, 100))).isFalse();
        assertThat(one.sameProcess(new ProcStat(4712, "sh", 'S', 1, 99))).isFalse();
    }

    @Test
    void this_process_is_read() throws IOException {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        MountedProc files = new MountedProc();

        assertThat(files.self()).hasValue(self);
        assertThat(files.pids()).contains(self);
        assertThat(files.stat(self).map(ProcStat::pid)).contains(self);
    }

    @Test
    void a_process_that_is_not_there_is_not_read() throws IOException {
        assertThat(new MountedProc().stat(Integer.MAX_VALUE)).isEqualTo(Optional.empty());
    }

    /** As of another PID namespace. */
    @Test
    void a_proc_may_not_show_this_process(@TempDir File empty) throws IOException {
        assertThat(new MountedProc(empty).self()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error() {
        assertThatIOException().isThrownBy(() -> new MountedProc().read("self"));
    }
}
