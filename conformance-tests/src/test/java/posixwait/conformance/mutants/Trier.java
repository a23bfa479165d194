package posixwait.conformance.mutants;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.TestJvmKind;

/**
 * Tries mutants in one JVM after the other, each in use until a mutant spoils it or it is full of them.
 *
 * <p>That a requirement does not pass says something of the mutant only if it passes without: it is run again on the sound
 * classes, in the same JVM, or both ways in a new one if the old one is spoilt or gone.
 */
final class Trier implements AutoCloseable {
    /** What one mutant loaded is not always unloaded: threads and caches hold it. */
    private static final int MUTANTS_IN_A_JVM = 60;

    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(4);
    private static final long SOUND_LIMIT_MILLIS = 10_000;
    private static final Asked PREPARING = new Asked("prepare", "", "", 4 * SOUND_LIMIT_MILLIS);

    private final Target target;
    private final TestJvmKind kind;
    private @Nullable Sandbox jvm;
    private int tried;
    private List<String> noted = List.of();

    Trier(Target target, TestJvmKind kind) {
        this.target = target;
        this.kind = kind;
    }

    private Sandbox jvm() throws IOException, InterruptedException {
        Sandbox open = jvm;
        if (open == null) {
            open = new Sandbox(target, kind.sigchldBlocked());
            jvm = open;
            tried = 0;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        Sandbox open = jvm;
        jvm = null;
        if (open != null) {
            open.close();
        }
    }

    /**
     * {@return the methods called when the backend is opened, before any requirement is run}
     *
     * @param classNames the classes whose calls are noted from now on
     */
    Set<String> prepare(List<String> classNames) throws IOException, InterruptedException {
        noted = List.copyOf(classNames);
        command("prepare", noted.toArray(String[]::new));
        Said said = await(PREPARING);
        if (!said.is("opened")) {
            throw new IOException("the sound backend does not open in the JVM of the mutants");
        }
        return Set.copyOf(said.words().subList(1, said.words().size()));
    }

    /** {@return what a requirement calls; empty if it does not pass on the sound classes, in this kind of JVM} */
    Optional<Reach> reach(RequirementInfo requirement) throws IOException, InterruptedException {
        if (jvm == null) {
            prepare(noted);
        }
        Asked asked = Asked.of(requirement, SOUND_LIMIT_MILLIS);
        command("note", asked.toString());
        Said said = await(asked);
        if (!said.is("called") || !said.word(1).equals("PASSED")) {
            return Optional.empty();
        }
        return Optional.of(new Reach(
                requirement,
                Long.parseLong(said.word(2)),
                Set.copyOf(said.words().subList(3, said.words().size()))));
    }

    /**
     * Runs requirements on a mutant until one notices it.
     *
     * @param requirements those that may, the likeliest first
     * @return the one that did; empty if none
     */
    Optional<Verdict> attempt(Mutant mutant, List<Asked> requirements) throws IOException, InterruptedException {
        List<Asked> left = new ArrayList<>(requirements);
        while (!left.isEmpty()) {
            if (tried >= MUTANTS_IN_A_JVM) {
                close();
            }
            Said end = once(mutant, left);
            if (end.is("survived")) {
                if (Boolean.parseBoolean(end.word(1))) {
                    close();
                }
                return Optional.empty();
            }
            Verdict verdict = new Verdict(end.word(1), end.word(2), end.word(5));
            if (Boolean.parseBoolean(end.word(3))) {
                if (Boolean.parseBoolean(end.word(4))) {
                    close();
                }
                return Optional.of(verdict);
            }
            close();
            Asked asked = left.stream()
                    .filter(each -> each.id().equals(verdict.requirement()))
                    .findFirst()
                    .orElseThrow();
            if (proven(mutant, asked)) {
                return Optional.of(verdict);
            }
            left.remove(asked);
        }
        return Optional.empty();
    }

    private Said once(Mutant mutant, List<Asked> requirements) throws IOException, InterruptedException {
        tried++;
        command(
                "try",
                Stream.concat(
                                Stream.of(mutant.className(), mutant.file().toString()),
                                requirements.stream().map(Asked::toString))
                        .toArray(String[]::new));
        return await(requirements.toArray(Asked[]::new));
    }

    /** In a new JVM: does the requirement pass on the sound classes, and not on the mutant? */
    private boolean proven(Mutant mutant, Asked requirement) throws IOException, InterruptedException {
        command("sound", requirement.toString());
        Said sound = await(requirement);
        boolean noticed = sound.is("done")
                && sound.word(1).equals("PASSED")
                && once(mutant, List.of(requirement)).is("noticed");
        close();
        return noticed;
    }

    private void command(String verb, String... words) throws IOException, InterruptedException {
        jvm().send(Stream.concat(Stream.of(verb), Stream.of(words)).toList());
    }

    /**
     * Waits for the end of a command.
     *
     * @param requirements what it may run
     * @return what the JVM said at the end; that it noticed the mutant by not going on, if it says nothing
     */
    private Said await(Asked... requirements) throws IOException, InterruptedException {
        Asked running = requirements[0];
        while (true) {
            Optional<List<String>> words =
                    jvm().receive(Duration.ofMillis(running.limitMillis()).plus(BEYOND_THE_LIMIT));
            if (words.isEmpty()) {
                String how = jvm().hasEnded() ? "ENDED" : "HUNG";
                close();
                return new Said(List.of("noticed", running.id(), how, "false", "true", ""));
            }
            Said said = new Said(words.get());
            if (said.is("broken")) {
                throw new IOException("the JVM of the mutants: " + said.word(1));
            } else if (!said.is("start")) {
                return said;
            }
            String id = said.word(1);
            running = Stream.of(requirements)
                    .filter(asked -> asked.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A line of the JVM's. */
    private record Said(List<String> words) {
        boolean is(String kind) {
            return words.get(0).equals(kind);
        }

        String word(int index) {
            return words.get(index);
        }
    }
}
