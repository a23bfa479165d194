package posixwait.conformance.model.backend;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelThread;

/**
 * The threads of this JVM as the model has them. The model's process begins with one that makes no call and takes what no
 * other has to take, as the one that started this JVM does.
 */
final class JvmThreads {
    private final ModelKernel kernel;
    private final Map<Thread, ModelThread> known = new ConcurrentHashMap<>();

    /** A thread begins with the mask of the one that made it (pthread_create(3)). Of this model: there may be others. */
    @SuppressWarnings("ThreadLocalUsage")
    private final InheritableThreadLocal<Long> inherited = new InheritableThreadLocal<>() {
        @Override
        protected Long childValue(Long ofParent) {
            ModelThread parent = known.get(Thread.currentThread());
            return parent == null ? ofParent : parent.mask();
        }
    };

    JvmThreads(ModelKernel kernel) {
        this.kernel = kernel;
    }

    /** {@return the calling thread; called in the model only} */
    ModelThread current() {
        return known.computeIfAbsent(Thread.currentThread(), thread -> begin());
    }

    private ModelThread begin() {
        Long mask = inherited.get();
        ModelThread begun = kernel.begin(
                        kernel.caller(),
                        mask == null ? kernel.caller().firstThread().mask() : mask)
                .orElseThrow(() -> new IllegalStateException("no number is free for a thread"));
        inherited.set(begun.mask());
        return begun;
    }

    /** Ends those whose threads have ended. */
    void forgetDead() {
        known.entrySet().removeIf(entry -> {
            boolean dead = !entry.getKey().isAlive();
            if (dead) {
                kernel.end(entry.getValue());
            }
            return dead;
        });
    }
}
