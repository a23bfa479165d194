package posixwait.live;

import posixwait.Backend;

/** What happens in a JVM of its own, since it changes that JVM for good. Has a constructor without parameters. */
interface Scenario {
    /**
     * Does it, and fails as a test does.
     *
     * @param backend the backend under test
     * @param arguments those of {@link OwnJvm#run}
     * @throws NotHere if this host lacks what is needed
     */
    void run(Backend backend, String... arguments) throws Exception;

    /** This host cannot show it: not run, and not passed either. */
    final class NotHere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotHere(String evidence) {
            super(evidence);
        }
    }
}
