package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.STOCHASTIC;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import posixwait.BareChild;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.ReapingCall;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.TalkingChild;
import posixwait.conformance.Threads;
import posixwait.conformance.Unsupported;
import posixwait.conformance.WaitCalls;
import posixwait.conformance.Waiting;
import posixwait.conformance.roles.Role;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * Blocked waits and what a JVM does meanwhile: the rest of the requirements JVM. A rule says which part of it is the JDK's.
 */
@Conformance("Waits in a JVM")
@OwnJvm
public final class JvmConformance {
    private static final int CODE = 3;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public JvmConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "JVM-006",
            level = LINUX,
            rule =
                    "Thread.interrupt() does not end a blocked wait: the thread goes on waiting, gets its child, and is still "
                            + "marked as interrupted then.",
            sources = {"java.lang.Thread, interrupt()", "posixwait.spi.SystemCalls"})
    void an_interrupt_does_not_end_a_blocked_wait() {
        int pid = kit.children().pausing();
        Threads.Running<List<Object>> waiter =
                kit.threads().startBlocked(() -> List.of(kit.calls().waitpid(pid, null, 0), Thread.interrupted()));

        waiter.thread().interrupt();
        boolean stillBlocked =
                waiter.isRunning() && WaitCalls.current(waiter.tid()).isPresent();
        kit.children().send(pid, Signal.KILL);

        assertThat(waiter.join()).containsExactly(pid, true);
        assertThat(stillBlocked).isTrue();
    }

    @Requirement(
            id = "JVM-007",
            level = LINUX,
            rule =
                    "What ends a blocked wait of a Java thread is a signal to that thread with a handler that does not restart"
                            + " calls: EINTR. With SA_RESTART the thread goes on waiting.",
            sources = {"signal(7), Interruption of system calls and library functions", "POSIX.1-2017 wait(), ERRORS"})
    @OwnJvm
    void a_signal_to_the_thread_ends_a_blocked_wait_unless_calls_are_restarted() {
        int pid = kit.children().pausing();
        kit.signals().handle(Signal.USR1, Abi.SA_RESTART);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(pid, null, 0));
        waiter.signal(Signal.USR1);
        waiter.awaitTaken(Signal.USR1);
        waiter.awaitBlocked();
        boolean restarted = waiter.isRunning();

        kit.signals().handle(Signal.USR1, 0);
        waiter.signal(Signal.USR1);

        assertThat(waiter.join()).isEqualTo(-Abi.EINTR);
        assertThat(restarted).isTrue();
    }

    @Requirement(
            id = "JVM-009",
            level = LINUX,
            rule = "A thread that is blocked in wait(), waitpid() or waitid() does not hold up a safepoint: a garbage "
                    + "collection ends while it waits.",
            sources = {"java.lang.foreign.Linker.Option, critical()", "Java Native Interface Specification, Chapter 5"})
    void a_collection_ends_while_a_wait_is_blocked() {
        assertCollectsDuring(ReapingCall.POSIX);
    }

    @Requirement(
            id = "JVM-030",
            level = LINUX,
            rule =
                    "A thread that is blocked in wait3() or wait4() does not hold up a safepoint: a garbage collection ends "
                            + "while it waits.",
            sources = {"java.lang.foreign.Linker.Option, critical()", "Java Native Interface Specification, Chapter 5"})
    void a_collection_ends_while_a_wait3_or_wait4_is_blocked() {
        assertCollectsDuring(ReapingCall.BSD);
    }

    private void assertCollectsDuring(List<ReapingCall> waits) {
        for (ReapingCall call : waits) {
            int pid = kit.children().pausing();
            Threads.Running<Integer> waiter = kit.threads().startBlocked(() -> call.reap(kit, pid));

            System.gc();
            boolean stillBlocked = waiter.isRunning();
            kit.children().send(pid, Signal.KILL);

            assertThat(waiter.join()).as(call.name()).isEqualTo(pid);
            assertThat(stillBlocked).as(call.name()).isTrue();
        }
    }

    @Requirement(
            id = "JVM-010",
            level = STOCHASTIC,
            rule =
                    "The errno of a call is that call's own while threads allocate, collections run, and classes are loaded "
                            + "that make compiled code invalid.",
            sources = {"POSIX.1-2017 errno, DESCRIPTION", "java.lang.foreign.Linker.Option, captureCallState()"})
    void errno_survives_allocation_and_deoptimisation() {
        int self = kit.reference().getpid();
        Threads.Running<Integer> noChild =
                kit.threads().start(() -> wrong(new One(() -> kit.calls().waitpid(self, null, 0)), -Abi.ECHILD));
        Threads.Running<Integer> badOptions = kit.threads()
                .start(() -> wrong(new One(() -> kit.calls().waitpid(-1, null, Abi.WEXITED)), -Abi.EINVAL));

        // Until now there was one implementation of Call: compiled callers take it for the only one.
        Call later = new Other(() -> kit.calls().waitid(Abi.P_ALL, 0, null, 0));
        int wrongLater = wrong(later, -Abi.EINVAL);

        assertThat(List.of(noChild.join(), badOptions.join(), wrongLater)).containsOnly(0);
    }

    /** A call, as compiled code sees it: with one implementation until another is loaded. */
    private interface Call {
        int make();
    }

    private record One(IntSupplier call) implements Call {
        @Override
        public int make() {
            return call.getAsInt();
        }
    }

    private record Other(IntSupplier call) implements Call {
        @Override
        public int make() {
            return call.getAsInt();
        }
    }

    private static int wrong(Call call, int expected) {
        int wrong = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[1 + i % 4096];
            wrong += call.make() == expected && garbage[0] == 0 ? 0 : 1;
        }
        return wrong;
    }

    @Requirement(
            id = "JVM-011",
            level = LINUX,
            rule = "A JVM on its own neither catches nor ignores SIGCHLD: children leave a status. That is the JDK's.",
            sources = {"JDK Troubleshooting Guide, Handle Signals and Exceptions", "proc(5), /proc/pid/status"})
    void the_JVM_neither_catches_nor_ignores_SIGCHLD() {
        long sigchld = Signals.bits(Signal.CHLD);

        assertThat(List.of(Proc.signals("self", "SigCgt") & sigchld, Proc.signals("self", "SigIgn") & sigchld))
                .containsOnly(0L);
        assertThat(kit.calls().waitpid(kit.children().zombie(0), null, 0)).isPositive();
    }

    @Requirement(
            id = "JVM-012",
            level = LINUX,
            rule =
                    "Threads of the JVM block SIGQUIT, which is the JDK's, and a child inherits the mask: unless its maker "
                            + "empties it, the child cannot be ended by SIGQUIT.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "JDK Troubleshooting Guide, Handle Signals and Exceptions"
            })
    void a_child_inherits_the_blocked_SIGQUIT_unless_the_mask_is_emptied() {
        kit.requireHost("the signals that the JVM blocks");
        Spawn stopping = Spawn.shell("kill -s STOP $$").quiet();
        int emptied = kit.children().register(started(stopping));
        int inheriting = kit.children().register(started(stopping.inheritSignals()));
        kit.children().awaitStop(inheriting);
        kit.children().awaitStop(emptied);

        assertThat(blocks(inheriting, Signal.QUIT))
                .isEqualTo(blocks("thread-self", Signal.QUIT))
                .isTrue();
        assertThat(blocks(emptied, Signal.QUIT)).isFalse();
    }

    /** By the backend under test, unlike {@link posixwait.conformance.Children#spawn}. */
    private int started(Spawn program) {
        return kit.require(() -> program.start(kit.backend()).pid());
    }

    private static boolean blocks(Object pid, Signal signal) {
        return (Proc.signals(pid, "SigBlk") & Signals.bits(signal)) != 0;
    }

    @Requirement(
            id = "JVM-013",
            level = LINUX,
            rule =
                    "Handlers of the JVM never run in a bare child: signals that the JVM catches stay pending there, and only "
                            + "SIGKILL ends it.",
            sources = {"clone(2), CLONE_SIGHAND", "signal(7), Signal mask and pending signals", "posixwait.BareChild"})
    void handlers_of_the_JVM_do_not_run_in_a_bare_child() {
        List<Signal> caught = List.of(Signal.HUP, Signal.INT, Signal.TERM);
        int pid = kit.children().register((int)
                kit.require("clone", () -> BareChild.clone(kit.calls(), "pause", 0, Abi.SIGCHLD, null)));

        caught.forEach(signal -> kit.children().send(pid, signal));
        long pending = Proc.signals(pid, "ShdPnd");
        kit.children().send(pid, Signal.KILL);
        RawStatus status = new RawStatus();
        int result = kit.calls().waitpid(pid, status, 0);

        assertThat(pending).isEqualTo(Signals.bits(caught.toArray(Signal[]::new)));
        assertThat(List.of(result, status.value)).containsExactly(pid, Abi.SIGKILL);
    }

    @Requirement(
            id = "JVM-014",
            level = LINUX,
            rule =
                    "A handler for SIGCHLD of sun.misc.Signal, which the JDK installs with SA_RESTART, runs when a child ends "
                            + "and does not interrupt a blocked wait.",
            sources = {"sigaction(2), SA_RESTART", "jdk.unsupported, sun.misc.Signal"})
    void a_Java_handler_for_SIGCHLD_does_not_interrupt_a_wait() throws ReflectiveOperationException {
        kit.requireHost("sun.misc.Signal");
        int awaited = kit.children().pausing();
        AtomicInteger runs = new AtomicInteger();
        JavaHandler handler = JavaHandler.install("CHLD", runs::incrementAndGet);
        try {
            Threads.Running<Integer> waiter =
                    kit.threads().startBlocked(() -> kit.calls().waitpid(awaited, null, 0));

            kit.children().zombie(0);
            boolean ran = Waiting.holdsWithin(Waiting.LIMIT, () -> runs.get() > 0);
            boolean stillBlocked = waiter.isRunning();
            kit.children().send(awaited, Signal.KILL);

            assertThat(List.of(ran, stillBlocked)).containsOnly(true);
            assertThat(waiter.join()).isEqualTo(awaited);
        } finally {
            handler.remove();
        }
    }

    /** By reflection: a class that only an unsupported module has, and that the compiler warns of. */
    private record JavaHandler(Method handle, Object signal, Object before) {

        static JavaHandler install(String name, Runnable body) throws ReflectiveOperationException {
            Class<?> signalType;
            Class<?> handlerType;
            try {
                signalType = Class.forName("sun.misc.Signal");
                handlerType = Class.forName("sun.misc.SignalHandler");
            } catch (ClassNotFoundException e) {
                throw Unsupported.because("this runtime has no module jdk.unsupported: " + e.getMessage());
            }
            Object handler = Proxy.newProxyInstance(
                    JvmConformance.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        body.run();
                        return null;
                    });
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            try {
                return new JavaHandler(handle, signal, handle.invoke(null, signal, handler));
            } catch (InvocationTargetException e) {
                throw Unsupported.because("sun.misc.Signal.handle: " + e.getCause());
            }
        }

        void remove() throws ReflectiveOperationException {
            handle.invoke(null, signal, before);
        }
    }

    @Requirement(
            id = "JVM-008",
            level = LINUX,
            rule =
                    "A virtual thread that is blocked in a wait keeps its carrier: with one carrier no other virtual thread "
                            + "runs until the child has ended. That the JDK adds no carrier is the JDK's.",
            sources = {"JEP 444, Virtual Threads", "posixwait.spi.SystemCalls"})
    void a_wait_in_a_virtual_thread_keeps_its_carrier() {
        assertThat(orderWithCarriers(1)).isEqualTo("waiter other");
    }

    @Requirement(
            id = "JVM-031",
            level = LINUX,
            rule = "While a virtual thread is blocked in a wait, others run on the other carriers.",
            sources = {"JEP 444, Virtual Threads"})
    void other_carriers_run_while_a_virtual_thread_waits() {
        assertThat(orderWithCarriers(2)).isEqualTo("other waiter");
    }

    private String orderWithCarriers(int carriers) {
        if (Runtime.version().feature() < 21) {
            throw Unsupported.because("Java " + Runtime.version().feature() + " has no virtual threads");
        }
        return TalkingChild.playing(
                        kit,
                        List.of(),
                        List.of(
                                "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
                                "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers),
                        how -> how,
                        Role.WAITING_ON_A_CARRIER,
                        carriers)
                .line();
    }

    @Requirement(
            id = "JVM-018",
            level = LINUX,
            rule = "System.exit() ends a JVM with its exit code although a thread is blocked in a wait.",
            sources = {"java.lang.Runtime, exit()", "exit_group(2), DESCRIPTION"})
    void System_exit_ends_a_JVM_with_a_blocked_wait() {
        kit.children().adoptOrphans();
        TalkingChild jvm = TalkingChild.playing(kit, Role.EXITING_WHILE_WAITING, CODE);
        int grandchild = kit.children().register(jvm.numbers().get(0));
        RawStatus status = new RawStatus();

        int result = kit.calls().waitpid(jvm.pid(), status, 0);

        assertThat(List.of(result, status.value)).containsExactly(jvm.pid(), CODE << 8);
        assertThat(Proc.state(grandchild)).isPresent().get().isNotEqualTo('Z');
    }

    @Requirement(
            id = "JVM-032",
            level = LINUX,
            rule =
                    "A thread that is no daemon and blocked in a wait keeps the JVM alive after main() until the child ends.",
            sources = {"java.lang.Runtime, Virtual Machine Shutdown", "java.lang.Thread, setDaemon()"})
    void a_blocked_wait_keeps_the_JVM_alive_unless_its_thread_is_a_daemon() {
        TalkingChild jvm = TalkingChild.playing(kit, Role.RETURNING_WHILE_WAITING);
        int grandchild = jvm.numbers().get(0);

        int during = kit.calls().waitpid(jvm.pid(), null, Abi.WNOHANG);
        kit.children().send(grandchild, Signal.KILL);
        int reapedThere = jvm.numbers().get(0);
        RawStatus status = new RawStatus();
        int result = kit.calls().waitpid(jvm.pid(), status, 0);

        assertThat(List.of(during, reapedThere)).containsExactly(0, grandchild);
        assertThat(List.of(result, status.value)).containsExactly(jvm.pid(), 0);
    }

    @Requirement(
            id = "JVM-033",
            level = LINUX,
            rule =
                    "A JVM that is started with SIGCHLD ignored has it ignored, so that children leave no status. That ends "
                            + "when the JDK starts a process, at the latest: it gives the signal its default action.",
            sources = {"execve(2), Effect on process attributes", "OpenJDK, ProcessImpl_md.c"})
    void an_ignored_SIGCHLD_is_inherited_until_the_JDK_starts_a_process() {
        kit.signals().ignore(Signal.CHLD);
        TalkingChild jvm =
                TalkingChild.playing(kit, List.of(), List.of(), Spawn::inheritIgnored, Role.STARTING_A_PROCESS, CODE);
        kit.signals().byDefault(Signal.CHLD, 0);

        assertThat(jvm.line()).isEqualTo("true false " + CODE);
        assertThat(kit.calls().waitpid(jvm.pid(), null, 0)).isEqualTo(jvm.pid());
    }

    @Requirement(
            id = "JVM-021",
            level = LINUX,
            rule = "The seam has no call that returns twice: a fork into the middle of Java would be a JVM without its "
                    + "threads.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "posixwait.spi.SystemCalls"})
    void there_is_no_fork() {
        assertThat(Stream.of(SystemCalls.class, kit.backend().calls().getClass())
                        .flatMap(type -> Stream.of(type.getMethods()))
                        .map(Method::getName))
                .doesNotContain("fork", "vfork", "_Fork", "rfork", "forkx")
                .contains("waitpid");
    }
}
