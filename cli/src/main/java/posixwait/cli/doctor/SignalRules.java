package posixwait.cli.doctor;

import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.SignalState;

/** Judges what the command inherited for {@code SIGCHLD}, which its children inherit in turn. */
final class SignalRules {
    private static final String ABOUT = "SIGCHLD";

    private final HostFacts host;

    SignalRules(HostFacts host) {
        this.host = host;
    }

    Finding disposition() {
        SignalState sigchld = host.sigchld();
        if (sigchld == null) {
            return Finding.unknown(ABOUT, HostRules.why(host, "sigchld"));
        }
        String evidence = "/proc/self/status, when this started: SigIgn, SigCgt";
        if (!sigchld.disposition().equals("ignored")) {
            return Finding.ok(
                    ABOUT,
                    "disposition " + sigchld.disposition() + (sigchld.blocked() ? "" : ", not blocked"),
                    evidence);
        }
        return Finding.fail(
                ABOUT,
                "is ignored, inherited from what started this: exit statuses are lost until the JDK happens to reset it",
                evidence,
                new Fix(
                        "start it with 'env --default-signal=CHLD java ...', or fix the parent that ignores it",
                        "ENTRYPOINT [\"env\", \"--default-signal=CHLD\", \"java\", ...], or fix the entry point that ignores it",
                        "command: [\"env\", \"--default-signal=CHLD\", \"java\", ...], or fix the image's entry point"));
    }

    /** {@return the warning that it is blocked; {@code null} if it is not} */
    @Nullable Finding mask() {
        SignalState sigchld = host.sigchld();
        return sigchld == null || !sigchld.blocked()
                ? null
                : Finding.warn(
                        ABOUT,
                        "is blocked, and children inherit that: whoever waits for the signal waits for ever",
                        "/proc/self/status, when this started: SigBlk",
                        new Fix(
                                "unblock it in the parent; env cannot: write a few lines of C or Python that call sigprocmask",
                                "fix the entry point that blocks it; the runtime itself blocks nothing",
                                "fix the image's entry point that blocks it; the runtime itself blocks nothing"));
    }
}
