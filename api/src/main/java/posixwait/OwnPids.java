package posixwait;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The pids that handles of this library wait for, so that {@link AdoptedChildren} leaves them alone.
 *
 * <p>A pid is claimed from the making of its handle until its reap. The handle is held weakly: nobody can wait through one
 * that was collected, and the child is then like any that nobody waits for. One map for the process, as there is one table of
 * children.
 */
final class OwnPids {
    private static final ConcurrentMap<Integer, Claim> CLAIMS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private OwnPids() {}

    /** One handle's claim to one pid. */
    static final class Claim extends WeakReference<Object> {
        /** Boxed once: the release is part of every reap, which allocates nothing but what it tells. */
        private final Integer pid;

        /** Another claim to the same pid: {@link Child#of} can be called twice. Changed within {@code compute} only. */
        private @Nullable Claim next;

        private Claim(Object handle, Integer pid, @Nullable Claim next) {
            super(handle, COLLECTED);
            this.pid = pid;
            this.next = next;
        }

        /** Ends the claim; once ended it stays so. */
        void release() {
            clear();
            CLAIMS.computeIfPresent(pid, (key, first) -> withoutEnded(first));
        }
    }

    /**
     * Claims a pid for a handle.
     *
     * @param handle what will wait for the child; held weakly
     * @param pid the child
     * @return the claim, to be released when the child is reaped
     */
    static Claim claim(Object handle, int pid) {
        forgetCollected();
        Claim[] made = new Claim[1];
        CLAIMS.compute(pid, (key, first) -> made[0] = new Claim(handle, key, withoutEnded(first)));
        return made[0];
    }

    /** {@return whether a handle that can still be used waits for this pid} */
    static boolean contain(int pid) {
        boolean[] live = new boolean[1];
        CLAIMS.computeIfPresent(pid, (key, first) -> {
            Claim left = withoutEnded(first);
            live[0] = left != null;
            return left;
        });
        return live[0];
    }

    /** {@return whether anything is kept of a pid, be it that its handle was collected} */
    static boolean onRecord(int pid) {
        return CLAIMS.containsKey(pid);
    }

    // What is collected is forgotten when the next one comes: no thread is needed for that, and what is left over is
    // bounded by what was alive at once.
    private static void forgetCollected() {
        for (Reference<?> ended = COLLECTED.poll(); ended != null; ended = COLLECTED.poll()) {
            ((Claim) ended).release();
        }
    }

    private static @Nullable Claim withoutEnded(@Nullable Claim first) {
        if (first == null) {
            return null;
        }
        first.next = withoutEnded(first.next);
        return first.refersTo(null) ? first.next : first;
    }
}
