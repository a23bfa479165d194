package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.OPTIONAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import posixwait.Spawn;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SpawnPlan;

/** The descriptors of a child of posix_spawn(): requirements SPN-064 to SPN-070, and SPN-088. */
@Conformance("posix_spawn(): file actions")
public final class SpawnActionConformance {
    private static final int PLACE = 5;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SpawnActionConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SPN-064",
            level = OPTIONAL,
            rule =
                    "An open action opens the file as the descriptor that is named, with the flags and the mode of open().",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawn_file_actions_addclose(), DESCRIPTION"
            })
    void an_open_action_opens_a_file() throws IOException {
        Path directory = Files.createTempDirectory("posixwait");
        Path file = directory.resolve("made");
        try {
            int pid = Spawned.started(
                    kit,
                    Spawn.shell("printf text >&5")
                            .quiet()
                            .open(PLACE, file.toString(), Abi.O_WRONLY | Abi.O_CREAT, 0600));
            kit.children().awaitEnd(pid);

            assertThat(file).hasContent("text");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    @Requirement(
            id = "SPN-065",
            level = OPTIONAL,
            rule = "An open action on a descriptor that is open already closes that one before.",
            sources = {"POSIX.1-2017 posix_spawn_file_actions_addclose(), DESCRIPTION"})
    void an_open_action_replaces_what_is_open() {
        RawPipe pipe = kit.children().pipe();
        Spawned.started(
                kit,
                Spawn.shell("printf text >&5")
                        .quiet()
                        .pass(pipe.writeEnd, PLACE)
                        .open(PLACE, "/dev/null", Abi.O_WRONLY, 0));

        assertThat(Spawned.drained(kit, pipe)).isEmpty();
    }

    @Requirement(
            id = "SPN-066",
            level = OPTIONAL,
            rule = "A dup2 action makes the descriptor a copy of another one of the caller.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawn_file_actions_adddup2(), DESCRIPTION"
            })
    void a_dup2_action_copies_a_descriptor() {
        RawPipe pipe = kit.children().pipe();
        Spawned.started(kit, Spawn.shell("printf text >&5").quiet().pass(pipe.writeEnd, PLACE));

        assertThat(Spawned.drained(kit, pipe)).isEqualTo("text");
    }

    @Requirement(
            id = "SPN-067",
            level = OPTIONAL,
            rule = "A close action closes the descriptor.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawn_file_actions_addclose(), DESCRIPTION"
            })
    void a_close_action_closes_a_descriptor() {
        int file = kit.children().pipe().writeEnd;
        int open = stoppedWith(List.of(new SpawnPlan.Dup2(file, PLACE)));
        int closed = stoppedWith(List.of(new SpawnPlan.Dup2(file, PLACE), new SpawnPlan.Close(PLACE)));

        assertThat(List.of(isOpen(open, PLACE), isOpen(closed, PLACE))).containsExactly(true, false);
    }

    @Requirement(
            id = "SPN-068",
            level = OPTIONAL,
            rule = "File actions are carried out in the order in which they were added.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawn_file_actions_addclose(), DESCRIPTION"
            })
    void file_actions_are_carried_out_in_their_order() throws IOException {
        int one = kit.children().pipe().writeEnd;
        int other = kit.children().pipe().writeEnd;
        SpawnPlan.Action first = new SpawnPlan.Dup2(one, PLACE);
        SpawnPlan.Action second = new SpawnPlan.Dup2(other, PLACE);

        String forwards = target(stoppedWith(List.of(first, second)), PLACE);
        String backwards = target(stoppedWith(List.of(second, first)), PLACE);

        assertThat(List.of(forwards, backwards)).containsExactly(targetHere(other), targetHere(one));
    }

    @Requirement(
            id = "SPN-069",
            level = OPTIONAL,
            rule = "Descriptors of the caller are open in the child, on the same files, but for those closed on exec.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION"})
    void descriptors_are_inherited_unless_closed_on_exec() throws IOException {
        RawPipe pipe = kit.children().pipe();
        kit.reference().fcntl(pipe.writeEnd, Abi.F_SETFD, 0);

        int pid = stoppedWith(List.of());

        assertThat(target(pid, pipe.writeEnd)).isEqualTo(targetHere(pipe.writeEnd));
        assertThat(isOpen(pid, pipe.readEnd)).isFalse();
    }

    @Requirement(
            id = "SPN-070",
            level = OPTIONAL,
            rule = "A dup2 action of a descriptor onto itself takes close-on-exec off it.",
            sources = {"POSIX.1-2024 posix_spawn_file_actions_adddup2(), DESCRIPTION"})
    void a_dup2_action_onto_itself_keeps_the_descriptor() throws IOException {
        int kept = kit.children().pipe().writeEnd;

        int pid = stoppedWith(List.of(new SpawnPlan.Dup2(kept, kept)));

        assertThat(target(pid, kept)).isEqualTo(targetHere(kept));
    }

    @Requirement(
            id = "SPN-088",
            level = OPTIONAL,
            rule = "The child inherits no file lock of the caller, although it has the descriptor.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "POSIX.1-2017 fcntl(), DESCRIPTION"})
    void file_locks_are_not_inherited() throws IOException {
        Path file = Files.createTempFile("posixwait", ".lock");
        try (NativeMemory wholeFile = new NativeMemory(kit.reference())) {
            int fd = OpenFile.open(kit, file.toString(), Abi.O_RDWR);
            wholeFile.putLong(0, Abi.F_WRLCK);
            assertThat(kit.reference().fcntl(fd, Abi.F_SETLK, wholeFile.address(0)))
                    .isZero();
            // With a descriptor the kernel shows the locks made by it, to the process that owns them.
            if (Proc.field("self", "fdinfo/" + fd, "lock").isEmpty()) {
                throw Unsupported.because("/proc/self/fdinfo shows no lock of " + file);
            }

            int pid = stoppedWith(List.of(new SpawnPlan.Dup2(fd, PLACE)));

            assertThat(target(pid, PLACE)).isEqualTo(targetHere(fd));
            assertThat(Proc.field(pid, "fdinfo/" + PLACE, "lock")).isEmpty();
        } finally {
            Files.delete(file);
        }
    }

    /** {@return a shell that was started with these file actions and has stopped itself} */
    private int stoppedWith(List<SpawnPlan.Action> actions) {
        List<SpawnPlan.Action> all = new ArrayList<>(List.of(
                new SpawnPlan.Open(0, "/dev/null", Abi.O_RDONLY, 0),
                new SpawnPlan.Open(1, "/dev/null", Abi.O_WRONLY, 0),
                new SpawnPlan.Open(2, "/dev/null", Abi.O_WRONLY, 0)));
        all.addAll(actions);
        int pid = Spawned.answer(
                kit,
                new SpawnPlan("/bin/sh", false, List.of("sh", "-c", "kill -s STOP $$"), List.of(), all, 0, 0, 0, 0));
        assertThat(pid).isPositive();
        kit.children().awaitStop(pid);
        return pid;
    }

    private static boolean isOpen(int pid, int fd) {
        try {
            return !target(pid, fd).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(int pid, int fd) throws IOException {
        return Proc.link(pid + "/fd/" + fd);
    }

    private static String targetHere(int fd) throws IOException {
        return Proc.link("self/fd/" + fd);
    }
}
