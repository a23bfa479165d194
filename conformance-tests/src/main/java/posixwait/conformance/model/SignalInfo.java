package posixwait.conformance.model;

import posixwait.spi.Abi;

/**
 * What a signal tells: the members of {@code siginfo_t}.
 *
 * @param signal its number
 * @param code {@code SI_USER}, or {@code CLD_EXITED} and so on
 * @param pid who sent it, or the child
 * @param status {@code si_status}: the exit code or the signal; 0 if somebody sent it
 */
public record SignalInfo(int signal, int code, int pid, int status) {
    /** What {@code kill} sends. */
    static SignalInfo sentBy(ModelProcess sender, int signal) {
        return new SignalInfo(signal, Abi.SI_USER, sender.pid(), 0);
    }

    /** What {@code tgkill} sends. */
    static SignalInfo sentByThread(ModelProcess sender, int signal) {
        return new SignalInfo(signal, Abi.SI_TKILL, sender.pid(), 0);
    }

    /** {@return {@code si_uid}: the user of who sent it, or of the child; init sends nothing} */
    public int user() {
        return code == Abi.SI_KERNEL ? 0 : ModelProcess.USER;
    }

    /** What the kernel sends on its own. */
    static SignalInfo byKernel(int signal) {
        return new SignalInfo(signal, Abi.SI_KERNEL, 0, 0);
    }

    /** What the kernel sends to the parent of a child with which something happened. */
    static SignalInfo about(ModelProcess child, int signal) {
        return new SignalInfo(
                signal, child.change().code(), child.pid(), child.change().status());
    }
}
