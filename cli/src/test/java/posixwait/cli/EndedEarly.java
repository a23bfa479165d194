package posixwait.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whoever ends the command ends all that it made. */
abstract class EndedEarly extends RunnableJar {
    static final String EARLIER = "the result of an earlier run";

    static Started.Ended ended(Started started, String signal, boolean toGroup) throws Exception {
        started.send(signal, toGroup);
        Started.Ended ended = started.awaitEnd();
        assumeTrue(ended.exitCode() != 125, "UNSUPPORTED: this env has no --default-signal");
        assumeTrue(ended.exitCode() != 127, "UNSUPPORTED: this host has no setsid");
        return ended;
    }

    List<Path> temporary() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve(Started.TEMPORARY))) {
            return files.toList();
        }
    }
}
