package posixwait.conformance.model;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.ProcTree;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;

/** What {@code /proc} would show of the model: of processes {@code stat}, {@code status} and descriptors. */
public final class ProcView {
    private static final String RELEASE = "7.0-model"; // later than whatever a requirement asks for

    private static final long MICROS_PER_TICK = 10_000;

    private final ModelKernel kernel;
    private final ProcessTable table;

    ProcView(ModelKernel kernel, ProcessTable table) {
        this.kernel = kernel;
        this.table = table;
    }

    /** {@return the release that the model stands for} */
    public String release() {
        return RELEASE;
    }

    /** As {@link ProcTree#read}, by a thread. */
    public String read(ModelThread reader, String path) throws IOException {
        List<String> parts = List.of(path.split("/", -1));
        ModelThread thread = thread(reader, parts);
        ModelProcess process = thread.process();
        String file = parts.get(parts.size() - 1);
        return switch (file) {
            case "stat" -> stat(process, thread);
            case "children" -> children(thread);
            case "status" -> status(process, thread);
            case "cmdline" -> process.state() == State.ZOMBIE ? "" : process.program + "\0";
            case "statm" -> {
                if (process.state() != State.ZOMBIE) {
                    throw Unsupported.because("the model has no /proc/" + path);
                }
                yield "0 0 0 0 0 0 0\n";
            }
            case "syscall" ->
                process.state() == State.ZOMBIE
                        ? "-1 0x0 0x0\n"
                        : kernel.numberOfCall(thread)
                                .map(number -> number + " 0x0")
                                .orElse("running");
            default -> throw Unsupported.because("the model has no /proc/" + path);
        };
    }

    /** As {@link ProcTree#names}, by a thread. */
    public List<String> names(ModelThread reader, String directory) throws IOException {
        if (directory.isEmpty()) {
            return table.all().map(process -> Integer.toString(process.pid())).toList();
        }
        List<String> parts = List.of(directory.split("/", -1));
        ModelProcess process = thread(reader, parts).process();
        return switch (parts.get(parts.size() - 1)) {
            case "fd" ->
                process.descriptors.names().keySet().stream()
                        .map(String::valueOf)
                        .toList();
            case "task" ->
                process.threads.stream()
                        .map(thread -> Integer.toString(thread.tid()))
                        .toList();
            default -> throw Unsupported.because("the model has no /proc/" + directory);
        };
    }

    /** As {@link ProcTree#link}, by a thread. */
    public String link(ModelThread reader, String path) throws IOException {
        List<String> parts = List.of(path.split("/", -1));
        ModelProcess process = thread(reader, parts).process();
        @Nullable String name;
        if (parts.size() == 3 && parts.get(1).equals("fd")) {
            name = process.descriptors.names().get(Integer.valueOf(parts.get(2)));
        } else if (parts.size() == 2 && parts.get(1).equals("exe")) {
            name = process.state() == State.ZOMBIE ? null : process.program;
        } else {
            throw Unsupported.because("the model has no /proc/" + path);
        }
        if (name == null) {
            throw new NoSuchFileException("/proc/" + path);
        }
        return name;
    }

    /** {@return the thread that a path begins with; of a process its first} */
    private ModelThread thread(ModelThread reader, List<String> parts) throws IOException {
        String first = parts.get(0);
        if (first.equals("thread-self")) {
            return reader;
        }
        ModelProcess self = reader.process();
        if (!first.equals("self") && !first.matches("\\d+")) {
            throw Unsupported.because("the model has no /proc/" + String.join("/", parts));
        }
        int number = first.equals("self") ? self.pid() : Integer.parseInt(first);
        if (parts.size() > 2 && parts.get(1).equals("task")) {
            number = Integer.parseInt(parts.get(2));
        }
        int tid = number;
        return table.all()
                .flatMap(process -> process.threads.stream())
                .filter(thread -> thread.tid() == tid)
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("/proc/" + String.join("/", parts)));
    }

    private char letter(ModelProcess process, ModelThread thread) {
        return switch (process.state()) {
            case STOPPED, STOP_REPORTED -> 'T';
            case ZOMBIE, GONE -> 'Z';
            // What a child does when nobody tells it anything is to wait.
            case RUNNING, CONTINUED -> process == kernel.caller() && !kernel.isBlocked(thread) ? 'R' : 'S';
        };
    }

    /** As proc_pid_stat(5) has it, the last field 52; what the model does not have is 0. */
    private String stat(ModelProcess process, ModelThread thread) {
        long[] fields = new long[53];
        fields[4] = parent(process);
        fields[5] = process.group;
        fields[6] = process.session;
        fields[8] = -1;
        fields[10] = process.minorFaults;
        fields[11] = process.childrensMinorFaults;
        fields[14] = process.cpuMicros / MICROS_PER_TICK;
        fields[16] = process.childrenCpuMicros / MICROS_PER_TICK;
        fields[20] = process.threads.size();
        fields[22] = process.startTime;
        fields[38] = process.exitSignal();
        fields[52] = exitCode(process);
        return thread.tid() + " (" + name(process) + ") " + letter(process, thread) + " "
                + LongStream.of(fields).skip(4).mapToObj(Long::toString).collect(Collectors.joining(" ")) + "\n";
    }

    /** As proc_tid_children(5) has it: those that the thread made, or that fell to it when their maker or parent ended. */
    private static String children(ModelThread thread) {
        return thread.process().children.stream()
                .filter(child -> child.maker == thread)
                .map(child -> child.pid() + " ")
                .collect(Collectors.joining());
    }

    private static String name(ModelProcess process) {
        return process.program.substring(process.program.lastIndexOf('/') + 1);
    }

    private static int exitCode(ModelProcess process) {
        return process.state() == State.ZOMBIE ? process.change().word() : 0;
    }

    private static int parent(ModelProcess process) {
        return Optional.ofNullable(process.parent).map(ModelProcess::pid).orElse(0);
    }

    private String status(ModelProcess process, ModelThread thread) {
        long ignored = 0;
        long caught = 0;
        for (int signal = 1; signal <= Abi.SIGRTMAX; signal++) {
            Disposition disposition = process.disposition(signal);
            ignored |= disposition.isIgnore() ? ModelProcess.bit(signal) : 0;
            caught |= disposition.isIgnore() || disposition.isDefault() ? 0 : ModelProcess.bit(signal);
        }
        return String.join(
                "\n",
                "Name:\t" + name(process),
                "State:\t" + stateOf(letter(process, thread)),
                "Tgid:\t" + process.pid(),
                "Pid:\t" + thread.tid(),
                "PPid:\t" + parent(process),
                "Uid:" + ("\t" + process.user()).repeat(4),
                "Gid:" + ("\t" + process.user()).repeat(4),
                "Threads:\t" + process.threads.size(),
                process.state() == State.ZOMBIE ? "FDSize:\t0" : "VmHWM:\t" + process.residentKib + " kB",
                "CapEff:\t" + hex(0),
                "SigPnd:\t" + hex(thread.pending.bits()),
                "ShdPnd:\t" + hex(process.pending.bits()),
                "SigBlk:\t" + hex(thread.mask),
                "SigIgn:\t" + hex(ignored),
                "SigCgt:\t" + hex(caught),
                "");
    }

    private static String stateOf(char letter) {
        return switch (letter) {
            case 'R' -> "R (running)";
            case 'T' -> "T (stopped)";
            case 'Z' -> "Z (zombie)";
            default -> "S (sleeping)";
        };
    }

    private static String hex(long bits) {
        return String.format(Locale.ROOT, "%016x", bits);
    }
}
