package posixwait.conformance.model.backend;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import posixwait.conformance.model.program.Programs;

/** The way into the model: what a thread finds there has happened already, and what it does has its effects at once. */
record Entrance(Blocking blocking, JvmThreads threads, Programs programs) {
    <T> T enter(Supplier<T> step) {
        return blocking.enter(() -> {
            threads.forgetDead();
            programs.run(blocking.nanoTime());
            try {
                return step.get();
            } finally {
                programs.run(blocking.nanoTime());
            }
        });
    }

    /** As {@link Blocking#await}: what others have still to do for it is done before. */
    void await(BooleanSupplier done, long nanos) {
        boolean answered = blocking.enter(() -> {
            if (!done.getAsBoolean()) {
                programs.settle();
            }
            return done.getAsBoolean();
        });
        if (!answered) {
            blocking.await(done, nanos);
        }
    }
}
