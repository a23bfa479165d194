package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallTargetsTest {
    private static List<String> verdicts(String question, String subject, Ratio ratio, @Nullable Double bytesPerOp) {
        return new CallTargets()
                .verdicts(List.of(new BenchResult(
                        question,
                        "",
                        subject,
                        "25",
                        Map.of("call", "waitpid"),
                        "ns",
                        1,
                        null,
                        Map.of(),
                        null,
                        List.of(ratio),
                        bytesPerOp,
                        5)));
    }

    private static Ratio toC(double low, double high) {
        return new Ratio("c", (low + high) / 2, low, high, 5);
    }

    @Test
    void theWholeIntervalOfAnFfmCallMustBeBelow() {
        assertThat(verdicts("call-echild", "ffm", toC(1.2, 1.29), null))
                .containsExactly("target: call-echild call=waitpid ffm: 1.25 (95%: 1.20 to 1.29) times c,"
                        + " wanted at most 1.30: met");
        assertThat(verdicts("call-echild", "ffm", toC(1.2, 1.31), null))
                .singleElement()
                .asString()
                .contains("undecided");
        assertThat(verdicts("call-wnohang", "ffm", toC(1.31, 1.4), null))
                .singleElement()
                .asString()
                .endsWith("MISSED");
    }

    @Test
    void jnaMayTakeTwiceAsLong() {
        assertThat(verdicts("call-wnohang", "jna-direct", toC(1.8, 1.9), null))
                .singleElement()
                .asString()
                .endsWith("wanted at most 2: met");
    }

    @Test
    void aCallAllocatesNothing() {
        assertThat(verdicts("call-echild", "ffm", toC(1, 1.1), 0.0))
                .last()
                .asString()
                .endsWith("wanted 0: met");
        assertThat(verdicts("call-echild", "ffm", toC(1, 1.1), 16.0))
                .last()
                .asString()
                .endsWith("MISSED");
    }

    @Test
    void aDrainTakesATenthLongerAtTheMost() {
        assertThat(verdicts("reap-drain", "ffm", toC(1.01, 1.09), 0.0))
                .singleElement()
                .asString()
                .endsWith("wanted at most 1.10: met");
        assertThat(verdicts("reap-drain", "jna-direct", toC(1.11, 1.2), 0.0))
                .singleElement()
                .asString()
                .endsWith("MISSED");
    }

    @Test
    void nothingIsWantedOfPeersOrOfOtherQuestions() {
        assertThat(verdicts("call-echild", "jnr-posix", toC(9, 10), 24.0)).isEmpty();
        assertThat(verdicts("call-echild", "ffm" + Callers.AGAIN, toC(9, 10), 24.0))
                .isEmpty();
        assertThat(verdicts("call-compiled", "ffm", toC(9, 10), 24.0)).isEmpty();
    }
}
