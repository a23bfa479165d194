package posixwait.conformance.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import posixwait.conformance.broken.Fault;

/**
 * Proves that the kit can fail: runs the requirements that are to notice a fault against a backend with that fault, and,
 * since a failure means nothing if they always fail, against the same backend without it.
 *
 * <p>Faults share test JVMs. One under which a test hung or left something behind ends its JVM, and the others go on in
 * another.
 */
public final class Prover {
    /** Few JVMs, since each takes longer to start than most faults do; more than one, to use both processors. */
    private static final int FAULTS_IN_A_JVM = 30;

    private final KitRunner runner;
    private final int faultsInAJvm;

    /**
     * Prepares a proof.
     *
     * @param runner runs requirements against the backend to break
     */
    public Prover(KitRunner runner) {
        this(runner, FAULTS_IN_A_JVM);
    }

    /** For a backend on which a fault takes less time than a JVM to start, such as the model: more faults for each. */
    Prover(KitRunner runner, int faultsInAJvm) {
        this.runner = runner;
        this.faultsInAJvm = faultsInAJvm;
    }

    /**
     * Tries faults, and returns when all that can be known of them is.
     *
     * @param faults what to break, one after the other
     * @param progress hears of each requirement that was run, with and without a fault
     * @return what became of each fault
     * @throws KitException if no JVM could be started, or the backend does not open in it
     */
    public Proof prove(List<Fault> faults, Progress progress) throws KitException {
        List<List<Trial>> jobs = jobs(faults);
        progress.planned(jobs.stream().mapToInt(List::size).sum());
        Map<Trial, RequirementResult> results = new ConcurrentHashMap<>();
        KitRunner.Said said = runner.run(jobs, (trial, result) -> {
            // Without a fault, a requirement may run in more than one JVM: it is to pass in each.
            results.merge(trial, result, Prover::worse);
            synchronized (progress) {
                progress.finished(result);
            }
        });
        return new Proof(
                runner.backend(),
                said.binding(),
                said.jdk(),
                faults.stream().map(fault -> result(fault, results)).toList());
    }

    private static RequirementResult worse(RequirementResult one, RequirementResult other) {
        return one.outcome() == Outcome.PASSED ? other : one;
    }

    /** The trials of each JVM: first the sound backend, then the faults. */
    private List<List<Trial>> jobs(List<Fault> faults) {
        Map<TestJvmKind, List<Trial>> broken = new LinkedHashMap<>();
        for (Fault fault : faults) {
            for (RequirementInfo requirement : Catalogue.matching(fault.caughtBy())) {
                broken.computeIfAbsent(requirement.jvm(), kind -> new ArrayList<>())
                        .add(new Trial(requirement, fault.label()));
            }
        }
        List<List<Trial>> jobs = new ArrayList<>();
        for (List<Trial> trials : broken.values()) {
            int parts = (trials.size() + faultsInAJvm - 1) / faultsInAJvm;
            for (int part = 0; part < parts; part++) {
                jobs.add(withSound(trials.subList(part * trials.size() / parts, (part + 1) * trials.size() / parts)));
            }
        }
        // The long ones first, or the last of them runs alone.
        jobs.sort(Comparator.comparingInt((List<Trial> job) -> job.size()).reversed());
        return jobs;
    }

    private static List<Trial> withSound(List<Trial> broken) {
        Set<Trial> trials = new LinkedHashSet<>();
        broken.forEach(trial -> trials.add(new Trial(trial.requirement(), "")));
        trials.addAll(broken);
        return List.copyOf(trials);
    }

    private static FaultResult result(Fault fault, Map<Trial, RequirementResult> results) {
        return new FaultResult(
                fault.label(),
                fault.rule(),
                fault.history(),
                Catalogue.matching(fault.caughtBy()).stream()
                        .map(requirement -> {
                            RequirementResult sound = Objects.requireNonNull(results.get(new Trial(requirement, "")));
                            RequirementResult broken =
                                    Objects.requireNonNull(results.get(new Trial(requirement, fault.label())));
                            return new CatchResult(
                                    requirement.id(),
                                    requirement.title(),
                                    sound.outcome(),
                                    broken.outcome(),
                                    sound.outcome() == Outcome.PASSED ? broken.detail() : sound.detail(),
                                    sound.millis(),
                                    broken.millis());
                        })
                        .toList());
    }
}
