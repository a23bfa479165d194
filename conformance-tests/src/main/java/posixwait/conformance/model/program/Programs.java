package posixwait.conformance.model.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;

/** Which programs run in the processes of a model. */
public final class Programs {
    private final ModelKernel kernel;
    private final Map<ModelProcess, Program> running = new LinkedHashMap<>();
    private long time;

    /** None yet. */
    public Programs(ModelKernel kernel) {
        this.kernel = kernel;
    }

    ModelKernel kernel() {
        return kernel;
    }

    /** Has a process do one thing, once it runs. */
    public void once(ModelProcess process, Runnable deed) {
        run(process, () -> {
            running.remove(process);
            deed.run();
            return true;
        });
    }

    void run(ModelProcess process, Program program) {
        running.put(process, program);
    }

    void exec(ModelProcess process, ProgramImage image) {
        run(process, image.in(this, process));
    }

    /**
     * {@return how to run a program in a process that has executed it; empty if there is none, on the host neither}
     *
     * @param path the file, or its name
     * @param search whether a name is looked up in the directories of {@code PATH}
     * @param arguments the name that it is given, and its arguments
     * @throws CannotRun if the host may have it and the model has not, or does not understand the arguments
     */
    public Optional<Consumer<ModelProcess>> loaded(String path, boolean search, List<String> arguments)
            throws CannotRun {
        boolean named = path.indexOf('/') < 0;
        if ((named && !search) || !(ProgramImage.isKnown(path) || isOnHost(path))) {
            return Optional.empty();
        }
        ProgramImage image = ProgramImage.of(path, arguments);
        return Optional.of(process -> exec(process, image));
    }

    private static boolean isOnHost(String path) {
        if (path.indexOf('/') >= 0) {
            return Files.exists(Path.of(path));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.exists(Path.of(directory, path)));
    }

    /**
     * Lets every program go on as far as it can.
     *
     * @param nanos what time it is: those that compute have done so since the last time
     */
    public void run(long nanos) {
        compute(nanos);
        // Put off only while nobody waits for it: who waits does not come back before it is done.
        if (!(kernel.nobodyBlocks() && kernel.variation().later())) {
            settle();
        }
    }

    /** Lets every program go on as far as it can, now. */
    public void settle() {
        boolean went;
        do {
            running.keySet().removeIf(process -> !process.state().lives());
            went = false;
            for (Map.Entry<ModelProcess, Program> entry : Map.copyOf(running).entrySet()) {
                went |= canGoOn(entry.getKey()) && entry.getValue().step();
            }
        } while (went);
    }

    private static boolean canGoOn(ModelProcess process) {
        return process.state().lives() && !process.state().isStopped();
    }

    private void compute(long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos) - time;
        running.forEach((process, program) -> {
            if (program.isBusy() && canGoOn(process)) {
                kernel.work(process, micros);
            }
        });
        time += micros;
    }
}
