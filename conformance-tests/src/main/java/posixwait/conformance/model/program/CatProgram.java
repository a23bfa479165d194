package posixwait.conformance.model.program;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.model.BlockedCall;
import posixwait.conformance.model.FileCalls;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;

/** Copies standard input to standard output until the end. */
final class CatProgram implements Program {
    private static final int BUFFER = 4096;

    private final ModelKernel kernel;
    private final ModelProcess process;
    private final FileCalls files;
    private final byte[] buffer = new byte[BUFFER];
    private @Nullable BlockedCall reading;

    CatProgram(ModelKernel kernel, ModelProcess process) {
        this.kernel = kernel;
        this.process = process;
        this.files = kernel.files(process);
    }

    @Override
    public boolean step() {
        if (reading == null) {
            reading = kernel.enter(process.firstThread(), Abi.SYS_READ, true, files.read(0, buffer, 0, buffer.length));
        }
        OptionalInt read = reading.result();
        if (read.isEmpty()) {
            return false;
        }
        reading = null;
        if (read.getAsInt() > 0) {
            OptionalInt written = files.write(1, buffer, 0, read.getAsInt()).get();
            kernel.changed();
            if (written.orElse(0) < read.getAsInt()) {
                kernel.exit(process, 1); // nobody reads, or not as much: no cat of the kit's has such a reader
            }
        } else if (read.getAsInt() != -Abi.EINTR) {
            kernel.exit(process, read.getAsInt() == 0 ? 0 : 1);
        }
        return true;
    }
}
