package posixwait.cli.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.cli.doctor.Examination;
import posixwait.cli.doctor.Finding;
import posixwait.cli.doctor.HostRules;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.peers.PeersFile;
import posixwait.cli.prove.ProveFile;

/**
 * What a report is made of.
 *
 * @param check the conformance
 * @param bench the figures; {@code null} if there are none
 * @param benchMissing why there are none, or not all; empty if there are
 * @param prove what the kit says of broken backends; {@code null} if that was not asked
 * @param peers what other libraries say; {@code null} if they were not asked
 * @param explorations what was explored; empty if nothing was
 * @param unexplored why nothing was; empty if something was, or nobody asked for it
 * @param findings what the facts of the host mean
 */
public record Contents(
        CheckFile check,
        @Nullable BenchFile bench,
        String benchMissing,
        @Nullable ProveFile prove,
        @Nullable PeersFile peers,
        List<ExploreFile> explorations,
        String unexplored,
        List<Finding> findings) {

    /** Copies the lists. */
    public Contents {
        explorations = List.copyOf(explorations);
        findings = List.copyOf(findings);
        Objects.requireNonNull(unexplored, "unexplored");
    }

    /** {@return conformance and figures, with what the facts in the former say of the host} */
    public static Contents of(CheckFile check, @Nullable BenchFile bench, String benchMissing) {
        return new Contents(check, bench, benchMissing, null, null, List.of(), "", HostRules.judge(check.host()));
    }

    /** {@return the same with a proof, if there is one} */
    public Contents proven(@Nullable ProveFile proof) {
        return new Contents(check, bench, benchMissing, proof, peers, explorations, unexplored, findings);
    }

    /** {@return the same with the answers of other libraries, if there are any} */
    public Contents asked(@Nullable PeersFile answers) {
        return new Contents(check, bench, benchMissing, prove, answers, explorations, unexplored, findings);
    }

    /** {@return the same with explorations, or with the reason why there are none} */
    public Contents explored(List<ExploreFile> files, String reason) {
        return new Contents(check, bench, benchMissing, prove, peers, files, reason, findings);
    }

    /** {@return the same with what was found by trying, if that was done; the facts alone say less} */
    public Contents examined(@Nullable Examination examination) {
        return new Contents(
                check,
                bench,
                benchMissing,
                prove,
                peers,
                explorations,
                unexplored,
                examination == null ? findings : examination.findings());
    }
}
