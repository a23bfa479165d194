package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import posixwait.spi.Abi;

/** Faults in whom a backend waits for. */
final class TargetFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "pid-is-any",
                    "a wait for one child takes whichever has ended, and steals it from whoever waits for that",
                    "reapers in libraries: jeroen/sys#10, joyent/libuv#887, dotnet/runtime#33297",
                    "WPID-001 WPID-002",
                    Changed.target(pid -> pid > 0 ? -1 : pid)),
            fault(
                    "own-group-is-any",
                    "pid 0 is taken for -1: children of other process groups are reaped",
                    "Nanvix folds every selector but a pid into any child: nanvix/nanvix#2542",
                    "WPID-006",
                    Changed.target(pid -> pid == 0 ? -1 : pid)),
            fault(
                    "any-is-own-group",
                    "pid -1 is taken for 0: children of other process groups are not found",
                    "waitpid(None) of rustix waits for the own group, that of nix for any child",
                    "WPID-005",
                    Changed.target(pid -> pid == -1 ? 0 : pid)),
            fault(
                    "group-is-pid",
                    "the sign of -group is dropped: only the leader is found",
                    "",
                    "WPID-007",
                    Changed.target(pid -> pid < -1 ? -pid : pid)),
            fault(
                    "group-is-invalid",
                    "a pid of less than -1 fails with EINVAL",
                    "WSL: microsoft/WSL#2534",
                    "WPID-007 WPID-008 PG-036",
                    Changed.waitpid((good, pid, status, options) ->
                            pid < -1 ? -Abi.EINVAL : good.waitpid(pid, status, options))),
            fault(
                    "group-is-returned",
                    "a wait for a process group returns the group, not the child",
                    "",
                    "WPID-007 PG-036",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result = good.waitpid(pid, status, options);
                        return result > 0 && pid < -1 ? -pid : result;
                    })),
            fault(
                    "lowest-pid-negated",
                    "INT_MIN is negated, which leaves it as it is, and is a group without children: ECHILD",
                    "Linux before commit dd83c161fbcc",
                    "WPID-013",
                    Changed.waitpid((good, pid, status, options) ->
                            pid == Integer.MIN_VALUE ? -Abi.ECHILD : good.waitpid(pid, status, options))),
            fault(
                    "pid-0-is-no-child",
                    "waitid() for pid 0 says ECHILD, as one would think, and not what the kernel says",
                    "",
                    "ORA-005",
                    Changed.waitid((good, idtype, id, child, options) ->
                            idtype == Abi.P_PID && id == 0 ? -Abi.ECHILD : good.waitid(idtype, id, child, options))),
            fault(
                    "id-of-all-counts",
                    "P_ALL with an id selects that one child",
                    "",
                    "WID-003",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        boolean one = idtype == Abi.P_ALL && id != 0;
                        return good.waitid(one ? Abi.P_PID : idtype, id, child, options);
                    })),
            fault(
                    "unknown-id-type-is-all",
                    "an id type that does not exist is taken for P_ALL",
                    "TizenRT: Samsung/TizenRT#2700; a crash in Asterinas: asterinas/asterinas#1215",
                    "WID-006",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        boolean known = idtype >= Abi.P_ALL && idtype <= Abi.P_PIDFD;
                        return good.waitid(known ? idtype : Abi.P_ALL, id, child, options);
                    })),
            fault(
                    "id-is-signed-like-a-pid",
                    "the id of waitid, an unsigned type, is read as the pid of waitpid: 0 and less select more",
                    "",
                    "WID-004 WID-031",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        boolean negativeGroup = idtype == Abi.P_PGID && id < 0;
                        if (idtype == Abi.P_PID && id <= 0) {
                            return good.waitid(Abi.P_ALL, 0, child, options);
                        }
                        return good.waitid(idtype, negativeGroup ? -id : id, child, options);
                    })));

    private TargetFaults() {}
}
