package posixwait.conformance.model.backend;

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
}
