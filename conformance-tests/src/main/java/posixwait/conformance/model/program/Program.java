package posixwait.conformance.model.program;

/** A program that runs in a process of the model. */
interface Program {
    /** Goes on with the next thing to do; {@return whether anything was done: not if it must wait} */
    boolean step();

    /** {@return whether it computes all the time, and so uses the CPU} */
    default boolean isBusy() {
        return false;
    }
}
