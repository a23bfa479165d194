package posixwait.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.OutputFile;

/**
 * The directory of the main job.
 *
 * @param path the directory
 * @param files its files, found writable before the work
 */
record ReportDirectory(Path path, Map<String, OutputFile> files) {
    private static final String OPTION = "--out";
    private static final List<String> NAMES = List.of(
            "report.html",
            "coverage.html",
            "doctor.json",
            "check.json",
            "check.xml",
            "prove.json",
            "peers.json",
            "explore.json",
            "bench.json");

    /** {@return the directory, made if need be} */
    static ReportDirectory named(Path path) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw Complaint.usage(OPTION + " " + path, "is not a directory", "name a directory")
                    .because(e);
        } catch (IOException e) {
            throw Complaint.usage(OPTION + " " + path, Complaint.reason(e), "name a directory that can be written")
                    .because(e);
        }
        Path directory = path.toAbsolutePath().normalize();
        return new ReportDirectory(
                directory,
                NAMES.stream()
                        .collect(Collectors.toMap(
                                name -> name, name -> OutputFile.named(OPTION, directory.resolve(name)))));
    }

    void write(String name, String text) {
        java.util.Objects.requireNonNull(files.get(name), name).write(text);
    }
}
