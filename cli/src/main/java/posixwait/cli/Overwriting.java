package posixwait.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import posixwait.cli.io.Complaint;

/** What a command reads is not lost by what it writes. */
final class Overwriting {
    /** The options that name what is written; every other file on a command line is read. */
    static final Set<String> WRITE =
            Set.of("--json", "--junit-xml", "--open-test-report", "--markdown", "--html", "--out");

    private Overwriting() {}

    /**
     * Refuses a command line by which a file is read and written.
     *
     * @throws Complaint if there is such a file, by whatever name
     */
    static void refuse(ParseResult parsed) {
        Map<Path, String> read = new LinkedHashMap<>();
        Map<Path, String> written = new LinkedHashMap<>();
        for (ArgSpec argument : last(parsed).matchedArgs()) {
            String name = argument instanceof OptionSpec option ? option.longestName() : "";
            Object value = argument.getValue();
            for (Object each : value instanceof List<?> list ? list : List.of(value)) {
                if (each instanceof Path path) {
                    (WRITE.contains(name) ? written : read).put(path, name);
                }
            }
        }
        written.forEach((to, option) -> read.forEach((from, other) -> {
            if (same(to, from)) {
                String what = other.isEmpty() ? "is a result that is read" : "is the file of " + other;
                throw Complaint.usage(option + " " + to, what, "name another file");
            }
        }));
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    private static boolean same(Path one, Path other) {
        try {
            // By a link, too; what is not there yet is nobody's.
            return Files.isRegularFile(one) && Files.isRegularFile(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw Complaint.usage(one.toString(), Complaint.reason(e), "name another file")
                    .because(e);
        }
    }
}
