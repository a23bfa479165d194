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
 * @param noticedByUnitTests whether PIT's own run noticed it
 * @param file the changed class
 */
record Mutant(
        String module,
        String className,
        String method,
        int line,
        String description,
        boolean noticedByUnitTests,
        Path file) {

    /** {@return the line as {@link Called} has it} */
    String place() {
        return className + ":" + line;
    }

    /** {@return what it is called in the list of survivors; several mutants of a method may share it} */
    String name() {
        return className + "." + method + " | " + description;
    }
}
