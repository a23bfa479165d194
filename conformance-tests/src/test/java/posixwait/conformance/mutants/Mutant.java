package posixwait.conformance.mutants;

import java.nio.file.Path;

/**
 * One mutant, as PIT left it.
 *
 * @param module the Maven module of the class
 * @param className the class that is changed
 * @param method the method that is changed, with its descriptor
 * @param line the line of the source
 * @param description what is changed, in PIT's words
 * @param which " (2 of 3)" for the second, in the order of the bytecode, of three that are changed alike in one method; empty
 *     if there is but one
 * @param noticedByUnitTests whether PIT's own run noticed it
 * @param file the changed class
 */
record Mutant(
        String module,
        String className,
        String method,
        int line,
        String description,
        String which,
        boolean noticedByUnitTests,
        Path file) {

    /** {@return the line as {@link Called} has it} */
    String place() {
        return className + ":" + line;
    }

    /** {@return what it is called in the list of survivors: without its line, which changes with every line above it} */
    String name() {
        return className + "." + method + " | " + description + which;
    }
}
