package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.OPTIONAL;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;
import posixwait.spi.SpawnPlan;

/** What posix_spawn() makes, and how it fails: requirements SPN-060 and on. */
@Conformance("posix_spawn(): the child")
public final class SpawnConformance {
    private static final String NO_FILE = "/nonexistent/program";
    private static final String NO_PROGRAM = "posixwait-has-no-such-program";
    private static final List<SpawnPlan.Action> QUIET = List.of(
            new SpawnPlan.Open(0, "/dev/null", Abi.O_RDONLY, 0),
            new SpawnPlan.Open(1, "/dev/null", Abi.O_WRONLY, 0),
            new SpawnPlan.Open(2, "/dev/null", Abi.O_WRONLY, 0));

    /** What fits: the least limit of Linux, for all and for one string, is 128 KiB. */
    private static final int LONG = 100_000;
    /** Of these so many that it does not: the greatest limit of Linux is 6 MiB, whatever that of the stack is. */
    private static final int TOO_MANY = 70;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SpawnConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SPN-060",
            level = OPTIONAL,
            rule = "posix_spawn() makes a child of the caller and gives its process ID, by which it can be waited for.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION and RETURN VALUE"})
    void the_child_has_the_pid_that_is_given() {
        int pid = Spawned.stopped(kit, Spawn.shell("kill -s STOP $$; exit 5").quiet());
        int parent = Proc.parent(pid).orElseThrow();
        kit.reference().kill(pid, Abi.SIGCONT);

        assertThat(parent).isEqualTo(kit.reference().getpid());
        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(5)));
    }

    @Requirement(
            id = "SPN-061",
            level = OPTIONAL,
            rule = "The program gets the arguments that were given, empty ones and spaces as they are.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION"})
    void the_arguments_arrive() {
        String output = Spawned.output(
                kit,
                Spawn.of("/bin/sh", "-c", "printf '<%s>' \"$0\" \"$@\"", "zero", "", "a b", "*")
                        .quiet());

        assertThat(output).isEqualTo("<zero><><a b><*>");
    }

    @Requirement(
            id = "SPN-062",
            level = OPTIONAL,
            rule = "The program gets the environment that was given, and no other variable.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION"})
    void the_environment_arrives() {
        String output =
                Spawned.output(kit, Spawn.of("env").quiet().environment(Map.of("ONE", "1", "TWO", "a b", "EMPTY", "")));

        assertThat(output.lines()).containsExactlyInAnyOrder("ONE=1", "TWO=a b", "EMPTY=");
    }

    @Requirement(
            id = "SPN-063",
            level = OPTIONAL,
            rule = "posix_spawnp() searches PATH for a name without a slash, and takes one with a slash as a path; "
                    + "posix_spawn() searches nothing.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION"})
    void only_posix_spawnp_searches_PATH() {
        int found = Spawned.answer(kit, plan("sh", true, QUIET));
        int byPath = Spawned.answer(kit, plan("/bin/sh", true, QUIET));
        int notSearched = Spawned.answer(kit, plan("sh", false, QUIET));

        assertThat(List.of(found, byPath)).allMatch(pid -> pid > 0);
        assertThat(notSearched).isEqualTo(-Abi.ENOENT);
    }

    @Requirement(
            id = "SPN-071",
            level = OPTIONAL,
            rule = "For a program that does not exist the error number ENOENT is returned, and there is no child.",
            sources = {"POSIX.1-2017 posix_spawn(), RETURN VALUE and ERRORS"})
    void a_program_that_does_not_exist_is_ENOENT() {
        int result = Spawned.answer(kit, plan(NO_FILE, false, QUIET));

        assertThat(result).isEqualTo(-Abi.ENOENT);
        assertThat(Proc.children()).isEmpty();
    }

    @Requirement(
            id = "SPN-089",
            level = OPTIONAL,
            rule =
                    "posix_spawnp() of a name that no directory of PATH has returns ENOENT, or EACCES if one of them may not "
                            + "be searched, and there is no child.",
            sources = {"POSIX.1-2017 posix_spawn(), RETURN VALUE and ERRORS", "POSIX.1-2017 exec, ERRORS"})
    void a_name_that_is_nowhere_in_PATH_is_ENOENT() {
        int result = Spawned.answer(kit, plan(NO_PROGRAM, true, QUIET));

        if (pathIsSearchable()) {
            assertThat(result).isEqualTo(-Abi.ENOENT);
        } else {
            // Whether the name is in there, nobody can tell.
            assertThat(result).isIn(-Abi.ENOENT, -Abi.EACCES);
        }
        assertThat(Proc.children()).isEmpty();
    }

    private static boolean pathIsSearchable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .noneMatch(directory -> isDenied(Path.of(directory, NO_PROGRAM)));
    }

    private static boolean isDenied(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return false;
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Requirement(
            id = "SPN-072",
            level = OPTIONAL,
            rule =
                    "For a file that may not be executed, and for a directory, the error number EACCES is returned, and there "
                            + "is no child.",
            sources = {"POSIX.1-2017 posix_spawn(), ERRORS"})
    void a_file_that_may_not_be_executed_is_EACCES() throws IOException {
        Path file = Files.createTempFile("posixwait", ".sh");
        try {
            int ofFile = Spawned.answer(kit, plan(file.toString(), false, QUIET));
            int ofDirectory = Spawned.answer(kit, plan("/", false, QUIET));

            assertThat(List.of(ofFile, ofDirectory)).containsOnly(-Abi.EACCES);
            assertThat(Proc.children()).isEmpty();
        } finally {
            Files.delete(file);
        }
    }

    @Requirement(
            id = "SPN-073",
            level = OPTIONAL,
            rule = "If a file action fails its error number is returned, and there is no child.",
            sources = {
                "POSIX.1-2017 posix_spawn(), ERRORS",
                "POSIX.1-2017 posix_spawn_file_actions_addclose(), ERRORS",
                "POSIX.1-2017 posix_spawn_file_actions_adddup2(), ERRORS"
            })
    void the_error_of_a_file_action_is_returned() {
        int noFile = Spawned.answer(kit, withAction(new SpawnPlan.Open(5, NO_FILE, Abi.O_RDONLY, 0)));
        int notOpen = Spawned.answer(kit, withAction(new SpawnPlan.Dup2(1_000_000, 5)));

        assertThat(List.of(noFile, notOpen)).containsExactly(-Abi.ENOENT, -Abi.EBADF);
        assertThat(Proc.children()).isEmpty();
    }

    @Requirement(
            id = "SPN-074",
            level = OPTIONAL,
            rule =
                    "If the child cannot join the process group the error number of setpgid() is returned, here EPERM, and "
                            + "there is no child.",
            sources = {"POSIX.1-2017 posix_spawn(), ERRORS", "POSIX.1-2017 setpgid(), ERRORS"})
    void a_group_that_cannot_be_joined_is_EPERM() {
        int gone = kit.children().zombie(0);
        kit.children().discard(gone);

        int result = Spawned.answer(
                kit,
                new SpawnPlan(
                        "/bin/sh",
                        false,
                        List.of("sh", "-c", ":"),
                        List.of(),
                        QUIET,
                        Abi.POSIX_SPAWN_SETPGROUP,
                        gone,
                        0,
                        0));

        assertThat(result).isEqualTo(-Abi.EPERM);
        assertThat(Proc.children()).isEmpty();
    }

    @Requirement(
            id = "SPN-080",
            level = OPTIONAL,
            rule = "Without POSIX_SPAWN_SETPGROUP the child is in the caller's process group.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "POSIX.1-2017 posix_spawnattr_setflags(), DESCRIPTION"
            })
    void the_process_group_is_inherited() {
        int pid = Spawned.stopped(kit, Spawned.stopping());

        assertThat(kit.reference().getpgid(pid)).isEqualTo(kit.reference().getpgid(0));
    }

    @Requirement(
            id = "SPN-082",
            level = OPTIONAL,
            rule = "A file action on a descriptor that cannot be, negative or far too large, is EBADF.",
            sources = {"POSIX.1-2017 posix_spawn_file_actions_addclose(), ERRORS"})
    void an_action_on_an_impossible_descriptor_is_EBADF() {
        List<Integer> results = List.of(
                Spawned.answer(kit, withAction(new SpawnPlan.Open(-1, "/dev/null", Abi.O_RDONLY, 0))),
                Spawned.answer(kit, withAction(new SpawnPlan.Close(-1))),
                Spawned.answer(kit, withAction(new SpawnPlan.Open(Integer.MAX_VALUE, "/dev/null", Abi.O_RDONLY, 0))));

        assertThat(results).containsOnly(-Abi.EBADF);
        assertThat(Proc.children()).isEmpty();
    }

    @Requirement(
            id = "SPN-084",
            level = OPTIONAL,
            rule = "The child has the user and group IDs of the caller, real and effective.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION"})
    void user_and_group_are_inherited() {
        int pid = Spawned.stopped(kit, Spawned.stopping());

        assertThat(List.of(Proc.status(pid, "Uid"), Proc.status(pid, "Gid")))
                .containsExactly(Proc.status("self", "Uid"), Proc.status("self", "Gid"));
    }

    @Requirement(
            id = "SPN-085",
            level = OPTIONAL,
            rule = "The child has the working directory and the file mode mask of the caller.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "POSIX.1-2017 fork(), DESCRIPTION"})
    void working_directory_and_mask_are_inherited() throws IOException {
        int pid = Spawned.stopped(kit, Spawned.stopping());

        String theirs = Proc.link(pid + "/cwd");
        String ours = Proc.link("self/cwd");

        assertThat(theirs).isEqualTo(ours);
        assertThat(Proc.status(pid, "Umask")).isEqualTo(Proc.status("self", "Umask"));
    }

    @Requirement(
            id = "SPN-087",
            level = OPTIONAL,
            rule =
                    "If arguments and environment together take more than the limit ARG_MAX the error number E2BIG is returned, "
                            + "and there is no child; what is below the limit starts.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "POSIX.1-2017 exec, ERRORS"})
    void more_than_ARG_MAX_is_E2BIG() {
        int little = Spawned.answer(kit, withEnvironment(List.of("V=" + "x".repeat(LONG))));
        kit.children().discard(little);

        int much = Spawned.answer(
                kit,
                withEnvironment(IntStream.range(0, TOO_MANY)
                        .mapToObj(i -> "V" + i + "=" + "x".repeat(LONG))
                        .toList()));

        assertThat(little).isPositive();
        assertThat(much).isEqualTo(-Abi.E2BIG);
        assertThat(Proc.children()).isEmpty();
    }

    private static SpawnPlan withEnvironment(List<String> environment) {
        return new SpawnPlan("/bin/sh", false, List.of("sh", "-c", ":"), environment, QUIET, 0, 0, 0, 0);
    }

    private static SpawnPlan withAction(SpawnPlan.Action action) {
        return plan("/bin/sh", false, List.of(QUIET.get(0), QUIET.get(1), QUIET.get(2), action));
    }

    private static SpawnPlan plan(String path, boolean search, List<SpawnPlan.Action> actions) {
        return new SpawnPlan(path, search, List.of("sh", "-c", ":"), List.of(), actions, 0, 0, 0, 0);
    }
}
