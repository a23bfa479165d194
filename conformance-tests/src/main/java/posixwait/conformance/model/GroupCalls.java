package posixwait.conformance.model;

import java.util.Optional;
import java.util.function.ToIntFunction;
import posixwait.spi.Abi;

/** The calls that ask for process groups, sessions and parents, and move processes. */
final class GroupCalls {
    private final ProcessTable table;

    GroupCalls(ProcessTable table) {
        this.table = table;
    }

    /** {@code setpgid}. */
    int setpgid(ModelProcess process, int pid, int group) {
        int target = pid == 0 ? process.pid() : pid;
        int wanted = group == 0 ? target : group;
        if (wanted < 0) {
            return -Abi.EINVAL;
        }
        Optional<ModelProcess> found = table.find(target).filter(p -> p == process || process.children.contains(p));
        if (found.isEmpty()) {
            return -Abi.ESRCH;
        }
        ModelProcess moved = found.get();
        if (moved.session != process.session) {
            return -Abi.EPERM;
        } else if (moved != process && moved.executed) {
            return -Abi.EACCES;
        }
        boolean exists = wanted == target
                || table.inGroup(wanted).stream().anyMatch(member -> member.session == process.session);
        if (moved.session == moved.pid() || !exists) {
            return -Abi.EPERM;
        }
        moved.group = wanted;
        return 0;
    }

    /** {@code getpgid}. */
    int getpgid(ModelProcess process, int pid) {
        return numberOf(process, pid, found -> found.group);
    }

    /** {@code getsid}. */
    int getsid(ModelProcess process, int pid) {
        return numberOf(process, pid, found -> found.session);
    }

    private int numberOf(ModelProcess process, int pid, ToIntFunction<ModelProcess> number) {
        return pid == 0
                ? number.applyAsInt(process)
                : table.find(pid).map(number::applyAsInt).orElse(-Abi.ESRCH);
    }

    /** {@code getppid}. */
    int getppid(ModelProcess process) {
        return process.parent == null ? 0 : process.parent.pid();
    }

    /** {@return the process group of a process, a zombie too} */
    int getpgid(ModelProcess process) {
        return process.group;
    }

    /** {@code setsid}. */
    int setsid(ModelProcess process) {
        if (!table.inGroup(process.pid()).isEmpty()) {
            return -Abi.EPERM;
        }
        process.group = process.pid();
        process.session = process.pid();
        return process.pid();
    }
}
