package posixwait.conformance.model.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    void run(ModelProcess process, Program program) {
        running.put(process, program);
    }

    void exec(ModelProcess process, ProgramImage image) {
        run(process, image.in(this, process));
    }

    /**
     * {@return how to run a program in a process that has executed it}
     *
     * @param arguments its name and arguments
     * @throws CannotRun if the model does not know it
     */
    public Consumer<ModelProcess> loaded(List<String> arguments) throws CannotRun {
        ProgramImage image = ProgramImage.of(arguments);
        return process -> exec(process, image);
    }

    /**
     * Lets every program go on as far as it can.
     *
     * @param nanos what time it is: those that compute have done so since the last time
     */
    public void run(long nanos) {
        compute(nanos);
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
