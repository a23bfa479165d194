package posixwait.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Starts threads of one of the two kinds. */
public enum Threads {
    /** Threads of the operating system. */
    PLATFORM {
        @Override
        public void start(Runnable task) {
            Thread thread = new Thread(task, "waiter");
            thread.setDaemon(true);
            thread.start();
        }
    },

    /** Threads of the JVM, from Java 21 on. */
    VIRTUAL {
        @Override
        public void start(Runnable task) {
            try {
                METHOD_SINCE_21.invoke(null, task);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private static final int SINCE = 21;

    /** By name: this is compiled for Java 17. */
    private static final Method METHOD_SINCE_21 = find();

    private static Method find() {
        try {
            // Before Java 21 any other method will do: it is never called.
            return Runtime.version().feature() < SINCE
                    ? Runnable.class.getMethod("run")
                    : Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether this JVM has virtual threads} */
    static boolean areVirtualHere() {
        return Runtime.version().feature() >= SINCE;
    }

    /** Starts a thread, which the JVM does not wait for when it exits. */
    public abstract void start(Runnable task);
}
