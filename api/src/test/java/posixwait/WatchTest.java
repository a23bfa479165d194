package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import posixwait.spi.Abi;

class WatchTest {
    private static final Executor HERE = Runnable::run;
    private static final List<StateChange> SEEN = new ArrayList<>();
    private static final Consumer<StateChange> NOTE = SEEN::add;

    @Test
    void the_end_is_what_is_looked_for_at_least() {
        assertThat(Watch.ends()).matches(watch -> !watch.usage && !watch.stops());
    }

    @Test
    void usage_is_one_thing_and_stops_are_another() {
        assertThat(Watch.ends().withUsage()).matches(watch -> watch.usage && !watch.stops());
        assertThat(Watch.ends().onStopAndContinue(HERE, NOTE)).matches(watch -> !watch.usage && watch.stops());
    }

    @Test
    void both_can_be_looked_for() {
        assertThat(Watch.ends().withUsage().onStopAndContinue(HERE, NOTE))
                .matches(watch -> watch.usage && watch.stops());
        assertThat(Watch.ends().onStopAndContinue(HERE, NOTE).withUsage())
                .matches(watch -> watch.usage && HERE.equals(watch.executor) && NOTE.equals(watch.action));
    }

    @Test
    @SuppressWarnings("NullAway")
    void there_is_no_executor_and_no_action_that_is_null() {
        assertThatNullPointerException().isThrownBy(() -> Watch.ends().onStopAndContinue(null, NOTE));
        assertThatNullPointerException().isThrownBy(() -> Watch.ends().onStopAndContinue(HERE, null));
    }

    @Test
    void a_strategy_says_which_call_failed_and_how() {
        assertThat(Strategy.sweep("pidfd_open", -Abi.EMFILE))
                .hasToString("SWEEP (pidfd_open: EMFILE (Too many open files))");
    }

    @Test
    void the_best_strategy_has_a_reason_too() {
        assertThat(Strategy.PIDFD).hasToString("PIDFD (pidfds are to be had)");
    }
}
