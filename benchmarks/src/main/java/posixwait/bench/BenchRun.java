package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.bench.peers.Versions;

/** One invocation: every question that is asked, and what became of it. */
final class BenchRun {
    /** The note of the versions of others' libraries begins with it. */
    private static final String VERSIONS = "versions: ";

    private final Effort effort;
    private final Set<String> questions;
    private final List<OtherJdk> jdks;
    private final SharedDirectory directory;
    private final Consumer<String> progress;
    private final @Nullable HistogramLogs logs;
    private final List<BenchResult> results = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private int done;
    private int planned;

    /**
     * Plans it.
     *
     * @param effort how long to measure
     * @param questions which questions to answer
     * @param jdks the other JDKs of this host
     * @param directory a directory for this alone
     * @param progress gets a line for each finished measurement
     * @param logs where the distributions of whole processes are kept; {@code null} if nowhere
     */
    BenchRun(
            Effort effort,
            Set<String> questions,
            List<OtherJdk> jdks,
            SharedDirectory directory,
            Consumer<String> progress,
            @Nullable HistogramLogs logs) {
        this.effort = effort;
        this.questions = questions;
        this.jdks = List.copyOf(jdks);
        this.directory = directory;
        this.progress = progress;
        this.logs = logs;
    }

    /** This host cannot measure anything. The message is one line. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        Impossible(String reason) {
            super(reason);
        }
    }

    /** {@return what was measured} */
    BenchFile run() throws Impossible {
        List<Backend> backends = Backends.available();
        List<Backends.Unavailable> unavailable = Backends.unavailable();
        String refused =
                unavailable.stream().map(Backends.Unavailable::toString).collect(Collectors.joining("; "));
        if (backends.isEmpty()) {
            throw new Impossible("no backend can be opened: " + refused);
        }
        unavailable.forEach(each -> notes.add(each.toString()));
        TrialRun trials = new TrialRun(effort, questions, backends, jdks, directory, logs);
        planned = trials.planned();
        progress.accept("[0/" + planned + "] " + trials.announcement());
        results.addAll(trials.run(this::say, this::note));
        notes.add(VERSIONS + Versions.ofOthers());
        notes.addAll(trials.absences());
        notes.addAll(trials.remarks());
        notes.addAll(trials.verdicts());
        return new BenchFile(List.copyOf(results), List.copyOf(notes), NoiseFloor.of(results));
    }

    /** {@return the measurements that failed, each in a line; they are among the notes too} */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void note(String line, boolean failure) {
        notes.add(line);
        if (failure) {
            failures.add(line);
        }
        say(line);
    }

    private void say(String line) {
        done++;
        progress.accept("[" + done + "/" + planned + "] " + line);
    }
}
