package posixwait.conformance.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import posixwait.conformance.ProgramJvm;
import posixwait.conformance.run.Jdks;
import tools.jackson.databind.json.JsonMapper;

/** The explorer in a JVM and a session of its own: it waits for any child. */
final class ExplorerJvm {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ExplorerJvm() {}

    static ProgramJvm.Ended run(Path directory, String backend, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(backend));
        arguments.addAll(List.of(options));
        return new ProgramJvm(Jdks.current(), System.getProperty("java.class.path"), PATIENCE)
                .run(Explore.class.getName(), directory, arguments.toArray(String[]::new));
    }

    static Explored result(ProgramJvm.Ended ended) {
        String line = ended.printed().stream()
                .filter(said -> said.startsWith(Explore.RESULT))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result: " + ended.printed()));
        return JsonMapper.shared().readValue(line.substring(Explore.RESULT.length()), Explored.class);
    }
}
