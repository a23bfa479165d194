package posixwait.conformance.model;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What POSIX leaves open, decided: as Linux does it, or otherwise but legally.
 *
 * <p>A requirement at level {@code REQUIRED} is to hold in every variation.
 */
public interface Variation {
    /** As Linux does it. */
    Variation LINUX = new Variation() {
        @Override
        public <T> T among(List<T> possible) {
            return possible.get(0);
        }

        @Override
        public boolean later() {
            return false;
        }

        @Override
        public boolean queuesSigchld() {
            return false;
        }

        @Override
        public boolean sigchldWithoutZombie() {
            return true;
        }

        @Override
        public boolean sigchldForContinuation() {
            return true;
        }
    };

    /**
     * {@return one of several}: of the children that a wait can report (wait.3posix#15), of the threads that can take a signal
     * for the process and of the signals that it can take next (sigaction(), sigwait()), of the threads that wait for one
     * status, and of the pids that are free.
     *
     * @param possible one or more; first what Linux takes
     */
    <T> T among(List<T> possible);

    /** {@return whether what a child does next is put off}: nothing says when it runs. */
    boolean later();

    /** {@return whether a {@code SIGCHLD} is queued behind another one} rather than merged: XSI leaves it open. */
    boolean queuesSigchld();

    /** {@return whether a child that leaves no zombie because of {@code SA_NOCLDWAIT} is signalled} (_Exit.3posix#14). */
    boolean sigchldWithoutZombie();

    /** {@return whether the continuation of a child is signalled}: POSIX lets it be ("may"), sigaction.3posix#9. */
    boolean sigchldForContinuation();

    /**
     * {@return a variation drawn at random}
     *
     * @param seed gives the same again, as long as the calls come in the same order
     */
    static Variation drawn(long seed) {
        // The first draws of a Random are alike for seeds that are near to each other; this one mixes its seed.
        SplittableRandom random = new SplittableRandom(seed);
        boolean queues = random.nextBoolean();
        boolean signals = random.nextBoolean();
        boolean signalsContinuation = random.nextBoolean();
        return new Variation() {
            @Override
            public <T> T among(List<T> possible) {
                return possible.get(random.nextInt(possible.size()));
            }

            @Override
            public boolean later() {
                return random.nextBoolean();
            }

            @Override
            public boolean queuesSigchld() {
                return queues;
            }

            @Override
            public boolean sigchldWithoutZombie() {
                return signals;
            }

            @Override
            public boolean sigchldForContinuation() {
                return signalsContinuation;
            }

            @Override
            public String toString() {
                return "variation " + seed + ": SIGCHLD " + (queues ? "queues" : "is merged") + ", "
                        + (signals ? "is" : "is not") + " sent with SA_NOCLDWAIT, "
                        + (signalsContinuation ? "is" : "is not") + " sent for a continuation";
            }
        };
    }
}
