package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import posixwait.spi.Abi;

/** Faults in what a backend makes of options. */
final class OptionFaults {
    private static final int OF_WAITPID = Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED;
    private static final int OF_LINUX = Abi.__WNOTHREAD | Abi.__WALL | Abi.__WCLONE;
    private static final int OF_WAITID_ONLY = Abi.WEXITED | Abi.WNOWAIT;

    static final List<Fault> ALL = List.of(
            fault(
                    "nohang-blocks",
                    "WNOHANG is dropped, so the call blocks",
                    "NuttX: apache/nuttx#1304",
                    "OPT-001",
                    Changed.options(options -> options & ~Abi.WNOHANG)),
            fault(
                    "nohang-without-children-is-0",
                    "WNOHANG without children returns 0 instead of ECHILD",
                    "NetBSD, PR standards/51606; DragonOS: DragonOS-Community/DragonOS#1689",
                    "OPT-003 OPT-033",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result = good.waitpid(pid, status, options);
                        return result == -Abi.ECHILD && (options & Abi.WNOHANG) != 0 ? 0 : result;
                    })),
            fault(
                    "running-looks-exited",
                    "a call that returns 0 stores a status of 0: who looks at that takes the child for ended",
                    "luaposix: luaposix/luaposix#291",
                    "OPT-031",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result = good.waitpid(pid, status, options);
                        if (result == 0 && status != null) {
                            status.value = 0;
                        }
                        return result;
                    })),
            fault(
                    "stop-unasked",
                    "stopped children are reported without WUNTRACED",
                    "Go, Process.Wait: golang/go#60321; iRODS: irods/irods#2480",
                    "OPT-006 JC-006 JC-007",
                    Changed.options(options -> options | Abi.WUNTRACED)),
            fault(
                    "continue-deaf",
                    "WCONTINUED is dropped, so a resumed child is not reported",
                    "",
                    "OPT-008 JC-002",
                    Changed.options(options -> options & ~Abi.WCONTINUED)),
            fault(
                    "waitpid-asks-for-exits",
                    "WEXITED, an option of waitid, is passed to waitpid: every call fails with EINVAL and nothing is reaped",
                    "systemd: systemd/systemd#28348; gcli: herrhotzenplotz/gcli#149",
                    "WPID-001",
                    Changed.options(options -> options | Abi.WEXITED)),
            fault(
                    "bad-options-pass",
                    "option bits that the call does not know are masked out",
                    "Phoenix-RTOS: phoenix-rtos/phoenix-rtos-project#1449",
                    "OPT-009",
                    Changed.options(options -> options & (OF_WAITPID | OF_LINUX | OF_WAITID_ONLY))),
            fault(
                    "wait4-takes-the-options-of-waitid",
                    "wait4 accepts WEXITED and WNOWAIT, and reaps",
                    "StarryOS: rcore-os/tgoskits#461",
                    "OPT-011",
                    Changed.wait4((good, pid, status, options, usage) ->
                            good.wait4(pid, status, options & ~OF_WAITID_ONLY, usage))),
            fault(
                    "highest-option-bit-lost",
                    "__WCLONE, bit 31, is lost where the options pass through a signed type",
                    "",
                    "OPT-012 THR-037",
                    Changed.options(options -> options & Integer.MAX_VALUE)),
            fault(
                    "waitid-refuses-linux-options",
                    "waitid fails with EINVAL for __WALL, __WCLONE and __WNOTHREAD",
                    "Linux before 4.7, which surprised rr: rr-debugger/rr#3605",
                    "THR-044",
                    Changed.waitid((good, idtype, id, child, options) ->
                            (options & OF_LINUX) != 0 ? -Abi.EINVAL : good.waitid(idtype, id, child, options))));

    private OptionFaults() {}
}
