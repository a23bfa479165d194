package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SessionTest {
    @Test
    void aChildThatHasEndedIsNotWaitedForUntilItSleeps() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThatIllegalStateException()
                .isThrownBy(() -> Session.awaitSleep(ended.pid()))
                .withMessageContaining("child " + ended.pid() + " ended");
    }
}
