package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

class AdoptedChildrenEventsTest {
    private static final int PID = 818;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final ScriptedProc proc = new ScriptedProc(1);

    @Test
    void a_recording_has_the_zombies_of_a_look(@TempDir Path directory) throws IOException {
        calls.answer("getpid", 1).answer("waitid", arguments -> {
            arguments.the(RawChild.class).pid = PID;
            return 0;
        });
        AdoptedChildren adopted =
                new AdoptedChildren(calls.backend(), AdoptionRules.usual(), proc.zombie(PID, 99), () -> 0);

        List<RecordedEvent> events = Recordings.of(directory, "posixwait.Zombies", adopted::look);

        assertThat(events)
                .extracting(event -> event.getInt("zombies"), event -> event.getInt("reaped"))
                .containsExactly(tuple(1, 0));
    }

    @Test
    void a_recording_has_nothing_of_a_look_without_zombies(@TempDir Path directory) throws IOException {
        calls.answer("getpid", 1);
        AdoptedChildren adopted = new AdoptedChildren(calls.backend(), AdoptionRules.usual(), proc, () -> 0);

        assertThat(Recordings.of(directory, "posixwait.Zombies", adopted::look)).isEmpty();
    }

    @Test
    void a_recording_has_what_was_reaped(@TempDir Path directory) throws IOException {
        long[] now = {0};
        calls.answer("getpid", 1)
                .answer("waitid", AdoptedChildrenEventsTest::ended)
                .answer("pidfdOpen", 7)
                .answer("waitid", AdoptedChildrenEventsTest::ended)
                .answer("close", 0);
        AdoptedChildren adopted =
                new AdoptedChildren(calls.backend(), AdoptionRules.usual(), proc.zombie(PID, 99), () -> now[0]);

        List<RecordedEvent> events = Recordings.of(directory, "posixwait.StateChange", () -> {
            for (int looks = 0; looks < 5; looks++) {
                adopted.look();
                now[0] += 250_000_000;
            }
        });

        assertThat(events)
                .extracting(event -> event.getInt("pid"), event -> event.getString("status"))
                .containsExactly(tuple(PID, "exited with 7"));
    }

    private static long ended(ScriptedSystemCalls.Arguments arguments) {
        RawChild child = arguments.the(RawChild.class);
        child.pid = PID;
        child.code = Abi.CLD_EXITED;
        child.status = 7;
        return 0;
    }
}
