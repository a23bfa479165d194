package posixwait.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/** What tests of the command from outside have in common: the JDKs, and arguments that ask for little. */
abstract class OnJdks {
    /** A few requirements, quickly run. */
    static final String FEW = "ST-00*";

    /** The newest JDK and the oldest one. */
    static List<Jdk> jdks() {
        List<Jdk> found = Jdks.find();
        return Stream.of(found.get(0), found.get(found.size() - 1)).distinct().toList();
    }

    static Jdk newest() {
        return jdks().get(0);
    }

    /** {@return a check with one backend on one JDK, for what does not depend on which they are} */
    static String[] onNewest(String... more) {
        return with(new String[] {"check", "--backend", "jna", "--jdk", newest().version()}, more);
    }

    static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    /** {@return the files in a directory, but not those of the test itself} */
    static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !List.of(".out", ".err", Started.TEMPORARY).contains(name))
                    .sorted()
                    .toList();
        }
    }
}
