package posixwait;

import java.util.Optional;

/**
 * A process that this one adopted and reaped.
 *
 * @param pid the pid it had; another process may have it now
 * @param status how it ended
 * @param usage the resources it used, and those of the descendants it had waited for; empty unless asked for
 * @param command the name of its program, as {@code ps -o comm} shows it: cut to 15 bytes, and the process itself may have
 *     changed it; empty unless asked for
 */
public record AdoptedChild(int pid, WaitStatus status, Optional<ResourceUsage> usage, Optional<String> command) {
    /** {@return such as {@code adopted 4711 (sh) exited with 7}} */
    @Override
    public String toString() {
        return "adopted " + pid + command.map(name -> " (" + name + ")").orElse("") + " " + status;
    }
}
