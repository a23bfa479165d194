package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import posixwait.ResourceUsage;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.RawPipe;

/** Blocks and context switches of a child, as wait4() gives them: requirements RU-064 to RU-066. */
@Conformance("wait4(): blocks and context switches")
public final class UsageCountConformance {
    /** What ru_inblock and ru_oublock count in, whatever the block of the file system is. */
    private static final int BLOCK = 512;

    private static final int WRITTEN = 4 * 65_536;
    private static final int ENOUGH_SWITCHES = 5;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public UsageCountConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "RU-064",
            level = LINUX,
            rule = "ru_oublock counts what the child wrote to a file system, in blocks of 512 bytes.",
            sources = {"getrusage(2), ru_oublock", "proc(5), /proc/pid/io"})
    void ru_oublock_counts_what_the_child_wrote() throws IOException {
        Path file = file();
        try {
            Children.Gated child = afterRunning(writing(file));
            long counted = blocks(child.pid(), "write_bytes", file);

            child.open();

            assertThat(usage(child.pid()).blockOutputs()).isEqualTo(counted);
        } finally {
            Files.delete(file);
        }
    }

    @Requirement(
            id = "RU-065",
            level = LINUX,
            rule = "ru_inblock counts what the child read from a device, in blocks of 512 bytes.",
            sources = {"getrusage(2), ru_inblock", "proc(5), /proc/pid/io"})
    void ru_inblock_counts_what_the_child_read() throws IOException {
        Path file = file();
        try {
            // Past the cache: what is read from that is not counted.
            Children.Gated child =
                    afterRunning(writing(file) + "; dd if='" + file + "' of=/dev/null bs=64k iflag=direct");
            long counted = blocks(child.pid(), "read_bytes", file);

            child.open();

            // A page of its program may have to be read for it to end.
            assertThat(usage(child.pid()).blockInputs()).isBetween(counted, counted + counted / 2);
        } finally {
            Files.delete(file);
        }
    }

    /** {@return a file on a device, where the host has one for files that nobody keeps} */
    private static Path file() throws IOException {
        Path directory = Path.of("/var/tmp");
        return Files.isWritable(directory)
                ? Files.createTempFile(directory, "posixwait", ".data")
                : Files.createTempFile("posixwait", ".data");
    }

    private static String writing(Path file) {
        return "dd if=/dev/zero of='" + file + "' bs=64k count=4 conv=fsync";
    }

    /**
     * {@return a shell that has run commands, and blocks before its end: of what it used those are a part, and of a zombie
     * only root may see it}
     */
    private Children.Gated afterRunning(String commands) {
        RawPipe ready = kit.children().pipe();
        Children.Gated child =
                kit.children().gated(commands + "; echo >&3", "exit 0", how -> how.pass(ready.writeEnd, 3));
        kit.children().close(ready.writeEnd);
        int read = kit.reference().read(ready.readEnd, new byte[1], 0, 1);
        assertThat(read).isOne();
        return child;
    }

    private static long blocks(int pid, String field, Path file) {
        long bytes = Proc.field(pid, "io", field)
                .map(Long::valueOf)
                .orElseThrow(() -> Unsupported.because("no " + field + " in /proc/" + pid + "/io"));
        if (bytes < WRITTEN) {
            throw Unsupported.because("the file system of " + file + " does not count: " + field + " is " + bytes);
        }
        return bytes / BLOCK;
    }

    @Requirement(
            id = "RU-066",
            level = LINUX,
            rule = "ru_nvcsw and ru_nivcsw count the context switches of the child, of its own accord and not.",
            sources = {"getrusage(2), ru_nvcsw and ru_nivcsw", "proc(5), /proc/pid/status"})
    void context_switches_are_counted() {
        RawPipe gate = kit.children().pipe();
        int pid = kit.children()
                .spawnIfThere(onOneProcessor("read line; while :; do :; done").pass(gate.readEnd, 0));
        Waiting.until("the child has blocked", () -> switches(pid, "voluntary") > 0);
        // It is to lose the processor to another.
        kit.children().spawnIfThere(onOneProcessor("while :; do :; done"));
        kit.reference().write(gate.writeEnd, new byte[] {'\n'}, 0, 1);
        Waiting.until("the child has been preempted", () -> switches(pid, "nonvoluntary") >= ENOUGH_SWITCHES);
        kit.children().send(pid, Signal.KILL);
        kit.children().awaitEnd(pid);
        long voluntary = switches(pid, "voluntary");
        long involuntary = switches(pid, "nonvoluntary");

        ResourceUsage usage = usage(pid);

        // A zombie may have its last switch still before it.
        assertThat(usage.voluntarySwitches()).isBetween(voluntary, voluntary + 1);
        assertThat(usage.involuntarySwitches()).isBetween(involuntary, involuntary + 1);
    }

    private static Spawn onOneProcessor(String script) {
        String allowed = Proc.status("self", "Cpus_allowed_list")
                .orElseThrow(() -> Unsupported.because("no Cpus_allowed_list in /proc/self/status"));
        String first = allowed.split("[-,]", 2)[0];
        return Spawn.of("taskset", "-c", first, "/bin/sh", "-c", script).quiet();
    }

    private static long switches(int pid, String kind) {
        return Proc.status(pid, kind + "_ctxt_switches")
                .map(Long::valueOf)
                .orElseThrow(() -> new Unresolved("no " + kind + "_ctxt_switches in /proc/" + pid + "/status"));
    }

    private ResourceUsage usage(int pid) {
        return kit.require(() -> kit.posix().wait4(pid(pid), NONE))
                .orElseThrow()
                .usage();
    }
}
