package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Faults in the status word that a backend stores. */
final class StatusFaults {
    private static final int CONTINUED = 0xffff;
    private static final int FIRST_REALTIME = 32;

    static final List<Fault> ALL = List.of(
            fault(
                    "signal-and-code-swapped",
                    "the bytes of the status word are swapped: an exit looks like a death by signal",
                    "",
                    "ST-002 ST-004",
                    Changed.word(w -> ((w & 0x7f) << 8) | (w >>> 8 & 0x7f))),
            fault(
                    "exit-code-unshifted",
                    "the status word is the exit code itself",
                    "Lind: Lind-Project/lind-wasm#857",
                    "ST-002 ST-030 EQV-001",
                    Changed.word(w -> isExit(w) ? w >> 8 : w)),
            fault(
                    "core-flag-lost",
                    "WCOREDUMP is masked out",
                    "",
                    "ST-005",
                    Changed.word(w -> isDeath(w) ? w & ~0x80 : w)),
            fault(
                    "core-flag-invented",
                    "a death by signal n is stored as 128 + n, which sets the core flag",
                    "the shell's convention taken for the kernel's, as gem5/gem5#3343 describes it",
                    "ST-011",
                    Changed.word(w -> isDeath(w) ? w | 0x80 : w)),
            fault(
                    "signal-folded-into-code",
                    "a death by signal becomes an exit with 128 and the signal, as java.lang.Process has it",
                    "java.lang.Process: openjdk/jdk, ProcessHandleImpl_unix.c",
                    "ST-004 JVM-017",
                    Changed.word(w -> (w & 0x7f) == 0 || (w & 0x7f) == 0x7f ? w : (128 + (w & 0x7f)) << 8)),
            fault(
                    "status-cut-to-16-bits",
                    "the status word is taken for a short: the event of a tracee is lost",
                    "",
                    "ST-017",
                    Changed.word(w -> w & 0xffff)),
            fault(
                    "trapped-is-stopped",
                    "CLD_TRAPPED becomes CLD_STOPPED",
                    "",
                    "PT-004",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        int result = good.waitid(idtype, id, child, options);
                        if (child != null && child.code == Abi.CLD_TRAPPED) {
                            child.code = Abi.CLD_STOPPED;
                        }
                        return result;
                    })),
            fault(
                    "exit-code-sign-extended",
                    "the exit code is taken for a signed byte",
                    "GNU Classpath: ingelabs/classpath#54; Rust's libc on the BSDs: rust-lang/libc#4213",
                    "ST-010",
                    Changed.word(w -> isExit(w) ? ((byte) (w >> 8)) << 8 : w)),
            fault(
                    "exit-127-is-special",
                    "exit code 127 is taken for a program that could not be started, and becomes another number",
                    "NuProcess, which reports Integer.MIN_VALUE: brettwooldridge/NuProcess, ProcessEpoll",
                    "ST-002",
                    Changed.word(w -> w == 127 << 8 ? Integer.MIN_VALUE : w)),
            fault(
                    "signal-folded-into-exit-code",
                    "a death by signal n becomes an exit with 128 + n",
                    "java.lang.Process: openjdk/jdk, ProcessHandleImpl_unix.c; .NET's Process.ExitCode",
                    "ST-004 ST-011",
                    Changed.word(w -> isDeath(w) ? (128 + (w & 0x7f)) << 8 : w)),
            fault(
                    "death-is-success",
                    "a child that a signal ended has status 0",
                    "gem5: gem5/gem5#2754",
                    "ST-004 ST-012 EQV-002",
                    Changed.word(w -> isDeath(w) ? 0 : w)),
            fault(
                    "realtime-signal-is-an-error",
                    "for a child that a real-time signal ended the call fails with EINVAL, and the status is lost",
                    "nix for Rust: nix-rust/nix#495 and #1143, kxxt/tracexec#36",
                    "ST-031",
                    Changed.waitpid(StatusFaults::refusingRealtimeSignals)),
            fault(
                    "stop-signal-is-always-SIGSTOP",
                    "every stop is reported as one by SIGSTOP",
                    "",
                    "ST-006",
                    Changed.word(w -> isStop(w) ? (Abi.SIGSTOP << 8) | 0x7f : w)),
            fault(
                    "continue-is-exit-0",
                    "a continue has status 0",
                    "SerenityOS: SerenityOS/serenity#14298",
                    "ST-007 ST-030",
                    Changed.word(w -> w == CONTINUED ? 0 : w)),
            fault(
                    "continue-is-a-stop",
                    "0xffff, a continue, is taken for a stop by signal 255",
                    "",
                    "ST-007",
                    Changed.word(w -> w == CONTINUED ? 0xff7f : w)));

    private StatusFaults() {}

    private static boolean isExit(int word) {
        return (word & 0x7f) == 0;
    }

    private static boolean isStop(int word) {
        return (word & 0xff) == 0x7f;
    }

    private static boolean isDeath(int word) {
        return !isExit(word) && (word & 0x7f) != 0x7f;
    }

    private static int refusingRealtimeSignals(SystemCalls good, int pid, @Nullable RawStatus status, int options) {
        RawStatus word = new RawStatus();
        int result = good.waitpid(pid, word, options);
        if (result > 0 && isDeath(word.value) && (word.value & 0x7f) >= FIRST_REALTIME) {
            return -Abi.EINVAL;
        }
        if (result > 0 && status != null) {
            status.value = word.value;
        }
        return result;
    }
}
