package posixwait.cli.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files that a command is to write: all checked before its work, all written after it.
 *
 * @param <T> what they are made from
 */
public final class Outputs<T> {
    private final List<OutputFile> files = new ArrayList<>();
    private final List<Function<T, String>> texts = new ArrayList<>();
    private final Map<Path, String> taken = new LinkedHashMap<>();

    /**
     * Adds a file.
     *
     * @param option the option that named it
     * @param path the file; {@code null} if the option was not given
     * @param text makes its text
     * @throws Complaint if it cannot be written, or another option named it too
     */
    public void add(String option, @Nullable Path path, Function<? super T, String> text) {
        if (path == null) {
            return;
        }
        OutputFile file = OutputFile.named(option, path);
        String other = taken.putIfAbsent(file.path(), option);
        if (other != null) {
            throw Complaint.usage(option + " " + path, "is the file of " + other + " too", "name another file");
        }
        files.add(file);
        texts.add(text::apply);
    }

    /** {@return the console that leaves the standard output alone if a file is the standard output} */
    public Console besides(Console console) {
        return console.besides(files.toArray(OutputFile[]::new));
    }

    /**
     * Writes them all.
     *
     * @param result what they are made from
     * @throws Complaint if the host cannot write one; it goes on with the others first
     */
    public void write(T result) {
        Complaint failure = null;
        for (int i = 0; i < files.size(); i++) {
            try {
                files.get(i).write(texts.get(i).apply(result));
            } catch (Complaint e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
