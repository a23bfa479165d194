package posixwait.cli.check;

import posixwait.conformance.run.KitException;

/**
 * A backend that could not be run, and why.
 *
 * @param backend its name
 * @param jdk the version of the JDK, or which one would be needed
 * @param reason why, in a line, with the fix
 * @param wanted whether that is a failure of the host: it was to run here; and not merely that this host has no JDK for it
 */
public record NotRun(String backend, String jdk, String reason, boolean wanted) {

    /** {@return a run that was begun and could not be made} */
    public static NotRun failed(PlannedRun planned, KitException e) {
        String reason = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        return new NotRun(planned.backend(), planned.jdk().version(), reason, true);
    }
}
