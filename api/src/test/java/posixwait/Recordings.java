package posixwait;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Recordings of JDK Flight Recorder, of one kind of event. */
final class Recordings {
    private Recordings() {}

    /**
     * {@return the events of a name while something happened}
     *
     * @param directory where the recording is kept
     * @param name such as {@code posixwait.Spawn}
     * @param happens what happens meanwhile
     */
    static List<RecordedEvent> of(Path directory, String name, Runnable happens) throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(name);
            recording.start();
            happens.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
