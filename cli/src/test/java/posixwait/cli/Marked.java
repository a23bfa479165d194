package posixwait.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

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
            return all.filter(each -> environment(each.pid()).contains(mark)).toList();
        }
    }

    private static String environment(long pid) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
