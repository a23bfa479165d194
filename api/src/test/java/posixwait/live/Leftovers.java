package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/**
 * What this process has that a reaper could leave behind, by the word of {@code /proc}.
 *
 * @param children its children, zombies included, and their states
 * @param descriptors its descriptors and what they refer to; not the files, which the JVM opens when it likes
 * @param reapers the threads of reapers
 * @param signals which signals are ignored, caught and blocked
 */
record Leftovers(
        Map<Integer, Character> children, Map<Integer, String> descriptors, Set<String> reapers, List<String> signals) {
    private static final Path ROOT = Path.of("/proc");

    static Leftovers look() {
        // The first look at the environment gives SIGCHLD its default action: Spawn.
        System.getenv();
        return new Leftovers(ownChildren(), openDescriptors(), reaperThreads(), signalState());
    }

    /** Fails if there is anything that was not there before. */
    void requireNothingSince(SystemCalls calls) {
        Leftovers now = look();
        now.children.keySet().removeAll(children.keySet());
        now.descriptors.keySet().removeAll(descriptors.keySet());
        now.reapers.removeAll(reapers);
        now.children.keySet().forEach(pid -> end(calls, pid));
        assertThat(now.children).as("children and their states").isEmpty();
        assertThat(now.descriptors).as("descriptors").isEmpty();
        assertThat(now.reapers).as("threads").isEmpty();
        assertThat(now.signals).as("ignored, caught, blocked").isEqualTo(signals);
    }

    /** Kills and reaps a child; of others it does nothing. */
    static void end(SystemCalls calls, int pid) {
        // A child that is not reaped keeps its pid, so what is killed is this child or a later one of ours.
        if (calls.waitid(Abi.P_PID, pid, null, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT) == 0) {
            calls.kill(pid, Abi.SIGKILL);
            calls.waitpid(pid, null, 0);
        }
    }

    static Map<Integer, Character> ownChildren() {
        String parent = Long.toString(ProcessHandle.current().pid());
        Map<Integer, Character> found = new TreeMap<>();
        for (String process : names(ROOT, "[0-9]*")) {
            String[] fields = stat(process);
            if (fields.length > 1 && fields[1].equals(parent)) {
                found.put(Integer.valueOf(process), fields[0].charAt(0));
            }
        }
        return found;
    }

    /** {@return the fields of the file {@code stat} from the state on; none if there is no such process} */
    static String[] stat(String process) {
        try {
            String line = Files.readString(ROOT.resolve(process).resolve("stat"));
            // The name before them may hold spaces and parentheses.
            return line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }

    static List<String> names(Path directory, String glob) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    static Map<Integer, String> openDescriptors() {
        Map<Integer, String> open = new TreeMap<>();
        for (String fd : names(ROOT.resolve("self/fd"), "*")) {
            try {
                String target = Files.readSymbolicLink(ROOT.resolve("self/fd").resolve(fd))
                        .toString();
                if (!target.startsWith("/")) {
                    open.put(Integer.valueOf(fd), target);
                }
            } catch (NoSuchFileException e) {
                // That by which they were listed.
                open.remove(Integer.valueOf(fd));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open;
    }

    static Set<String> reaperThreads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("posixwait-")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private static List<String> signalState() {
        try {
            return Files.readAllLines(ROOT.resolve("thread-self/status")).stream()
                    .filter(line -> line.matches("Sig(Ign|Cgt|Blk):.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
