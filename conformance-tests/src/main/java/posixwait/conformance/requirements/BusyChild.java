package posixwait.conformance.requirements;

import posixwait.conformance.Kit;
import posixwait.conformance.Waiting;

/** Makes children that use CPU time. */
final class BusyChild {
    private static final int ENOUGH_TICKS = 3;

    private BusyChild() {}

    /** {@return a zombie that used several ticks of CPU time, and was killed} */
    static int killed(Kit kit) {
        int pid = running(kit, "");
        kit.children().kill(pid);
        return pid;
    }

    /** {@return a shell that ran {@code prelude}, has used several ticks of CPU time and goes on using more} */
    static int running(Kit kit, String prelude) {
        int pid = kit.children().shell(prelude + "while :; do :; done");
        Waiting.until("child used CPU time", () -> Accounting.of(pid).user() >= ENOUGH_TICKS);
        return pid;
    }
}
