package posixwait.bench;

import java.util.List;

/**
 * What the children of a trial are.
 *
 * @param bare how many bare children can be made at the most; 0 for programs
 * @param program the program of each and its arguments; empty for bare children
 */
record Kind(int bare, List<String> program) {
    /** The parameter of a trial, and its values. */
    static final String PARAMETER = "children";

    static final String BARE = "bare";
    static final String EXEC = "exec";

    /** A program that lives until it is killed. It ends by itself, should everything else fail. */
    static final Kind SLEEPING = new Kind(0, List.of("sleep", "600"));

    /** {@return bare children that live until they are killed} */
    static Kind bare(int most) {
        return new Kind(most, List.of());
    }

    /** {@return what a value of {@link #PARAMETER} stands for} */
    static Kind named(String name, int most) {
        return name.equals(BARE) ? bare(most) : SLEEPING;
    }
}
