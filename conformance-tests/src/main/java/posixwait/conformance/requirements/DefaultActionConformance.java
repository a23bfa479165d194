package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.CoreImage;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;

/** Which signals leave a core image, and which do nothing: requirements ST-060 and on. */
@Conformance("Default actions of signals")
public final class DefaultActionConformance {
    private static final List<Integer> WITHOUT_IMAGE = List.of(
            Abi.SIGHUP,
            Abi.SIGINT,
            Abi.SIGALRM,
            Abi.SIGKILL,
            Abi.SIGPIPE,
            Abi.SIGTERM,
            Abi.SIGUSR1,
            Abi.SIGUSR2,
            Abi.SIGPROF,
            Abi.SIGVTALRM,
            Abi.SIGIO);
    private static final List<Integer> WITH_IMAGE = List.of(
            Abi.SIGABRT,
            Abi.SIGBUS,
            Abi.SIGFPE,
            Abi.SIGILL,
            Abi.SIGQUIT,
            Abi.SIGSEGV,
            Abi.SIGSYS,
            Abi.SIGTRAP,
            Abi.SIGXCPU,
            Abi.SIGXFSZ);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public DefaultActionConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ST-060",
            level = LINUX,
            rule =
                    "A signal whose default action is Term leaves no core image, though the child may make one: WCOREDUMP does "
                            + "not hold.",
            sources = {"signal(7), Standard signals", "wait(2), WCOREDUMP"})
    void a_signal_that_only_terminates_leaves_no_core_image() {
        assertThat(ends(WITHOUT_IMAGE))
                .isEqualTo(WITHOUT_IMAGE.stream()
                        .map(number -> new Signaled(new Signal(number), false))
                        .toList());
    }

    @Requirement(
            id = "ST-062",
            level = LINUX,
            rule =
                    "A signal whose default action is Core leaves a core image where the host makes any: WCOREDUMP holds.",
            sources = {"signal(7), Standard signals", "wait(2), WCOREDUMP"})
    void a_signal_that_dumps_core_leaves_a_core_image() {
        assertThat(ends(WITH_IMAGE))
                .isEqualTo(WITH_IMAGE.stream()
                        .map(number -> new Signaled(new Signal(number), true))
                        .toList());
    }

    @Requirement(
            id = "ST-061",
            level = LINUX,
            rule = "SIGWINCH does nothing to a child by default: it goes on to its exit.",
            sources = {"signal(7), Standard signals"})
    void SIGWINCH_does_not_end_the_child() {
        Children.Gated child = kit.children().gated(7);

        kit.children().send(child.pid(), new Signal(Abi.SIGWINCH));
        child.open();

        assertThat(kit.posix().waitpid(pid(child.pid()), NONE)).contains(new StateChange(child.pid(), new Exited(7)));
    }

    /** {@return how children that may leave a core image end by these signals} */
    private List<WaitStatus> ends(List<Integer> signals) {
        CoreImage.of(kit.children()).close(); // the host makes them
        List<WaitStatus> statuses = new ArrayList<>();
        try {
            Path directory = Files.createTempDirectory("posixwait-core");
            try {
                for (int number : signals) {
                    int pid = allowedToDump(directory);
                    kit.children().send(pid, new Signal(number));
                    statuses.add(
                            kit.posix().waitpid(pid(pid), NONE).orElseThrow().status());
                }
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new Unresolved("cannot keep a directory for core images", e);
        }
        return statuses;
    }

    /** {@return a running {@code cat}, since a shell may ignore SIGQUIT, in the directory and with the highest limit} */
    private int allowedToDump(Path directory) {
        RawPipe in = kit.children().pipe();
        RawPipe out = kit.children().pipe();
        int pid = kit.children()
                .spawn(Spawn.shell("ulimit -S -c \"$(ulimit -H -c)\" && exec cat")
                        .quiet()
                        .pass(in.readEnd, 0)
                        .pass(out.writeEnd, 1)
                        .directory(directory.toString()));
        kit.reference().write(in.writeEnd, new byte[] {'\n'}, 0, 1);
        // What comes back shows that the shell has become cat.
        assertThat(kit.reference().read(out.readEnd, new byte[1], 0, 1)).isOne();
        List.of(in.readEnd, out.readEnd, out.writeEnd).forEach(kit.children()::close);
        return pid;
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> images = Files.newDirectoryStream(directory)) {
            for (Path image : images) {
                Files.delete(image);
            }
        }
        Files.delete(directory);
    }
}
