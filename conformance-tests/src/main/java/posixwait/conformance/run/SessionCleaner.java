package posixwait.conformance.run;

import posixwait.conformance.Proc;

/**
 * Ends what a test JVM left behind: the processes of the session it led.
 *
 * <p>Only processes that the JVM or its descendants made can be in that session, so nobody else's is touched.
 */
public final class SessionCleaner {
    private static final int SESSION_FIELD = 3;

    private SessionCleaner() {}

    /** Kills the processes of the session but this one, until none is left: who is killed lives for a moment. */
    public static void endOthersOf(long session) {
        long self = ProcessHandle.current().pid();
        Offspring.killAll(process -> process.pid() != self && isMember(process.pid(), session));
    }

    private static boolean isMember(long pid, long session) {
        return Proc.stat(pid)
                .filter(fields -> fields.get(SESSION_FIELD).equals(Long.toString(session)))
                .filter(fields -> !fields.get(0).equals("Z"))
                .isPresent();
    }
}
