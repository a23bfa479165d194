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

/** One invocation: what is measured in rounds, and fork storms with C before and after the others. */
final class BenchRun {
    private final Effort effort;
    private final Set<String> questions;
    private final List<Workload> workloads;
    private final List<OtherJdk> jdks;
    private final SharedDirectory directory;
    private final Consumer<String> progress;
    private final @Nullable HistogramLogs logs;
    private final String jdk = System.getProperty("java.version");
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
        this.workloads = questions.contains(Workload.STORM) ? Workload.of(effort) : List.of();
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
        List<Subject> subjects = Subject.among(backends);
        TrialRun trials = new TrialRun(effort, questions, backends, jdks, directory, logs);
        Floor floor = workloads.isEmpty() ? null : floor();
        planned = workloads.stream()
                        .mapToInt(workload -> (floor == null ? 0 : 2)
                                + able(subjects, workload).size())
                        .sum()
                + trials.planned();
        results.addAll(trials.run(this::say, this::noteOfTrial));
        for (Workload workload : workloads) {
            measure(workload, subjects, floor);
        }
        notes.addAll(trials.absences());
        notes.addAll(trials.remarks());
        notes.addAll(trials.verdicts());
        return new BenchFile(List.copyOf(results), List.copyOf(notes), NoiseFloor.of(results));
    }

    /** {@return the measurements that failed, each in a line; they are among the notes too} */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private @Nullable Floor floor() {
        try {
            return Floor.compile("floor", directory);
        } catch (Floor.Missing e) {
            notes.add("c: no floor, so no ratios: " + e.getMessage());
            return null;
        }
    }

    private static List<Subject> able(List<Subject> subjects, Workload workload) {
        return subjects.stream()
                .filter(subject -> !subject.isJavaProcess() || workload.withoutJavaProcess() == null)
                .toList();
    }

    private void measure(Workload workload, List<Subject> subjects, @Nullable Floor floor) {
        List<Samples> floors = new ArrayList<>();
        String refused = runFloor(workload, floor, floors);
        if (refused != null) {
            // A JVM needs more of a host than C does: what C may not, none of them may.
            planned -= 1 + able(subjects, workload).size();
            note(workload, "every subject", refused);
            return;
        }
        List<Measured> measured = new ArrayList<>();
        for (Subject subject : able(subjects, workload)) {
            try {
                Measured one = storms(workload, subject);
                measured.add(one);
                tell(workload, one);
            } catch (MeasuringJvm.NotHere e) {
                note(workload, subject.name(), "skipped: " + e.getMessage());
            } catch (MeasuringJvm.Failed e) {
                failures.add(note(workload, subject.name(), "failed: " + e.getMessage()));
            }
        }
        refused = runFloor(workload, floor, floors);
        if (refused != null) {
            note(workload, Subject.FLOOR, refused);
        }
        if (workload.withoutJavaProcess() != null) {
            notes.add(Workload.STORM + " children=bare: " + Subject.JAVA_PROCESS + " cannot: "
                    + workload.withoutJavaProcess());
        }
        Measured floorMeasured = floors.isEmpty() ? null : Measured.floor(floors);
        if (floorMeasured != null) {
            results.addAll(floorMeasured.results(workload, jdk, floorMeasured));
        }
        measured.forEach(one -> results.addAll(one.results(workload, jdk, floorMeasured)));
    }

    private Measured storms(Workload workload, Subject subject) throws MeasuringJvm.Failed, MeasuringJvm.NotHere {
        Samples beside = new MeasuringJvm(
                        workload.task(),
                        subject.name(),
                        subject.backend(),
                        effort.jvmFlags(),
                        effort.patience(),
                        directory)
                .run()
                .beside();
        if (beside == null || beside.storms().isEmpty()) {
            throw new MeasuringJvm.Failed("it left no storms");
        }
        return new Measured(subject.name(), beside.storms(), beside.bytesPerOp());
    }

    /** {@return why the host does not allow the workload; {@code null} if it does} */
    private @Nullable String runFloor(Workload workload, @Nullable Floor floor, List<Samples> into) {
        if (floor == null) {
            return null;
        }
        try {
            Samples samples = floor.run(workload, effort.patience());
            if (samples.skipped() != null) {
                return "skipped: " + samples.skipped() + "; " + HostLimit.evidence();
            }
            into.add(samples);
            tell(workload, Measured.floor(List.of(samples)));
        } catch (Floor.Missing e) {
            failures.add(note(workload, Subject.FLOOR, "failed: " + e.getMessage()));
        }
        return null;
    }

    private void tell(Workload workload, Measured measured) {
        String figures = measured.results(workload, jdk, null).stream()
                .map(result -> result.question().equals(Workload.DRAIN)
                        ? Math.round(1e9 / result.value()) + " reaps/s"
                        : "p99 " + Figures.withUnit(result.value()))
                .collect(Collectors.joining(", "));
        say(workload + " " + measured.subject() + ": " + figures);
    }

    private void noteOfTrial(String line, boolean failure) {
        notes.add(line);
        if (failure) {
            failures.add(line);
        }
        say(line);
    }

    private String note(Workload workload, String subject, String what) {
        String line = workload + " " + subject + ": " + what;
        notes.add(line);
        say(line);
        return line;
    }

    private void say(String line) {
        done++;
        progress.accept("[" + done + "/" + planned + "] " + line);
    }
}
