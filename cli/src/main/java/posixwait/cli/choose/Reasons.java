package posixwait.cli.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.choose.Choice.Kind;
import posixwait.cli.choose.Chooser.Decision;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.NativeDirectory;

/** The facts a choice rests on, in words, and what would change it. */
final class Reasons {
    private static final int FAILURES_NAMED = 3;
    private static final double HOPELESS = 90;

    private final CheckFile check;
    private final @Nullable BenchFile bench;
    private final Decision decision;

    Reasons(CheckFile check, @Nullable BenchFile bench, Decision decision) {
        this.check = check;
        this.bench = bench;
        this.decision = decision;
    }

    /** By how much first, then what conforms and what does not. */
    List<String> because() {
        List<String> because = new ArrayList<>();
        because.add(byHowMuch());
        Candidate recommended = decision.recommended();
        if (recommended != null) {
            because.add(check.partly().map(part -> "nothing failed of " + part).orElse("it conforms") + ": "
                    + recommended.totals());
        }
        decision.candidates().stream()
                .filter(candidate -> !candidate.conforms())
                .forEach(candidate -> because.add(candidate.name() + " is out: " + candidate.totals()));
        otherHost().ifPresent(because::add);
        return because;
    }

    private String byHowMuch() {
        Candidate recommended = decision.recommended();
        if (recommended == null) {
            return "no figure counts where nothing conforms";
        }
        String forWorkload = " for " + decision.workload().words();
        Margin margin = decision.margin();
        if (margin != null) {
            String noise = String.format(Locale.ROOT, "+-%.0f%%", Math.ceil(margin.noisePercent()));
            String less = String.format(Locale.ROOT, "%.0f%%", Math.abs(margin.percentLess()));
            String measured = compared(recommended, margin);
            return decision.kind() == Kind.TIE
                    ? "a tie within the noise with " + margin.over() + forWorkload + ": " + less + " apart, " + noise
                            + "; take the one that suits your build. " + measured
                    : less + " less than " + margin.over() + forWorkload + ", " + noise + ". " + measured;
        }
        String own = recommended.scores().isEmpty() ? "" : ". " + alone(recommended);
        if (check.backends() == 1) {
            return "no other backend was checked, so figures had no say" + own;
        }
        if (decision.kind() == Kind.ONLY_ONE) {
            return "no other backend conforms, so figures had no say" + own;
        }
        return "no figures" + forWorkload + " of two conforming backends on one JDK: speed had no say" + own;
    }

    /** Each criterion, with its part of the decision and both scores. */
    private String compared(Candidate recommended, Margin margin) {
        Candidate other = decision.candidates().stream()
                .filter(candidate -> candidate.name().equals(margin.over()))
                .findFirst()
                .orElseThrow();
        return margin.parts().stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s (%.0f%%): %s, %s %s",
                        part.criterion().words(),
                        part.weight() * 100,
                        score(recommended, part.criterion()),
                        other.backend(),
                        score(other, part.criterion())))
                .collect(Collectors.joining("; "));
    }

    private static String alone(Candidate candidate) {
        return candidate.scores().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(each -> each.getKey().words() + ": " + each.getValue().inWords())
                .collect(Collectors.joining("; "));
    }

    private static String score(Candidate candidate, Criterion criterion) {
        return Objects.requireNonNull(candidate.scores().get(criterion)).inWords();
    }

    /** Figures of another machine are no crime, but have to be read as such. */
    private Optional<String> otherHost() {
        if (bench == null) {
            return Optional.empty();
        }
        HostFacts checked = check.host();
        HostFacts measured = bench.host();
        boolean same = Objects.equals(checked.kernel(), measured.kernel())
                && Objects.equals(checked.arch(), measured.arch())
                && Objects.equals(checked.cpu().model(), measured.cpu().model());
        return same
                ? Optional.empty()
                : Optional.of("the figures are of another host: " + measured.summary() + "; it was checked on "
                        + checked.summary());
    }

    /**
     * What would change it, the nearest first.
     *
     * @param elsewhere what is decided for other workloads and JDKs
     */
    List<String> unless(List<String> elsewhere) {
        List<String> unless = new ArrayList<>();
        Candidate recommended = decision.recommended();
        if (decision.kind() == Kind.PARTLY_CHECKED || decision.kind() == Kind.ONLY_CHECKED) {
            unless.add("a check of everything may: 'posixwait check --json FILE', then --check FILE");
        }
        if (recommended == null) {
            decision.candidates().forEach(candidate -> unless.add(mended(candidate)));
        }
        decision.faster().forEach(candidate -> unless.add(mended(candidate) + ", being faster"));
        threshold().ifPresent(unless::add);
        unless.addAll(elsewhere);
        for (NotRun notRun : check.notRun()) {
            unless.add(notRun.backend() + " was not run on Java " + notRun.jdk() + ": " + notRun.reason());
        }
        if (recommended != null
                && recommended.backend().equals("ffm")
                && elsewhere.stream().noneMatch(there -> there.startsWith("--jdk "))) {
            unless.add("on Java 17 to 21 ffm is not available: " + standIn());
        } else if (decision.candidates().stream()
                .noneMatch(candidate -> candidate.backend().equals("ffm"))) {
            unless.add("on Java 22 or later ffm is available too: run this again there");
        }
        NativeDirectory directory = check.host().nativeDirectory();
        if (directory != null && directory.noexec()) {
            unless.add("jna cannot load where it unpacks to here, a mount without execution: set XDG_CACHE_HOME");
        }
        return unless;
    }

    private static String mended(Candidate candidate) {
        List<String> bad = candidate.bad();
        String named = String.join(", ", bad.subList(0, Math.min(FAILURES_NAMED, bad.size())));
        return candidate.name() + " would be it if it passed " + (bad.isEmpty() ? "anything" : named)
                + (bad.size() > FAILURES_NAMED ? " and " + (bad.size() - FAILURES_NAMED) + " more" : "");
    }

    private Optional<String> threshold() {
        Margin margin = decision.margin();
        if (margin == null || decision.kind() == Kind.ONLY_ONE) {
            return decision.kind() == Kind.UNMEASURED
                    ? Optional.of("figures would: 'posixwait choose --workload "
                            + decision.workload().words() + "' without --bench measures them")
                    : Optional.empty();
        }
        if (decision.kind() == Kind.TIE) {
            return Optional.of("more rounds may part them: 'posixwait bench --full --json FILE', then --bench FILE");
        }
        double percent = margin.percentToDrawLevel();
        String criterion = margin.parts().get(0).criterion().words();
        return Optional.of(
                percent < HOPELESS
                        ? String.format(
                                Locale.ROOT,
                                "%s draws level if its figure for %s falls by %.0f%%",
                                margin.over(),
                                criterion,
                                Math.ceil(percent))
                        : "no figure of " + margin.over() + " alone could");
    }

    /** What to use where ffm is not available, by what was checked there if anything was. */
    private String standIn() {
        List<Candidate> others = check.runs().stream()
                .filter(run -> !run.backend().equals("ffm"))
                .map(run -> Candidate.of(run, List.of(), decision.workload()))
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
