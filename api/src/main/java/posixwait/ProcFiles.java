package posixwait;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The files of {@code /proc} that tell of processes: the mounted ones, or a test's. */
interface ProcFiles {
    /**
     * {@return the content of a file; empty if there is none}
     *
     * @param path below {@code /proc}, such as {@code 4711/stat}
     * @throws IOException if it is there and cannot be read
     */
    Optional<byte[]> read(String path) throws IOException;

    /** {@return the pids of all processes} */
    List<Integer> pids() throws IOException;

    /** {@return what {@code /proc/self} refers to; empty if this process is in no PID namespace that the mount shows} */
    OptionalInt self() throws IOException;

    /** {@return what is known of a process; empty if there is none with the pid} */
    default Optional<ProcStat> stat(int pid) throws IOException {
        Optional<byte[]> line = read(pid + "/stat");
        return line.isEmpty() ? Optional.empty() : Optional.of(ProcStat.of(line.get()));
    }
}
