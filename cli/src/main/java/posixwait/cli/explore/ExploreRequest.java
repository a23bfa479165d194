package posixwait.cli.explore;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import posixwait.cli.check.CheckPlan;
import posixwait.cli.check.CheckRequest;
import posixwait.cli.check.NotRun;
import posixwait.cli.check.PlannedRun;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Json;
import posixwait.conformance.explore.Explore;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Jdks;

/**
 * What to explore.
 *
 * @param seed the seed of the scripts
 * @param steps the most steps with each backend, at least 1
 * @param atMost the longest time with each backend, in whole seconds, at least 1; a script that was begun is ended
 * @param backends the backends; empty for all that open here
 */
public record ExploreRequest(long seed, long steps, Duration atMost, List<String> backends) {
    private static final long MANY = 1_000_000;
    private static final long BRIEF_SEED = 1;
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    /** Copies the list. */
    public ExploreRequest {
        backends = List.copyOf(backends);
    }

    /**
     * {@return as many steps as go into a few seconds with each backend that opens here}
     *
     * <p>The scripts are the same each time: a verdict is not to depend on which were drawn.
     */
    public static ExploreRequest brief() {
        return new ExploreRequest(BRIEF_SEED, MANY, BRIEFLY, List.of());
    }

    /** {@return a seed that was not chosen} */
    public static long newSeed() {
        return new SecureRandom().nextInt(Integer.MAX_VALUE);
    }

    /**
     * Does it, in JVMs of their own, one for each processor: with each backend in turn, on the newest JDK it opens on.
     *
     * @throws Complaint if the request names what does not exist, or the host cannot run it at all
     */
    public ExploreFile run(Console console, HostFacts host) {
        console.terminal().now("Looking for JDKs and backends");
        CheckPlan plan =
                CheckPlan.of(Jdks.find(), backends, List.of(), List.of()).onNewest();
        List<NotRun> missing = plan.notRun().stream().filter(NotRun::wanted).toList();
        if (plan.runs().isEmpty() || (!backends.isEmpty() && !missing.isEmpty())) {
            throw CheckRequest.nothingRan("explore", plan.notRun());
        }
        List<Explored> explored = new ArrayList<>();
        for (PlannedRun planned : plan.runs()) {
            explored.add(explore(console, planned));
            console.terminal().clear();
        }
        return new ExploreFile(host, seed, explored);
    }

    /** Each JVM does every n-th script, so that a script is that of the seed, however many there are. */
    private Explored explore(Console console, PlannedRun planned) {
        int jvms = Runtime.getRuntime().availableProcessors();
        AtomicLongArray done = new AtomicLongArray(jvms);
        ExecutorService threads = Executors.newFixedThreadPool(jvms);
        try {
            List<CompletableFuture<Explored>> parts = new ArrayList<>();
            for (int i = 0; i < jvms; i++) {
                int number = i;
                parts.add(CompletableFuture.supplyAsync(
                        () -> part(planned, number, jvms, line -> {
                            done.set(number, Long.parseLong(line));
                            long all = LongStream.range(0, jvms)
                                    .map(j -> done.get((int) j))
                                    .sum();
                            console.terminal()
                                    .now("exploring " + planned + ", seed " + seed + ": " + all + " of at most " + steps
                                            + " steps");
                        }),
                        threads));
            }
            return parts.stream()
                    .map(CompletableFuture::join)
                    .reduce(Explored::and)
                    .orElseThrow();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Complaint complaint ? complaint : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private Explored part(PlannedRun planned, int number, int jvms, java.util.function.Consumer<String> progress) {
        List<String> arguments = List.of(
                planned.backend(),
                "seed=" + seed,
                "steps=" + Math.max(1, (steps + jvms - 1) / jvms),
                "seconds=" + atMost.toSeconds(),
                "first=" + number,
                "every=" + jvms,
                "leashed=true");
        ChildJvm.Ended ended = new ChildJvm(planned.jdk(), List.of())
                .run(Explore.class.getName(), arguments, atMost.plus(Duration.ofMinutes(5)), line -> {
                    if (line.startsWith(Explore.PROGRESS)) {
                        progress.accept(line.substring(Explore.PROGRESS.length()));
                    }
                });
        return ended.said().stream()
                .filter(line -> line.startsWith(Explore.RESULT))
                .findFirst()
                .map(line -> Json.parse(line.substring(Explore.RESULT.length()), Explored.class))
                .map(Objects::requireNonNull)
                .orElseThrow(() -> Complaint.host("explore " + planned, ended.why(), "'posixwait doctor' may say why"));
    }
}
