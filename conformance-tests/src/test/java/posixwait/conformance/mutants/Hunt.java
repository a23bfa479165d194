package posixwait.conformance.mutants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.TestJvmKind;

/**
 * Runs the kit against the mutants of one target, in two JVMs at a time.
 *
 * <p>First it is noted which requirements pass and what each of them runs. A mutant is then tried by those that run its
 * line, the likeliest to notice it first: first those that share a JVM, and if none did, those that need one of their own.
 */
final class Hunt {
    private static final int JVMS = 2;
    private static final TestJvmKind SHARED = new TestJvmKind("", false);

    /** What starts no JVM of its own. */
    private static final long QUICK_MILLIS = 1000;

    /** What is tried on a mutant that may survive. */
    private static final int FEW = 20;

    private final Target target;
    private final Predicate<Mutant> explained;
    private final Map<TestJvmKind, List<Reach>> reaches = new ConcurrentHashMap<>();

    /** What is called when the backend is opened: every requirement depends on it, and none is seen to call it. */
    private final Set<String> opening = ConcurrentHashMap.newKeySet();

    private final Map<Mutant, Verdict> noticed = new ConcurrentHashMap<>();

    /** How many mutants of a line, of a class, and of all a requirement noticed. */
    private final Map<String, Integer> successes = new ConcurrentHashMap<>();

    /**
     * Prepares a hunt.
     *
     * @param target what is mutated
     * @param explained which mutants may survive: they are tried by a few requirements only, since each costs the time of
     *     all that run its line
     */
    Hunt(Target target, Predicate<Mutant> explained) {
        this.target = target;
        this.explained = explained;
    }

    /** {@return how each mutant was noticed; those that were not are missing} */
    Map<Mutant, Verdict> run(List<Mutant> mutants) throws IOException, InterruptedException {
        Map<TestJvmKind, List<RequirementInfo>> byKind = Catalogue.all().stream()
                .filter(RequirementInfo::isTested)
                .collect(Collectors.groupingBy(RequirementInfo::jvm, LinkedHashMap::new, Collectors.toList()));
        List<String> classNames =
                mutants.stream().map(Mutant::className).distinct().toList();
        long started = System.nanoTime();
        inParallel(byKind.entrySet().stream()
                .map(entry -> (Callable<Void>) () -> note(entry.getKey(), entry.getValue(), classNames))
                .toList());
        tell("noted what " + reaches.values().stream().mapToInt(List::size).sum() + " requirements call", started);
        hunt(List.of(SHARED), mutants);
        tell("shared JVMs: " + noticed.size() + " of " + mutants.size() + " noticed", started);
        hunt(
                byKind.keySet().stream().filter(kind -> !kind.equals(SHARED)).toList(),
                mutants.stream().filter(explained.negate()).toList());
        tell("own JVMs: " + noticed.size() + " of " + mutants.size() + " noticed", started);
        return Map.copyOf(noticed);
    }

    /** {@return whether any requirement that passes runs the line of a mutant} */
    boolean reaches(Mutant mutant) {
        return opening.contains(mutant.place())
                || reaches.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(reach -> reach.lines().contains(mutant.place()));
    }

    private void tell(String what, long started) {
        System.out.println(target + ": " + what + ", " + (System.nanoTime() - started) / 1_000_000_000 + " s");
    }

    private Void note(TestJvmKind kind, List<RequirementInfo> requirements, List<String> classNames)
            throws IOException, InterruptedException {
        List<Reach> passing = new ArrayList<>();
        try (Trier trier = new Trier(target, kind)) {
            opening.addAll(trier.prepare(classNames));
            for (RequirementInfo requirement : requirements) {
                trier.reach(requirement)
                        .ifPresentOrElse(
                                passing::add,
                                () -> System.out.println(
                                        target + ": " + requirement.id() + " does not pass here and asks nothing"));
            }
        }
        reaches.put(kind, passing);
        return null;
    }

    /** Each kind is one job, which tries what is still left of the mutants when it begins; the shared kind is as many as JVMs. */
    private void hunt(List<TestJvmKind> kinds, List<Mutant> mutants) throws IOException, InterruptedException {
        Queue<Mutant> queue = new ConcurrentLinkedQueue<>(mutants);
        List<Callable<Void>> jobs = new ArrayList<>();
        for (TestJvmKind kind : kinds) {
            int parts = kinds.size() == 1 ? JVMS : 1;
            IntStream.range(0, parts)
                    .forEach(part -> jobs.add(
                            () -> hunt(kind, kinds.size() == 1 ? queue : new ConcurrentLinkedQueue<>(mutants))));
        }
        inParallel(jobs);
    }

    private Void hunt(TestJvmKind kind, Queue<Mutant> queue) throws IOException, InterruptedException {
        try (Trier trier = new Trier(target, kind)) {
            for (Mutant mutant = queue.poll(); mutant != null; mutant = queue.poll()) {
                if (!noticed.containsKey(mutant)) {
                    Optional<Verdict> verdict = trier.attempt(mutant, likeliestFirst(kind, mutant));
                    if (verdict.isPresent()) {
                        noticed.put(mutant, verdict.get());
                        learn(mutant, verdict.get());
                    }
                }
            }
        }
        return null;
    }

    private List<Asked> likeliestFirst(TestJvmKind kind, Mutant mutant) {
        Map<Reach, Double> promise = new HashMap<>();
        for (Reach reach : reaches.getOrDefault(kind, List.of())) {
            boolean opens = kind.equals(SHARED) && reach.millis() < QUICK_MILLIS && opening.contains(mutant.place());
            if (opens || reach.mayNotice(mutant)) {
                promise.put(reach, promise(reach, mutant));
            }
        }
        return promise.entrySet().stream()
                .sorted(Map.Entry.<Reach, Double>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getKey().asked())
                .limit(explained.test(mutant) ? FEW : Integer.MAX_VALUE)
                .toList();
    }

    /** What it noticed before, near by above all, for the time that it takes. */
    private double promise(Reach reach, Mutant mutant) {
        String id = reach.requirement().id();
        double hopes =
                1.0 + 100 * successes(id, mutant.place()) + 10 * successes(id, mutant.className()) + successes(id, "");
        return hopes / (20 + reach.millis());
    }

    private int successes(String id, String where) {
        return successes.getOrDefault(id + " " + where, 0);
    }

    private void learn(Mutant mutant, Verdict verdict) {
        for (String where : List.of(mutant.place(), mutant.className(), "")) {
            successes.merge(verdict.requirement() + " " + where, 1, Integer::sum);
        }
    }

    private static void inParallel(List<Callable<Void>> jobs) throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(JVMS);
        try {
            for (Future<Void> future : jobs.stream().map(executor::submit).toList()) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
