package posixwait.conformance.interleave;

/** A concurrent program, made anew for every run. */
public interface Program {
    /** Makes what the threads share, and the threads by {@link Steps#strand}; they run later. */
    void begin();

    /** Checks what has to hold when all threads have ended; throws {@link AssertionError}. */
    void end();
}
