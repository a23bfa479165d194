package posixwait.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.Backends;
import tools.jackson.core.JacksonException;

/**
 * The questions that are answered in whole processes: in each round every contender gets a process, one after the other, so
 * that a drift of the host hits all. Each round begins with the next of them, so that nobody has one place in all of them.
 */
final class TrialRun {
    /** The system property by which every question has as many rounds, whatever the effort: enough for an interval, say. */
    private static final String ROUNDS = "posixwait.bench.rounds";

    /** What a JVM has open anyway, and more. */
    private static final int OTHER_DESCRIPTORS = 200;

    private static final String UNSUPPORTED = "UNSUPPORTED: ";

    private final Effort effort;
    private final Duration patience;
    private final List<TrialQuestion> questions;
    private final List<Backend> backends;
    private final SharedDirectory directory;
    private final @Nullable HistogramLogs logs;
    private final TrialRounds rounds = new TrialRounds();
    private final Map<String, Floor> floors = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private List<String> verdicts = List.of();
    private List<String> classFlags = List.of();

    /**
     * Plans it.
     *
     * @param effort how long to measure
     * @param questions which questions to answer
     * @param backends what can be opened, the best first, one or more
     * @param jdks the other JDKs of this host
     * @param directory a directory for this alone
     * @param logs where distributions are kept; {@code null} if nowhere
     */
    TrialRun(
            Effort effort,
            Set<String> questions,
            List<Backend> backends,
            List<OtherJdk> jdks,
            SharedDirectory directory,
            @Nullable HistogramLogs logs) {
        this.effort = effort;
        this.patience = effort.patience();
        this.questions = TrialQuestions.all(jdks).stream()
                .filter(question -> questions.contains(question.name()))
                .toList();
        this.backends = List.copyOf(backends);
        this.directory = directory;
        this.logs = logs;
    }

    /** {@return how many processes there will be at the most} */
    int planned() {
        int planned = 0;
        for (TrialQuestion question : questions) {
            for (Trial trial : question.trials(effort)) {
                planned += IntStream.range(0, asTold(question.rounds(effort)))
                        .map(round -> able(question, trial, round).size())
                        .sum();
            }
        }
        return planned;
    }

    /** {@return how much is going to be measured, in a line} */
    String announcement() {
        return planned() + " processes to measure";
    }

    /** Whoever has no round gets none. */
    private static int asTold(int rounds) {
        return rounds == 0 ? 0 : Integer.getInteger(ROUNDS, rounds);
    }

    private List<Contender> able(TrialQuestion question, Trial trial, int round) {
        return question.contenders(backends).stream()
                .filter(contender -> question.absence(trial, contender) == null)
                .filter(contender -> round < asTold(question.rounds(effort, trial, contender)))
                .toList();
    }

    /**
     * Measures.
     *
     * @param told gets a line for each process that ended well
     * @param notes gets a line for each that did not, and whether that is a failure
     * @return the figures
     */
    List<BenchResult> run(Consumer<String> told, BiConsumer<String, Boolean> notes) {
        prepare(notes);
        for (TrialQuestion question : questions) {
            for (int round = 0; round < asTold(question.rounds(effort)); round++) {
                for (Trial trial : question.trials(effort)) {
                    round(question, trial, round, told, notes);
                }
            }
        }
        return results();
    }

    /** {@return who is not measured in which trials, and why; a line for each} */
    List<String> absences() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (TrialQuestion question : questions) {
            for (Contender contender : question.contenders(backends)) {
                for (Trial trial : question.trials(effort)) {
                    String why = question.absence(trial, contender);
                    if (why != null) {
                        all.computeIfAbsent(contender.name() + ": not measured: " + why, key -> new ArrayList<>())
                                .add(trial.toString());
                    }
                }
            }
        }
        return all.entrySet().stream()
                .map(absence -> String.join(", ", absence.getValue()) + " " + absence.getKey())
                .toList();
    }

    /** {@return the same in the same order, but from another on, and from the first again after the last} */
    static <T> List<T> inTurn(List<T> all, int round) {
        List<T> turned = new ArrayList<>(all);
        Collections.rotate(turned, -round);
        return turned;
    }

    /** {@return what else is to be said of what was measured} */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Makes what all measurements need, before the first, so that nothing runs beside them. */
    private void prepare(BiConsumer<String, Boolean> notes) {
        Map<String, Floor.Compilation> compilations = new LinkedHashMap<>();
        for (TrialQuestion question : questions) {
            String program = question.program();
            if (!compilations.containsKey(program) && !refused.containsKey(program)) {
                prepare(program, notes, () -> compilations.put(program, Floor.compile(program, directory)));
            }
        }
        if (effort.sharesClasses() && sharers() >= ClassArchive.FEWEST_JVMS) {
            try {
                classFlags = ClassArchive.make(directory).flags();
            } catch (ClassArchive.Missing e) {
                remarks.add("no archive of classes, so each JVM takes longer to start: " + e.getMessage());
            }
        }
        compilations.forEach(
                (program, compilation) -> prepare(program, notes, () -> floors.put(program, compilation.await())));
    }

    private interface Preparation {
        void make() throws Floor.Missing;
    }

    private void prepare(String program, BiConsumer<String, Boolean> notes, Preparation preparation) {
        try {
            preparation.make();
        } catch (Floor.Missing e) {
            refuse(program, "c: no " + program + " to compare with: " + e.getMessage(), notes);
        }
    }

    /** {@return how many JVMs there will be that may start with an archive of classes} */
    private long sharers() {
        long sharers = 0;
        for (TrialQuestion question : questions) {
            for (Trial trial : question.trials(effort)) {
                if (question.mayShareClasses(trial)) {
                    sharers += IntStream.range(0, asTold(question.rounds(effort)))
                            .mapToLong(round -> able(question, trial, round).stream()
                                    .filter(contender -> !contender.isC())
                                    .count())
                            .sum();
                }
            }
        }
        return sharers;
    }

    private void round(
            TrialQuestion question, Trial trial, int round, Consumer<String> told, BiConsumer<String, Boolean> notes) {
        for (Contender contender : inTurn(able(question, trial, round), round)) {
            String what = trial + " " + contender.name();
            Floor floor = floors.get(question.program());
            if (refused.containsKey(what) || (contender.isC() && floor == null)) {
                continue;
            }
            String limit = HostLimit.ofDescriptors(contender.descriptors(trial) + OTHER_DESCRIPTORS);
            if (limit != null) {
                refuse(what, UNSUPPORTED + limit, notes);
                continue;
            }
            try {
                Readings readings = question instanceof JmhQuestion jmh && !contender.isC()
                        ? measure(jmh, trial, contender)
                        : Readings.parse(measure(question, trial, contender, floor));
                if (readings.skipped() != null) {
                    refuse(what, "skipped: " + readings.skipped(), notes);
                } else {
                    rounds.add(trial, contender.name(), round, readings);
                    remarks.addAll(question.remarks(trial, contender.name(), readings));
                    told.accept(what + " round " + (round + 1) + ": " + inWords(question.glance(readings)));
                }
            } catch (MeasuringJvm.NotHere e) {
                String why = String.valueOf(e.getMessage());
                refuse(what, why.startsWith(UNSUPPORTED) ? why : "skipped: " + why, notes);
            } catch (MeasuringJvm.Failed | MeasuringProcess.Failed | Floor.Missing | JacksonException e) {
                notes.accept(what + " round " + (round + 1) + ": failed: " + e.getMessage(), true);
            }
        }
    }

    /** What the host does not allow once it is not asked for again. */
    private void refuse(String what, String why, BiConsumer<String, Boolean> notes) {
        refused.put(what, why);
        notes.accept(what + ": " + why, false);
    }

    private Readings measure(JmhQuestion question, Trial trial, Contender contender)
            throws MeasuringJvm.Failed, MeasuringJvm.NotHere {
        List<String> flags = new ArrayList<>(question.flags(effort));
        flags.addAll(classFlags(question, trial));
        flags.addAll(trial.flags());
        flags.addAll(contender.flags());
        MeasuringJvm.Outcome outcome = new MeasuringJvm(
                        question.task(effort, trial),
                        contender.binding(),
                        contender.backend(),
                        flags,
                        patience,
                        directory)
                .run();
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put(
                JmhQuestion.NANOS,
                outcome.nanos().stream().mapToDouble(Double::doubleValue).toArray());
        Double bytes = outcome.bytesPerOp();
        if (bytes != null && !bytes.isNaN()) {
            values.put(Readings.ALLOCATED, new double[] {bytes});
        }
        return Readings.of(values);
    }

    private String measure(TrialQuestion question, Trial trial, Contender contender, @Nullable Floor floor)
            throws MeasuringProcess.Failed, Floor.Missing {
        List<String> command = new ArrayList<>();
        if (contender.isC() && floor != null) {
            command.add(trial.question());
            command.add(contender.way());
            command.addAll(trial.arguments());
            return floor.run(command, patience);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MeasuringJvm.flags(Runtime.version().feature()));
        command.addAll(question.flags(effort));
        command.addAll(classFlags(question, trial));
        // No other backend is to be loaded beside the one that is measured.
        command.add("-D" + Backends.PREFERENCE + "=" + contender.backend());
        command.add(directory.flag());
        command.add("-Djava.io.tmpdir=" + directory.path());
        // A file in /tmp that a killed JVM would leave there.
        command.add("-XX:-UsePerfData");
        command.addAll(trial.flags());
        command.addAll(contender.flags());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(question.main());
        command.add(trial.question());
        command.add(contender.binding());
        command.add(contender.way());
        command.addAll(trial.arguments());
        return MeasuringProcess.run(command, patience, directory);
    }

    private List<String> classFlags(TrialQuestion question, Trial trial) {
        return question.mayShareClasses(trial) ? classFlags : List.of();
    }

    /** {@return what the figures say of the targets; nothing of a run that is too short for that} */
    List<String> verdicts() {
        return List.copyOf(verdicts);
    }

    private List<BenchResult> results() {
        List<BenchResult> results = new ArrayList<>();
        TrialResults figures = new TrialResults(rounds, System.getProperty("java.version"), logs);
        for (TrialQuestion question : questions) {
            List<Trial> trials = question.trials(effort);
            for (Trial trial : trials) {
                results.addAll(question.results(figures, trial, trials));
            }
        }
        Set<String> reapers = backends.stream().map(Backend::binding).collect(Collectors.toSet());
        if (effort.judges()) {
            verdicts = new ArrayList<>(new CallTargets().verdicts(results));
            verdicts.addAll(new ReaperTargets(reapers).verdicts(results));
        }
        return results;
    }

    private static String inWords(@Nullable Double nanos) {
        return nanos == null ? "measured" : Figures.withUnit(nanos);
    }
}
