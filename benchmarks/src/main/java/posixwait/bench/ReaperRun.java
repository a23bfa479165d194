package posixwait.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The workloads that are measured in whole processes: in each round every contender gets a process, one after the other, so
 * that a drift of the host hits all.
 */
final class ReaperRun {
    /** What a JVM has open anyway, and more. */
    private static final int OTHER_DESCRIPTORS = 200;

    private final ReaperEffort effort;
    private final Duration patience;
    private final List<String> jvmFlags;
    private final List<ReaperWorkload> workloads;
    private final SharedDirectory directory;
    private final List<Contender> contenders;
    private final ReaperRounds rounds = new ReaperRounds();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private List<String> verdicts = List.of();
    private @Nullable Floor floor;

    /**
     * Plans it.
     *
     * @param effort how long to measure
     * @param questions which questions to answer
     * @param backends what can be opened, the best first, one or more
     * @param directory a directory for this alone
     */
    ReaperRun(Effort effort, Set<String> questions, List<Backend> backends, SharedDirectory directory) {
        this.effort = effort.reaper();
        this.patience = effort.patience();
        this.jvmFlags = effort.jvmFlags();
        this.workloads = ReaperWorkload.of(this.effort).stream()
                .filter(workload -> questions.contains(workload.question()))
                .toList();
        this.contenders = Contender.among(backends);
        this.directory = directory;
    }

    /** {@return how many processes there will be at the most} */
    int planned() {
        return workloads.stream()
                .mapToInt(workload -> IntStream.range(0, effort.rounds(workload.question()))
                        .map(round -> able(workload, round).size())
                        .sum())
                .sum();
    }

    private List<Contender> able(ReaperWorkload workload, int round) {
        return contenders.stream()
                .filter(contender -> contender.takesPart(workload))
                .filter(contender -> round < contender.rounds(workload, effort.rounds(workload.question())))
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
        if (workloads.isEmpty()) {
            return List.of();
        }
        try {
            floor = Floor.compile("reaper", directory);
        } catch (Floor.Missing e) {
            notes.accept("c: no reaper to compare with: " + e.getMessage(), false);
        }
        for (String question : ReaperWorkload.QUESTIONS) {
            for (int round = 0; round < effort.rounds(question); round++) {
                for (ReaperWorkload workload : workloads) {
                    if (workload.question().equals(question)) {
                        round(workload, round, told, notes);
                    }
                }
            }
        }
        return results();
    }

    private void round(ReaperWorkload workload, int round, Consumer<String> told, BiConsumer<String, Boolean> notes) {
        for (Contender contender : able(workload, round)) {
            String what = workload + " " + contender.name();
            if (refused.containsKey(what) || (contender.way() == null && floor == null)) {
                continue;
            }
            String limit = HostLimit.ofDescriptors(contender.descriptors(workload) + OTHER_DESCRIPTORS);
            if (limit != null) {
                refuse(what, "UNSUPPORTED: " + limit, notes);
                continue;
            }
            try {
                Readings readings = Readings.parse(measure(workload, contender));
                if (readings.skipped() != null) {
                    refuse(what, "skipped: " + readings.skipped(), notes);
                } else {
                    rounds.add(workload, contender.name(), round, readings);
                    told.accept(what + " round " + (round + 1) + ": " + inWords(workload, readings));
                }
            } catch (MeasuringProcess.Failed | Floor.Missing | JacksonException e) {
                notes.accept(what + " round " + (round + 1) + ": failed: " + e.getMessage(), true);
            }
        }
    }

    /** What the host does not allow once it is not asked for again. */
    private void refuse(String what, String why, BiConsumer<String, Boolean> notes) {
        refused.put(what, why);
        notes.accept(what + ": " + why, false);
    }

    private String measure(ReaperWorkload workload, Contender contender) throws MeasuringProcess.Failed, Floor.Missing {
        if (contender.way() == null) {
            return Objects.requireNonNull(floor).run(workload.floor(), patience);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MeasuringJvm.flags(Runtime.version().feature()));
        command.addAll(jvmFlags);
        // No other backend is to be loaded beside the one that is measured.
        command.add("-D" + Backends.PREFERENCE + "=" + contender.backend());
        command.add(directory.flag());
        command.add("-Djava.io.tmpdir=" + directory.path());
        // A file in /tmp that a killed JVM would leave there.
        command.add("-XX:-UsePerfData");
        command.addAll(NuProcessWatching.FLAGS);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ReaperMain.class.getName());
        command.add(workload.question());
        command.add(contender.binding());
        command.add(contender.way().name());
        command.add("" + workload.n());
        command.addAll(workload.arguments());
        return MeasuringProcess.run(command, patience, directory);
    }

    /** {@return what the figures say of the targets; nothing of a run that is too short for that} */
    List<String> verdicts() {
        return List.copyOf(verdicts);
    }

    private List<BenchResult> results() {
        List<BenchResult> results = new ArrayList<>();
        ReaperResults figures = new ReaperResults(rounds, System.getProperty("java.version"));
        for (ReaperWorkload workload : workloads) {
            ReaperWorkload least = workloads.stream()
                    .filter(each -> each.question().equals(workload.question()))
                    .findFirst()
                    .orElse(workload);
            results.addAll(figures.of(workload, least));
        }
        Set<String> reapers = contenders.stream()
                .filter(contender -> contender.way() == Way.REAPER)
                .map(Contender::name)
                .collect(Collectors.toSet());
        verdicts = effort.judges() ? new ReaperTargets(reapers).verdicts(results) : List.of();
        return results;
    }

    private static String inWords(ReaperWorkload workload, Readings readings) {
        Double nanos = workload.question().equals(ReaperWorkload.BYSTANDERS)
                ? ReaperResults.middle(readings)
                : ReaperResults.last(readings);
        if (nanos == null) {
            Double bytes = ReaperResults.named(Readings.BEYOND_FATE, 0).of(readings);
            return bytes == null ? "measured" : Figures.bytes(bytes) + " B";
        }
        return Figures.withUnit(nanos);
    }
}
