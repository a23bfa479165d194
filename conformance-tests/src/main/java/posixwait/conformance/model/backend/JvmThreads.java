package posixwait.conformance.model.backend;

import java.util.ArrayList;
import java.util.List;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelThread;

/**
 * The threads of this JVM as the model has them. The model's process begins with one that makes no call and takes what no
 * other has to take, as the one that started this JVM does.
 */
final class JvmThreads {
    private final ModelKernel kernel;
    private final List<Known> known = new ArrayList<>();

    /** A thread begins with the mask of the one that made it (pthread_create(3)). */
    private final InheritableThreadLocal<Long> inherited = new InheritableThreadLocal<>() {
        @Override
        protected Long childValue(Long ofParent) {
            return current().mask();
        }
    };

    private final ThreadLocal<ModelThread> own = new ThreadLocal<>();

    private record Known(Thread thread, ModelThread modelled) {}

    JvmThreads(ModelKernel kernel) {
        this.kernel = kernel;
    }

    /** {@return the calling thread; called in the model only} */
    ModelThread current() {
        ModelThread modelled = own.get();
        if (modelled == null) {
            Long mask = inherited.get();
            modelled = kernel.begin(
                            kernel.caller(),
                            mask == null ? kernel.caller().firstThread().mask() : mask)
                    .orElseThrow(() -> new IllegalStateException("no number is free for a thread"));
            own.set(modelled);
            inherited.set(modelled.mask());
            known.add(new Known(Thread.currentThread(), modelled));
        }
        return modelled;
    }

    /** Ends those whose threads have ended. */
    void forgetDead() {
        known.removeIf(one -> {
            boolean dead = !one.thread.isAlive();
            if (dead) {
                kernel.end(one.modelled);
            }
            return dead;
        });
    }
}
