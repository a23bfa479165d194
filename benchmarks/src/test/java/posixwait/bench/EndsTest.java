package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class EndsTest {
    private final Ends ends = new Ends();

    @Test
    void everyEndIsWrittenDownOnceInTheOrderTheyCome() {
        ends.expect(2);
        ends.told(1, true);
        ends.told(1, true);

        assertThat(ends.await()).hasSize(2).isSorted();
    }

    @Test
    void aStatusThatDoesNotSayWhatHappenedIsAFailure() {
        ends.expect(2);
        ends.told(1, true);
        ends.told(1, false);

        assertThatIllegalStateException().isThrownBy(ends::await).withMessageContaining("1 of 2 ends");
    }

    @Test
    void anEndTooManyIsAFailure() {
        ends.expect(1);
        ends.told(1, true);
        ends.told(1, true);

        assertThatIllegalStateException().isThrownBy(ends::await).withMessageContaining("1 of 1 ends");
    }

    @Test
    void nothingExpectedIsNothingToWaitFor() {
        ends.expect(0);

        assertThat(ends.await()).isEmpty();
    }

    @Test
    void whoEndedIsToldInTheOrderTheyCame() {
        ends.expect(2);
        ends.told(7, true);
        ends.told(3, true);

        assertThat(ends.pids()).containsExactly(7, 3);
    }

    @Test
    void aSignalIsAFailureWhereAnExitIsExpected() {
        ends.expect(1, false);
        ends.told(7, true);

        assertThatIllegalStateException().isThrownBy(ends::await).withMessageContaining("exited with 0");
    }
}
