package posixwait.conformance.roles;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import posixwait.BareChild;
import posixwait.Child;
import posixwait.Signal;
import posixwait.conformance.Proc;
import posixwait.conformance.Signals;
import posixwait.conformance.WaitCalls;
import posixwait.conformance.Waiting;
import posixwait.spi.SystemCalls;

/** Roles about what a JVM does to its process. */
final class JvmRoles {
    private JvmRoles() {}

    static void startingAProcess(Stage stage) throws IOException, InterruptedException {
        boolean before = ignoresSigchld();
        int exitValue = new ProcessBuilder("/bin/sh", "-c", "exit " + stage.argument(0))
                .start()
                .waitFor();
        stage.say(before, ignoresSigchld(), exitValue);
    }

    private static boolean ignoresSigchld() {
        return (Proc.signals("self", "SigIgn") & Signals.bits(Signal.CHLD)) != 0;
    }

    static void exitingWhileWaiting(Stage stage) {
        int pid = BareChild.pausing(stage.backend()).pid();
        waiter(stage, pid, true);
        stage.say(pid);
        System.exit(stage.argument(0));
    }

    static void returningWhileWaiting(Stage stage) {
        int pid = BareChild.pausing(stage.backend()).pid();
        waiter(stage, pid, false);
        stage.say(pid);
    }

    /** Starts a thread that waits for a child and says so; returns when it is blocked. */
    private static void waiter(Stage stage, int pid, boolean daemon) {
        SystemCalls calls = stage.calls();
        AtomicInteger tid = new AtomicInteger();
        Thread thread = new Thread(() -> {
            tid.set(calls.gettid());
            stage.say(calls.waitpid(pid, null, 0));
        });
        thread.setDaemon(daemon);
        thread.start();
        awaitBlocked(tid);
    }

    private static void awaitBlocked(AtomicInteger tid) {
        Waiting.until(
                "a thread is blocked in a wait",
                () -> tid.get() > 0 && WaitCalls.current(tid.get()).isPresent());
    }

    static void waitingOnACarrier(Stage stage) throws ReflectiveOperationException, InterruptedException {
        SystemCalls calls = stage.calls();
        boolean otherFirst = stage.argument(0) > 1;
        Queue<String> order = new ConcurrentLinkedQueue<>();
        AtomicInteger tid = new AtomicInteger();
        try (Child child = BareChild.pausing(stage.backend())) {
            Thread waiter = startVirtualThread(stage, () -> {
                tid.set(calls.gettid());
                calls.waitpid(child.pid(), null, 0);
                order.add("waiter");
            });
            awaitBlocked(tid);
            Thread other = startVirtualThread(stage, () -> order.add("other"));
            if (otherFirst) {
                other.join();
            }
            child.send(Signal.KILL);
            waiter.join();
            other.join();
        }
        stage.say(order.toArray());
    }

    /** By reflection: the kit is for Java 17, virtual threads came with 21. */
    private static Thread startVirtualThread(Stage stage, Runnable body) throws ReflectiveOperationException {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, body);
        } catch (NoSuchMethodException | InvocationTargetException e) {
            throw stage.unsupported("Java " + Runtime.version().feature() + " has no virtual threads");
        }
    }
}
