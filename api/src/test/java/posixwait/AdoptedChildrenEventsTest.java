package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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

        List<RecordedEvent> events = recorded(directory.resolve("look.jfr"), adopted::look);

        assertThat(events)
                .extracting(event -> event.getInt("zombies"), event -> event.getInt("reaped"))
                .containsExactly(tuple(1, 0));
    }

    @Test
    void a_recording_has_nothing_of_a_look_without_zombies(@TempDir Path directory) throws IOException {
        calls.answer("getpid", 1);
        AdoptedChildren adopted = new AdoptedChildren(calls.backend(), AdoptionRules.usual(), proc, () -> 0);

        assertThat(recorded(directory.resolve("look.jfr"), adopted::look)).isEmpty();
    }

    private static List<RecordedEvent> recorded(Path file, Runnable action) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("posixwait.Zombies");
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("posixwait.Zombies"))
                .toList();
    }
}
