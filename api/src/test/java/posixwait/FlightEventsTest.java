package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import posixwait.spi.Abi;

/** What a recording of JDK Flight Recorder shows. */
class FlightEventsTest {
    private static final int PID = 4711;

    @RegisterExtension
    final Reapers reapers = new Reapers();

    @TempDir
    Path directory;

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();

    /** {@return the only event of that name while {@code happens} ran} */
    private RecordedEvent recorded(String name, Runnable happens) throws IOException {
        List<RecordedEvent> events = all(name, happens);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private List<RecordedEvent> all(String name, Runnable happens) throws IOException {
        return Recordings.of(directory, name, happens);
    }

    @Test
    void a_strategy_is_recorded_with_its_reason() throws IOException {
        children.fail("pidfd_open", Abi.EMFILE);
        RecordedEvent event = recorded("posixwait.Strategy", () -> reaper.register(reapers.child(PID)));

        assertThat(event.getInt("pid")).isEqualTo(PID);
        assertThat(event.getString("strategy")).isEqualTo("SWEEP");
        assertThat(event.getString("reason")).isEqualTo("pidfd_open: EMFILE (Too many open files)");
    }

    @Test
    void an_end_is_recorded() throws IOException {
        reaper.register(reapers.child(PID));
        children.exit(PID, 7);
        RecordedEvent event = recorded("posixwait.StateChange", () -> reapers.drain(reaper));

        assertThat(event.getInt("pid")).isEqualTo(PID);
        assertThat(event.getString("status")).isEqualTo("exited with 7");
        assertThat(event.getBoolean("ended")).isTrue();
    }

    @Test
    void a_stop_is_recorded_and_is_no_end() throws IOException {
        reaper.register(reapers.child(PID), Watch.ends().onStopAndContinue(Runnable::run, change -> {}));
        children.change(PID, Abi.CLD_STOPPED, Abi.SIGSTOP);
        RecordedEvent event = recorded("posixwait.StateChange", () -> reapers.drain(reaper));

        assertThat(event.getString("status")).isEqualTo("stopped by SIGSTOP");
        assertThat(event.getBoolean("ended")).isFalse();
    }

    @Test
    void a_status_that_is_lost_is_recorded_with_the_reason() throws IOException {
        reaper.register(reapers.child(PID));
        children.steal(PID);
        RecordedEvent event = recorded("posixwait.StatusLost", () -> reapers.drain(reaper));

        assertThat(event.getInt("pid")).isEqualTo(PID);
        assertThat(event.getString("reason")).isEqualTo("TAKEN");
        assertThat(event.getString("explanation")).contains("waitpid(-1)");
    }

    @Test
    void a_status_that_is_lost_is_no_state_change() throws IOException {
        reaper.register(reapers.child(PID));
        children.steal(PID);

        assertThat(all("posixwait.StateChange", () -> reapers.drain(reaper))).isEmpty();
    }

    @Test
    void a_spawn_is_recorded() throws IOException {
        RecordedEvent event = recorded("posixwait.Spawn", () -> FlightEvents.spawned(PID, "posix_spawn", "/bin/true"));

        assertThat(event.getInt("pid")).isEqualTo(PID);
        assertThat(event.getString("call")).isEqualTo("posix_spawn");
        assertThat(event.getString("program")).isEqualTo("/bin/true");
    }

    @Test
    void zombies_are_recorded() throws IOException {
        RecordedEvent event = recorded("posixwait.Zombies", () -> FlightEvents.zombies(5, 3));

        assertThat(event.getInt("zombies")).isEqualTo(5);
        assertThat(event.getInt("reaped")).isEqualTo(3);
    }

    @Test
    void a_child_that_neither_stopped_nor_went_on_is_not_recorded() throws IOException {
        reaper.register(reapers.child(PID), Watch.ends().onStopAndContinue(Runnable::run, change -> {}));

        assertThat(all("posixwait.StateChange", () -> reapers.drain(reaper))).isEmpty();
    }

    @Test
    void after_a_recording_an_event_costs_no_memory() throws IOException {
        all("posixwait.Spawn", () -> {});
        WaitStatus status = new WaitStatus.Exited(7);
        Fate lost = new StatusLost(PID, StatusLost.Reason.TAKEN);

        assertThat(Stream.<Runnable>of(
                                () -> FlightEvents.spawned(PID, "posix_spawn", "/bin/true"),
                                () -> FlightEvents.changed(PID, status),
                                () -> FlightEvents.ended(PID, lost),
                                () -> FlightEvents.strategy(PID, Strategy.PIDFD),
                                () -> FlightEvents.zombies(5, 3))
                        .map(Measured::allocated))
                .containsOnly(0L);
    }
}
