package posixwait.cli;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import posixwait.conformance.run.Offspring;

/** The processes that one start made: they inherit a mark in their environment, whoever their parent is now. */
final class Marked {
    private final String mark = "POSIXWAIT_TEST_" + UUID.randomUUID().toString().replace('-', '_');

    /** Marks what a builder is going to start, and takes away what would be in its output if a developer has set it. */
    ProcessBuilder mark(ProcessBuilder builder) {
        builder.environment().put(mark, "1");
        builder.environment().keySet().removeAll(List.of("POSIXWAIT_DEBUG", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    /** {@return those that live} */
    List<ProcessHandle> living() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(each -> Offspring.isMarked(each, mark)).toList();
        }
    }
}
