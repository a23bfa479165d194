package posixwait.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import posixwait.conformance.run.Jdk;

/** The runnable jar, each time started in a directory of the test's own. */
abstract class RunnableJar extends OnJdks {
    @TempDir
    Path directory;

    Started.Ended run(Jdk jdk, String... arguments) throws IOException, InterruptedException {
        return Started.jar(directory, jdk, arguments).awaitEnd();
    }

    List<String> files() throws IOException {
        return filesIn(directory);
    }
}
