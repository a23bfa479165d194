package posixwait.cli.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Json;
import posixwait.conformance.model.backend.ModelBackend;
import posixwait.conformance.run.Jdk;

/**
 * Which backends open on which JDKs of this host.
 *
 * @param jdks the JDKs that were asked, newest first, one for each feature version
 * @param found by JDK, what it said
 * @param broken by JDK, why it could not be asked
 */
public record BackendsHere(List<Jdk> jdks, Map<Jdk, BackendProbe.Answer> found, Map<Jdk, String> broken) {
    /** The oldest Java that the kit runs on. */
    public static final int OLDEST_FEATURE = 17;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What JVMs have answered: a command of several steps needs it in more than one of them. */
    private static final Map<Question, BackendProbe.Answer> ANSWERS = new ConcurrentHashMap<>();

    private record Question(Jdk jdk, List<Path> backendPath) {}

    /**
     * Asks every JDK, one for each feature version, as many at a time as there are processors. One that has answered is not
     * asked again.
     */
    public static BackendsHere ask(List<Jdk> jdks, List<Path> backendPath) {
        Map<Integer, Jdk> byFeature = new LinkedHashMap<>();
        for (Jdk jdk : jdks) {
            if (jdk.feature() >= OLDEST_FEATURE) {
                byFeature.putIfAbsent(jdk.feature(), jdk);
            }
        }
        BackendsHere here =
                new BackendsHere(List.copyOf(byFeature.values()), new LinkedHashMap<>(), new LinkedHashMap<>());
        List<CompletableFuture<BackendProbe.Answer>> answers = askAtOnce(here.jdks, backendPath);
        for (int i = 0; i < answers.size(); i++) {
            Jdk jdk = here.jdks.get(i);
            try {
                here.found.put(jdk, answers.get(i).join());
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof Complaint complaint)) {
                    throw e;
                }
                here.broken.put(jdk, complaint.line());
            }
        }
        return here;
    }

    private static List<CompletableFuture<BackendProbe.Answer>> askAtOnce(List<Jdk> jdks, List<Path> backendPath) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            return jdks.stream()
                    .map(jdk -> new Question(jdk, List.copyOf(backendPath)))
                    .map(question -> CompletableFuture.supplyAsync(() -> ask(question), threads))
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    private static BackendProbe.Answer ask(Question question) {
        BackendProbe.Answer known = ANSWERS.get(question);
        if (known != null) {
            return known;
        }
        Jdk jdk = question.jdk;
        ChildJvm.Ended ended = new ChildJvm(jdk, question.backendPath)
                .brief()
                .run(BackendProbe.class.getName(), List.of(), PATIENCE, line -> {});
        BackendProbe.Answer answer = ended.said().stream()
                .filter(line -> line.startsWith(BackendProbe.ANSWER))
                .findFirst()
                .map(line -> Json.parse(line.substring(BackendProbe.ANSWER.length()), BackendProbe.Answer.class))
                .orElseThrow(() -> Complaint.host(
                        "Java " + jdk.version(),
                        "exit code " + ended.exitCode() + ": " + ended.why(),
                        "is it a working JVM?"));
        ANSWERS.put(question, answer);
        return answer;
    }

    /** {@return the names of all backends found, in the order of preference} */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        found.values().forEach(answer -> names.addAll(answer.available()));
        found.values().forEach(answer -> answer.unavailable().forEach(refused -> names.add(refused.name())));
        return names.stream().distinct().toList();
    }

    /** {@return whether a backend was found, or is the kit's own model: that one counts only if it is named} */
    public boolean knows(String backend) {
        return backend.equals(ModelBackend.NAME) || names().contains(backend);
    }

    /** {@return the JDKs on which a backend opens, newest first} */
    public List<Jdk> jdksFor(String backend) {
        return jdks.stream()
                .filter(jdk -> found.containsKey(jdk)
                        && (backend.equals(ModelBackend.NAME)
                                || answer(jdk).available().contains(backend)))
                .toList();
    }

    /** {@return why a backend does not open on a JDK; empty if it opens} */
    public Optional<Refusal> refusal(String backend, Jdk jdk) {
        if (!found.containsKey(jdk)) {
            return Optional.of(new Refusal(
                    broken.getOrDefault(jdk, "Java " + jdk.version() + " was not asked"), "repair or remove that JDK"));
        }
        return answer(jdk).unavailable().stream()
                .filter(refused -> refused.name().equals(backend))
                .map(refused -> new Refusal(refused.reason(), refused.fix()))
                .findFirst();
    }

    /**
     * Why a backend does not open.
     *
     * @param reason what stands in the way
     * @param fix what to do about it
     */
    public record Refusal(String reason, String fix) {
        private static final Pattern OTHER_JDK = Pattern.compile("needs Java \\d+ or later");

        /** {@return whether only the JDK is too old, so that nothing is wrong with the backend or the host} */
        boolean jdkTooOld() {
            return OTHER_JDK.matcher(reason).lookingAt();
        }

        @Override
        public String toString() {
            return reason + "; " + fix;
        }
    }

    private BackendProbe.Answer answer(Jdk jdk) {
        return java.util.Objects.requireNonNull(found.get(jdk));
    }
}
