package posixwait.conformance.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import posixwait.Spawn;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Kit;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.spi.RawStatus;

/** Compiles and runs the C programs. */
public final class Oracle {
    /** What a shell exits with that does not find the command. */
    private static final int COMMAND_NOT_FOUND = 127;

    private static final String HEADER = "oracle.h";
    private static final String COMPILER = "cc.out";
    private static final String FACTS = "facts.out";

    private final Kit kit;
    private final String group;
    private final Path directory;

    private Oracle(Kit kit, String group, Path directory) {
        this.kit = kit;
        this.group = group;
        this.directory = directory;
    }

    /**
     * Runs the program of a group.
     *
     * @param kit the test's
     * @param group the group, in small letters
     * @return what it said: fact and value
     * @throws Unsupported if this host has no C compiler
     */
    public static Map<String, String> of(Kit kit, String group) {
        try {
            Path directory = Files.createTempDirectory("posixwait-oracle");
            try {
                return new Oracle(kit, group, directory).answer();
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new Unresolved("no directory for the oracle", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private Map<String, String> answer() throws IOException {
        String source = group + ".c";
        for (String file : List.of(HEADER, source)) {
            try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream(file), file)) {
                Files.copy(in, directory.resolve(file));
            }
        }
        // By a shell, since it looks for cc as everybody does and tells its absence from its failure.
        WaitStatus compiled = shell("exec cc -std=gnu11 -O1 -w -pthread -o oracle " + source, COMPILER);
        if (compiled.equals(new Exited(COMMAND_NOT_FOUND))) {
            throw Unsupported.because("no program cc on the PATH");
        } else if (!compiled.equals(new Exited(0))) {
            throw new Unresolved(
                    "cc " + source + ": " + compiled + "\n" + Files.readString(directory.resolve(COMPILER)));
        }
        WaitStatus ended = shell("exec ./oracle", FACTS);
        if (!ended.equals(new Exited(0))) {
            throw new Unresolved("oracle " + source + ": " + ended + "\n" + Files.readString(directory.resolve(FACTS)));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve(FACTS))) {
            String[] parts = line.split("\t", 2);
            facts.put(parts[0], parts[1]);
        }
        return facts;
    }

    private WaitStatus shell(String script, String output) {
        int pid = kit.children()
                .spawn(Spawn.shell(script + " > " + output + " 2>&1").quiet().directory(directory.toString()));
        RawStatus status = new RawStatus();
        int result = kit.reference().waitpid(pid, status, 0);
        if (result != pid) {
            throw new Unresolved("waitpid for '" + script + "': " + result);
        }
        return WaitStatus.of(status.value);
    }
}
