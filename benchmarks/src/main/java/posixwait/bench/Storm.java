package posixwait.bench;

import java.util.List;

/** Children that wait to die together. */
interface Storm extends AutoCloseable {
    /** The program of those children that run one. It ends by itself, should everything else fail. */
    List<String> PROGRAM = List.of("sleep", "600");

    /**
     * Releases all children at one instant and blocks until every status is in hand.
     *
     * @return nanoseconds from the release to each status, in the order they came
     */
    long[] drain();

    /** {@return what {@link #drain} allocated on the heap of this thread; -1 if other threads did the work} */
    long allocatedBytes();

    /** Ends and reaps whatever {@link #drain} has not. */
    @Override
    void close();
}
