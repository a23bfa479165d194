package posixwait.cli.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.choose.Choice.Kind;
import posixwait.conformance.host.NativeDirectory;

/** The facts a choice rests on, in words, and what would change it. */
final class Reasons {
    private final Kind kind;
    private final Candidate recommended;
    private final List<Candidate> all;
    private final List<Candidate> best;
    private final CheckFile check;

    Reasons(Kind kind, Candidate recommended, List<Candidate> all, List<Candidate> best, CheckFile check) {
        this.kind = kind;
        this.recommended = recommended;
        this.all = all;
        this.best = best;
        this.check = check;
    }

    List<String> because() {
        List<String> because = new ArrayList<>();
        because.add("it conforms: " + recommended.totals());
        compared("fork storm, p99", Candidate::storm).ifPresent(because::add);
        compared("one call that finds nothing", Candidate::call).ifPresent(because::add);
        if (kind == Kind.TIE) {
            because.add("a tie: " + best.stream().map(Candidate::name).collect(Collectors.joining(" and "))
                    + " differ by less than the figures may be off; take the one that suits your build");
        }
        if (kind == Kind.UNMEASURED || !recommended.measured()) {
            because.add("no figures of two conforming backends on one JDK: speed had no say");
        }
        all.stream()
                .filter(candidate -> !candidate.conforms())
                .forEach(candidate -> because.add(candidate.name() + " is out: " + candidate.totals()));
        return because;
    }

    private Optional<String> compared(String question, Function<Candidate, @Nullable Score> criterion) {
        return words(criterion, recommended).map(own -> {
            String others = all.stream()
                    .filter(candidate -> !candidate.equals(recommended))
                    .flatMap(candidate ->
                            words(criterion, candidate).map(score -> label(candidate) + " " + score).stream())
                    .collect(Collectors.joining(", "));
            return question + ": " + own + (others.isEmpty() ? "" : " (" + others + ")");
        });
    }

    private static Optional<String> words(Function<Candidate, @Nullable Score> criterion, Candidate candidate) {
        Score score = criterion.apply(candidate);
        return score == null ? Optional.empty() : Optional.of(score.inWords());
    }

    private String label(Candidate candidate) {
        return candidate.backend().equals(recommended.backend()) ? candidate.name() : candidate.backend();
    }

    List<String> unless() {
        List<String> unless = new ArrayList<>();
        for (NotRun notRun : check.notRun()) {
            unless.add(notRun.backend() + " was not run on Java " + notRun.jdk() + ": " + notRun.reason());
        }
        if (recommended.backend().equals("ffm")) {
            unless.add("on Java 17 to 21 ffm is not available: " + standIn());
        } else if (all.stream().noneMatch(candidate -> candidate.backend().equals("ffm"))) {
            unless.add("on Java 22 or later ffm is available too: run this again there");
        }
        NativeDirectory directory = check.host().nativeDirectory();
        unless.add(
                directory != null && directory.noexec()
                        ? "the directory that jna unpacks into is mounted noexec here: jna needs -Djna.tmpdir"
                        : "where the directory that jna unpacks into is mounted noexec, only ffm loads");
        unless.add("if your program waits for a few children only, the difference in speed will not show");
        unless.add("the first call in a new JVM costs far more than the later ones: it is not in these figures");
        return unless;
    }

    /** What to use where ffm is not available, by what was checked there if anything was. */
    private String standIn() {
        List<Candidate> others = all.stream()
                .filter(candidate -> !candidate.backend().equals("ffm"))
                .sorted(Comparator.comparingInt(Candidate::feature))
                .toList();
        if (others.isEmpty()) {
            return "jna, which was not checked here";
        }
        Candidate oldest = others.get(0);
        return oldest.conforms()
                ? oldest.backend() + ", which conforms here on Java " + oldest.jdk()
                : "and " + oldest.name() + " does not conform here";
    }
}
