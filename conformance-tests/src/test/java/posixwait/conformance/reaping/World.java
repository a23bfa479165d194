package posixwait.conformance.reaping;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.AlreadyRegisteredException;
import posixwait.Backend;
import posixwait.Child;
import posixwait.Errno;
import posixwait.OnClose;
import posixwait.PosixException;
import posixwait.Reaper;
import posixwait.ReaperClosedException;
import posixwait.Registration;
import posixwait.StateChange;
import posixwait.StatusLost;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.conformance.interleave.Steps;
import posixwait.conformance.model.Choice;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.State;

/** A process with children and a reaper, and what really happened to each child. */
final class World {
    private static final Field CLAIMS = claims();

    final ModelKernel kernel;
    final SimulatedCalls calls;
    final Backend backend;
    private final List<ModelProcess> children = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final Set<ModelProcess> stolen = new HashSet<>();
    private final Set<ModelProcess> reapedByUser = new HashSet<>();
    private final Set<ModelProcess> spared = new HashSet<>();
    private final List<WaitStatus> changes = new ArrayList<>();

    /** What is the test's own to wait for, for example since it was handed back. */
    private final Set<ModelProcess> own = new HashSet<>();

    private final Set<StatusLost.Reason> reasons = new HashSet<>();
    private final List<Reaper> reapers = new ArrayList<>();
    private Map<Integer, String> open = Map.of();
    private long begun;
    private long longest = Long.MAX_VALUE;

    World(int lastPid) {
        kernel = new ModelKernel(Choice.LINUX, lastPid);
        calls = new SimulatedCalls(kernel);
        backend = new Backend("model", "model", calls);
    }

    void begin() {
        forgetClaims();
        open = calls.open();
        begun = Steps.nanoTime();
    }

    /** What handles of earlier runs claim is only forgotten when they are collected: at no time that could be foretold. */
    private static void forgetClaims() {
        try {
            ((Map<?, ?>) Objects.requireNonNull(CLAIMS.get(null))).clear();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field claims() {
        try {
            Field claims = Class.forName("posixwait.OwnPids").getDeclaredField("CLAIMS");
            claims.setAccessible(true);
            return claims;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // Setting the scene

    /** Something that somebody does, at some time. */
    void actor(String name, Runnable does) {
        Steps.strand(name, does);
    }

    Reaper reaper(OnClose onClose) {
        Reaper made = Reaper.open(backend, onClose);
        reapers.add(made);
        return made;
    }

    Reaper driven(OnClose onClose) {
        Reaper made = Reaper.driven(backend, onClose);
        reapers.add(made);
        return made;
    }

    ModelProcess child() {
        return added(calls.child());
    }

    ModelProcess copy() {
        return added(calls.copy());
    }

    private ModelProcess added(ModelProcess child) {
        children.add(child);
        return child;
    }

    /** A child that ends by itself at some time. */
    ModelProcess mortal(int code) {
        ModelProcess child = child();
        actor("child " + child.pid(), () -> calls.exit(child, code));
        return child;
    }

    /** Everything is to be done in so much time of the clock. */
    void within(long nanos) {
        longest = nanos;
    }

    /** Statuses may be lost for this reason, too. */
    void mayBeLost(StatusLost.Reason reason) {
        reasons.add(reason);
    }

    /** Nobody may kill this one. */
    ModelProcess spared(ModelProcess child) {
        spared.add(child);
        return child;
    }

    /** Other code waits for a child; {@return whether it took it} */
    boolean steal(ModelProcess child) {
        Optional<ModelProcess> taken = calls.steal(child.pid());
        taken.ifPresent(stolen::add);
        return taken.isPresent();
    }

    // What users do

    void await(Told each) {
        try {
            each.registration.await();
        } catch (CancellationException e) {
            require(own.contains(each.process), each.process + " was handed back unasked");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a while; if that was in vain, the time is over. */
    void awaitFor(Told each, Duration length) {
        long deadline = Steps.nanoTime() + length.toNanos();
        try {
            boolean ended = each.registration.await(length).isPresent();
            require(ended || Steps.nanoTime() >= deadline, "given up before the time was over");
        } catch (CancellationException e) {
            require(own.contains(each.process), each.process + " was handed back unasked");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Drains once, unless the reaper is closed or another thread drains it. */
    void drain(Reaper reaper, Duration length) {
        try {
            reaper.drain(length, each -> {});
        } catch (IllegalStateException e) {
            // Closed, or drained by another thread.
        }
    }

    /** Fails if it took longer so far. */
    void mustBeSooner(Duration length) {
        long took = Steps.nanoTime() - begun;
        require(took < length.toNanos(), "it took " + took + " ns");
    }

    /** Fails unless each registration still goes by pidfd. */
    void allGoByPidfd() {
        for (Told each : told) {
            Strategy strategy = each.registration.strategy();
            require(strategy.kind() == Strategy.Kind.PIDFD, each.process + " goes by " + strategy);
        }
    }

    /** Registers who is no child. */
    void isRefused(Reaper reaper, ModelProcess stranger) {
        try {
            reaper.register(stranger.pid(), Watch.ends());
        } catch (PosixException e) {
            require(e.errno().equals(Errno.ECHILD), e.toString());
            return;
        }
        throw new AssertionError("registered: " + stranger);
    }

    void mustLive(ModelProcess child) {
        require(child.state().lives(), "killed: " + child);
    }

    /** Registers who is registered. */
    void isRegistered(Reaper reaper, Child handle) {
        try {
            reaper.register(handle);
        } catch (AlreadyRegisteredException e) {
            return;
        }
        throw new AssertionError("registered twice: " + handle);
    }

    /** Reaps a child through its handle, whoever it is registered with. */
    void reap(Told each) {
        reapedByUser.add(each.process);
        each.registration.child().reap();
    }

    /** Hears of a stop or a continuation. */
    void changed(StateChange change) {
        require(Steps.locksHeld() == 0, "called back with a lock held");
        changes.add(change.status());
    }

    /** A child is not the reaper's to wait for, from now on. */
    void owns(ModelProcess child) {
        own.add(child);
    }

    // Registering

    /** A registration, and what it told. */
    final class Told {
        final ModelProcess process;
        final Registration registration;
        private int times;
        private boolean cancelled;

        private Told(ModelProcess process, Registration registration) {
            this.process = process;
            this.registration = registration;
            registration.onEnd(Runnable::run, fate -> {
                times++;
                if (Steps.locksHeld() > 0) {
                    throw new AssertionError("called back with a lock held");
                }
            });
        }

        /** Takes the child back, if that can still be done. */
        void cancel() {
            // Before, since it is so when others are told.
            boolean before = !own.add(process);
            boolean taken = registration.cancel();
            cancelled |= taken;
            if (!taken && !before) {
                own.remove(process);
            }
        }

        boolean isHandedBack() {
            return cancelled;
        }

        Registration registration() {
            return registration;
        }
    }

    Told register(Reaper reaper, ModelProcess child) {
        return register(reaper, child, Watch.ends());
    }

    Told register(Reaper reaper, ModelProcess child, Watch watch) {
        return register(child, () -> reaper.register(Child.of(backend, child.pid()), watch));
    }

    Told register(ModelProcess child, Supplier<Registration> by) {
        Told registered = new Told(child, by.get());
        told.add(registered);
        return registered;
    }

    /** Registers a child unless the reaper is closed; then it is the test's own. */
    @Nullable Told tryToRegister(Reaper reaper, ModelProcess child) {
        return tryToRegister(reaper, child, Child.of(backend, child.pid()));
    }

    @Nullable Told tryToRegister(Reaper reaper, ModelProcess child, Child handle) {
        return tryToRegister(reaper, child, handle, Watch.ends());
    }

    @Nullable Told tryToRegister(Reaper reaper, ModelProcess child, Child handle, Watch watch) {
        try {
            return register(child, () -> reaper.register(handle, watch));
        } catch (ReaperClosedException e) {
            owns(child);
            return null;
        } catch (AlreadyRegisteredException e) {
            return null;
        }
    }

    // What has to hold in the end

    void end() {
        for (Told each : told) {
            check(each);
        }
        for (ModelProcess child : children) {
            boolean zombie = child.state() == State.ZOMBIE;
            require(!zombie || own.contains(child), "a zombie is left: " + child);
            require(calls.reaped.stream().filter(child::equals).count() <= 1, "reaped twice: " + child);
        }
        spared.forEach(this::mustLive);
        for (Reaper reaper : reapers) {
            require(reaper.registered() == 0, reaper + " has children");
        }
        require(calls.open().equals(open), "descriptors are left: " + calls.open());
        long took = Steps.nanoTime() - begun;
        require(took <= longest, "it took " + took + " ns");
    }

    private void check(Told each) {
        ModelProcess child = each.process;
        Result result = Result.of(each.registration);
        boolean taken = calls.reaped.contains(child);
        switch (result.kind()) {
            case STATUS -> {
                require(taken, "nobody reaped " + child + ", and still it " + result);
                WaitStatus real = WaitStatus.of(child.change().word());
                require(real.equals(result.fate()), child + " " + real + ", and " + result + " was told");
            }
            case LOST -> {
                StatusLost.Reason reason = result.reason();
                require(!taken, child + " was reaped, and is lost: " + result);
                require(child.state() == State.GONE, child + " is there, and lost: " + result);
                require(
                        reason == StatusLost.Reason.TAKEN ? stolen.contains(child) : reasons.contains(reason),
                        child + " is lost for another reason than " + result);
            }
            case HANDED_BACK -> {
                require(own.contains(child), child + " was handed back unasked");
                boolean another = told.stream()
                        .anyMatch(other -> other != each
                                && other.process == child
                                && Result.of(other.registration).kind() == Result.Kind.STATUS);
                require(
                        !taken || another || reapedByUser.contains(child),
                        child + " was handed back, and reaped all the same");
                require(each.times == 0, "called back after handing back " + child);
                return;
            }
            default -> throw new AssertionError(child + ": " + result);
        }
        require(!each.cancelled, child + " was handed back and told");
        require(each.times == 1, child + " was told of " + each.times + " times");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
