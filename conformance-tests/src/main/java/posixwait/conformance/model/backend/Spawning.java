package posixwait.conformance.model.backend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import posixwait.conformance.Unsupported;
import posixwait.conformance.model.FileCalls;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.ModelThread;
import posixwait.conformance.model.program.CannotRun;
import posixwait.conformance.model.program.Programs;
import posixwait.spi.Abi;
import posixwait.spi.SpawnPlan;

/** {@code posix_spawn}, of the programs that the model has. */
record Spawning(ModelKernel kernel, Programs programs, ModelThread maker) {
    private static final long ARG_MAX = 2L << 20;
    private static final String NOWHERE = "/dev/null";

    int spawn(SpawnPlan plan) throws CannotRun {
        // First of all: what cannot be run leaves nothing behind.
        Optional<Consumer<ModelProcess>> program = programs.loaded(plan.path(), plan.search(), plan.arguments());
        plan.actions().forEach(Spawning::check);
        if (size(plan) > ARG_MAX) {
            return -Abi.E2BIG;
        }
        Optional<ModelProcess> made = kernel.fork(maker, Abi.SIGCHLD);
        if (made.isEmpty()) {
            return -Abi.EAGAIN;
        }
        ModelProcess child = made.get();
        int prepared = prepare(child, plan);
        int result = prepared == 0 && program.isEmpty() ? -Abi.ENOENT : prepared;
        if (result < 0) {
            kernel.discard(child);
            return result;
        }
        long mask = has(plan, Abi.POSIX_SPAWN_SETSIGMASK) ? plan.signalMask() : maker.mask();
        kernel.exec(child, plan.path(), mask, has(plan, Abi.POSIX_SPAWN_SETSIGDEF) ? plan.signalDefaults() : 0);
        program.get().accept(child);
        return child.pid();
    }

    /** Arguments and environment, each with its end and its place in the array (execve(2)). */
    private static long size(SpawnPlan plan) {
        return Stream.concat(plan.arguments().stream(), plan.environment().stream())
                .mapToLong(text -> text.length() + 1 + Long.BYTES)
                .sum();
    }

    private static boolean has(SpawnPlan plan, int flag) {
        return (plan.flags() & flag) != 0;
    }

    private static void check(SpawnPlan.Action action) {
        if (action instanceof SpawnPlan.Open open && !open.path().equals(NOWHERE) && isThere(open)) {
            throw Unsupported.because("the model has no file " + open.path());
        } else if (action instanceof SpawnPlan.ChangeDirectory directory) {
            throw Unsupported.because("the model has no directory " + directory.path());
        }
    }

    /** What the host has is there for others; what it has not is nowhere. */
    private static boolean isThere(SpawnPlan.Open open) {
        return (open.flags() & Abi.O_CREAT) != 0 || Files.exists(Path.of(open.path()));
    }

    private int prepare(ModelProcess child, SpawnPlan plan) {
        if (has(plan, Abi.POSIX_SPAWN_SETSID)) {
            kernel.setsid(child);
        }
        if (has(plan, Abi.POSIX_SPAWN_SETPGROUP)) {
            int moved = kernel.setpgid(child, 0, plan.processGroup());
            if (moved < 0) {
                return moved;
            }
        }
        FileCalls files = kernel.files(child);
        for (SpawnPlan.Action action : plan.actions()) {
            int result = carryOut(files, action);
            if (result < 0) {
                return result;
            }
        }
        return 0;
    }

    private static int carryOut(FileCalls files, SpawnPlan.Action action) {
        if (action instanceof SpawnPlan.Open open) {
            if (!open.path().equals(NOWHERE)) {
                return -Abi.ENOENT;
            }
            return files.openNowhere(open.fd());
        } else if (action instanceof SpawnPlan.Dup2 copy) {
            return files.dup2(copy.from(), copy.to());
        } else if (action instanceof SpawnPlan.Close close) {
            files.close(close.fd()); // that it was not open is no error
            return close.fd() < 0 ? -Abi.EBADF : 0;
        } else if (action instanceof SpawnPlan.CloseFrom rest) {
            files.closeFrom(rest.fd());
        }
        return 0;
    }
}
