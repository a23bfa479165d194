package posixwait.conformance.oracle;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import posixwait.Errno;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/** What the backend under test shows, in the words of the C programs. */
final class Shown {
    private final Kit kit;
    private final int uid =
            Integer.parseInt(Proc.status("self", "Uid").orElse("-1").split("\\s+", -1)[0]);

    Shown(Kit kit) {
        this.kit = kit;
    }

    /** A call that returns 0, or fails. */
    static String plain(long result) {
        return result == 0 ? "0" : result < 0 ? error(result) : "neither";
    }

    static String error(long result) {
        return new Errno((int) -result).name();
    }

    /** A wait call: its result, and the status word if it reports a child. */
    static String waited(int result, int child, RawStatus status) {
        if (result <= 0) {
            return plain(result);
        }
        return (result == child ? "child" : "another") + String.format(Locale.ROOT, " 0x%04x", status.value);
    }

    String any(int child) {
        RawStatus status = new RawStatus();
        return waited(kit.calls().waitAny(status), child, status);
    }

    String waitpid(int whom, int options, int child) {
        RawStatus status = new RawStatus();
        return waited(kit.calls().waitpid(whom, status, options), child, status);
    }

    String wait4(int whom, int options, @Nullable RawUsage usage, int child) {
        RawStatus status = new RawStatus();
        int result = (int) kit.require("wait4", () -> kit.calls().wait4(whom, status, options, usage));
        return waited(result, child, status);
    }

    String wait3(int options, @Nullable RawUsage usage, int child) {
        RawStatus status = new RawStatus();
        int result = (int) kit.require("wait3", () -> kit.calls().wait3(status, options, usage));
        return waited(result, child, status);
    }

    String waitid(int type, int id, int options, int child) {
        RawChild info = new RawChild();
        int result = kit.calls().waitid(type, id, info, options);
        if (result != 0) {
            return plain(result);
        } else if (info.pid == 0) {
            return "0 signo " + info.signo;
        }
        return "0 " + (info.pid == child ? "child" : "another") + " signo " + info.signo + " code " + info.code
                + " status " + info.status + " uid " + (info.uid == uid ? "own" : "other");
    }
}
