package posixwait.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads recordings of JDK Flight Recorder. */
final class Recordings {
    private Recordings() {}

    /** Stops {@code recording}; {@return its events whose name begins so} */
    static List<RecordedEvent> eventsOf(Recording recording, String name) throws IOException {
        if (recording.getState() == RecordingState.RUNNING) {
            recording.stop();
        }
        Path file = Files.createTempFile("posixwait-live", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith(name))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
