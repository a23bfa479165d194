package posixwait.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.OutputFile;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Circumstances;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.ExpectationUpdate;
import posixwait.conformance.run.Expectations;
import posixwait.conformance.run.ExpectationsFile;
import posixwait.conformance.run.Scope;

/**
 * What a result is compared with.
 *
 * @param expect the file of expected failures; {@code null} for none
 * @param update whether that file is to be written anew from the result
 * @param canary whether the gate may open only if the file was read and has the canary
 */
public record Gate(@Nullable Path expect, boolean update, boolean canary) {
    /** Nothing is expected to fail. */
    public static final Gate PLAIN = new Gate(null, false, false);

    /** A gate with its file read: opened before the work, so that nobody waits to hear that the file is not there. */
    final class Opened {
        private final @Nullable Expectations known;
        private final @Nullable OutputFile file;

        private Opened(@Nullable Expectations known, @Nullable OutputFile file) {
            this.known = known;
            this.file = file;
        }

        /** Compares runs with the file; writes it first if it is to be written. */
        Compared compare(List<BackendRun> runs, Scope scope, Circumstances host) {
            boolean withCanary = canary || (known != null && known.hasCanary());
            List<BackendRun> rows = withCanary ? Expectations.withCanary(runs) : runs;
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            if (file != null) {
                ExpectationUpdate done =
                        ExpectationUpdate.of(known == null ? List.of() : known.all(), rows, host, today);
                file.write(ExpectationsFile.text(done.entries()));
                Expectations.Judged judged = readFile().judge(rows, scope, host, today);
                return new Compared(judged.runs(), judged.account(), done.line(file.path()));
            }
            if (known == null) {
                return new Compared(rows, null, null);
            }
            Expectations.Judged judged = known.judge(rows, scope, host, today);
            return new Compared(judged.runs(), judged.account(), null);
        }
    }

    /**
     * Runs compared with what was expected.
     *
     * @param runs the runs
     * @param account what became of the entries; {@code null} without a file
     * @param written what was done to the file, in a line; {@code null} if nothing
     */
    record Compared(
            List<BackendRun> runs,
            @Nullable ExpectationAccount account,
            @Nullable String written) {}

    /**
     * Reads the file.
     *
     * @throws Complaint if it cannot be read or written, or is not what it has to be
     */
    Opened open() {
        if (expect == null) {
            if (update) {
                throw Complaint.usage("--update-expect", "there is no file to write", "name it with --expect FILE");
            }
            return new Opened(null, null);
        }
        if (expect.toString().equals("-")) {
            throw Complaint.usage("--expect -", "is not a file", "name a file");
        }
        boolean fresh = update && !Files.exists(expect);
        return new Opened(fresh ? null : readFile(), update ? OutputFile.named("--expect", expect) : null);
    }

    private Expectations readFile() {
        Path file = java.util.Objects.requireNonNull(expect);
        try {
            return ExpectationsFile.read(file);
        } catch (IOException e) {
            throw Complaint.usage(
                            "--expect " + file,
                            Files.isDirectory(file) ? "is a directory" : Complaint.reason(e),
                            "give a JSON array of {\"id\", \"backend\", \"when\", \"reason\", \"link\", \"expires\"}")
                    .because(e);
        }
    }
}
