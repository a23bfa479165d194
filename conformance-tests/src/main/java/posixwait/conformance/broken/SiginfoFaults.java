package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.SystemCalls;

/** Faults in what {@code waitid} reports, and in what it takes from the child. */
final class SiginfoFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "siginfo-left-alone",
                    "waitid with WNOHANG leaves the siginfo unset when it finds nothing",
                    "QEMU user emulation: qemu-project/qemu#817 on GitLab",
                    "WID-011 WID-032",
                    Changed.waitid(SiginfoFaults::storingOnlyNews)),
            fault(
                    "waitid-returns-the-pid",
                    "waitid returns the pid instead of 0",
                    "wait(2), BUGS, says that Linux does so for a null pointer, which it does not",
                    "WID-007 WID-013",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        RawChild found = child == null ? new RawChild() : child;
                        int result = good.waitid(idtype, id, found, options);
                        return result == 0 ? found.pid : result;
                    })),
            fault(
                    "nowait-reaps",
                    "WNOWAIT is dropped, so a peek reaps",
                    "DragonOS, which lists it as missing: DragonOS-Community/DragonOS#1850",
                    "WID-014 PFD-034",
                    Changed.waitidOptions(options -> options & ~Abi.WNOWAIT)),
            fault(
                    "nowait-refused",
                    "WNOWAIT is taken for an unknown option",
                    "Mystikos: microsoft/mystikos#652",
                    "WID-014",
                    Changed.waitid((good, idtype, id, child, options) ->
                            (options & Abi.WNOWAIT) != 0 ? -Abi.EINVAL : good.waitid(idtype, id, child, options))),
            fault(
                    "every-end-is-an-exit",
                    "si_code is CLD_EXITED for a death by signal, too",
                    "YurtOS: YurtOS/yurtos-kernel#70",
                    "WID-008",
                    Changed.report(child -> {
                        if (child.code == Abi.CLD_KILLED) {
                            child.code = Abi.CLD_EXITED;
                        }
                    })),
            fault(
                    "signal-not-told",
                    "waitid says that a signal ended the child, and not which: si_status is 0",
                    "macOS, which .NET noticed: dotnet/corefx#29370",
                    "WID-008",
                    Changed.report(child -> {
                        if (child.code == Abi.CLD_KILLED || child.code == Abi.CLD_DUMPED) {
                            child.status = 0;
                        }
                    })),
            fault("dumped-is-killed", "CLD_DUMPED becomes CLD_KILLED", "", "WID-009", Changed.report(child -> {
                if (child.code == Abi.CLD_DUMPED) {
                    child.code = Abi.CLD_KILLED;
                }
            })),
            fault(
                    "uid-forgotten",
                    "si_uid is not copied out",
                    "",
                    "WID-007",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        int uid = child == null ? 0 : child.uid;
                        int result = good.waitid(idtype, id, child, options);
                        if (child != null) {
                            child.uid = uid;
                        }
                        return result;
                    })),
            fault(
                    "status-from-si-errno",
                    "si_status is read where si_errno is, which is always 0",
                    "the pidfd crate: pop-os/pidfd#1",
                    "WID-007 WID-021",
                    Changed.report(child -> child.status = child.errno)),
            fault(
                    "code-and-errno-swapped",
                    "si_code and si_errno are read in the order of MIPS",
                    "LLVM's libc: llvm/llvm-project#66560; the other way round on MIPS: nix-rust/nix#1584",
                    "WID-007 WID-035",
                    Changed.report(child -> {
                        int code = child.code;
                        child.code = child.errno;
                        child.errno = code;
                    })),
            fault(
                    "si-status-is-a-word",
                    "si_status of a stop is a status word, not the signal",
                    "",
                    "WID-010 JC-037",
                    Changed.report(child -> {
                        if (child.code == Abi.CLD_STOPPED) {
                            child.status = (child.status << 8) | 0x7f;
                        }
                    })),
            fault(
                    "nothing-to-wait-for-is-an-exit",
                    "waitid without WEXITED, WSTOPPED and WCONTINUED waits for an exit instead of failing",
                    "",
                    "WID-001",
                    Changed.waitidOptions(options -> (options & (Abi.WEXITED | Abi.WSTOPPED | Abi.WCONTINUED)) == 0
                            ? options | Abi.WEXITED
                            : options)));

    private SiginfoFaults() {}

    private static int storingOnlyNews(SystemCalls good, int idtype, int id, @Nullable RawChild child, int options) {
        RawChild found = new RawChild();
        int result = good.waitid(idtype, id, found, options);
        if (child != null && found.pid != 0) {
            child.signo = found.signo;
            child.errno = found.errno;
            child.code = found.code;
            child.pid = found.pid;
            child.uid = found.uid;
            child.status = found.status;
        }
        return result;
    }
}
