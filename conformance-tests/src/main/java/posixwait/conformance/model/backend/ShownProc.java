package posixwait.conformance.model.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import posixwait.conformance.ProcTree;
import posixwait.conformance.model.ModelThread;
import posixwait.conformance.model.ProcView;

/** {@code /proc} of the model, for threads of this JVM. */
record ShownProc(ProcView view, Entrance entrance, JvmThreads threads) implements ProcTree {
    private interface Look<T> {
        T by(ModelThread reader) throws IOException;
    }

    private <T> T look(Look<T> look) throws IOException {
        try {
            return entrance.enter(() -> {
                try {
                    return look.by(threads.current());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String read(String path) throws IOException {
        return look(reader -> view.read(reader, path));
    }

    @Override
    public List<String> names(String directory) throws IOException {
        return look(reader -> view.names(reader, directory));
    }

    @Override
    public String link(String path) throws IOException {
        return look(reader -> view.link(reader, path));
    }

    @Override
    public String release() {
        return view.release();
    }
}
