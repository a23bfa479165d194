package posixwait.conformance.reaping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import posixwait.Child;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.StatusLost;
import posixwait.Watch;
import posixwait.conformance.interleave.Program;
import posixwait.conformance.interleave.Steps;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;

/** Scenes by chance, larger than those that can be explored in every order. */
public final class RandomScenes {
    private static final int LAST_PID = 300;

    private final World world;
    private final Random random;

    private RandomScenes(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** {@return the scene of a seed} */
    public static Program of(long seed) {
        return new Scene(LAST_PID, world -> new RandomScenes(world, new Random(seed)).setUp());
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    private void setUp() {
        troubleDescriptors();
        List<OnClose> ways = List.of(OnClose.values());
        OnClose how = ways.get(random.nextInt(ways.size()));
        boolean driven = oneIn(3);
        Reaper reaper = driven ? world.driven(how) : world.reaper(how);
        int children = 2 + random.nextInt(4);
        for (int i = 0; i < children; i++) {
            child(reaper, how);
        }
        if (oneIn(3)) {
            world.mayBeLost(StatusLost.Reason.SIGCHLD_IGNORED);
            world.actor("ignorant", () -> world.calls.action(Abi.SIG_IGN, 0));
        }
        if (oneIn(3)) {
            world.actor("forker", () -> {
                Steps.step("fork");
                ModelProcess copy = world.copy();
                world.owns(copy);
                world.calls.exit(copy, 1);
            });
        }
        if (oneIn(2)) {
            world.actor("signal", world.calls::interrupt);
        }
        if (oneIn(2)) {
            world.actor("handler", reaper::look);
        }
        if (driven) {
            world.actor("loop", () -> {
                for (int turns = 0; turns < 5; turns++) {
                    world.drain(reaper, Duration.ofMillis(20));
                }
            });
        }
        world.actor("closer", reaper::close);
        if (oneIn(2)) {
            world.actor("other closer", reaper::close);
        }
        Steps.impatience(random.nextInt(4));
    }

    private void troubleDescriptors() {
        switch (random.nextInt(8)) {
            case 0 -> world.calls.fail("pidfd_open", oneIn(2) ? Abi.ENOSYS : Abi.EPERM);
            case 1 -> {
                world.calls.fail("waitid(P_PIDFD)", Abi.EINVAL);
                world.calls.fail("waitid(P_PIDFD, NOWAIT)", Abi.EINVAL);
            }
            case 2 -> world.calls.fail("epoll_ctl(ADD)", Abi.ENOMEM);
            case 3, 4 -> world.calls.limitDescriptors(3 + random.nextInt(6));
            default -> {}
        }
    }

    private void child(Reaper reaper, OnClose how) {
        ModelProcess child = world.child();
        if (how == OnClose.HAND_BACK) {
            world.owns(child);
        }
        // Who waits for them when it closes must not wait for ever.
        if (how == OnClose.WAIT || oneIn(2)) {
            boolean stops = oneIn(4);
            world.actor("child " + child.pid(), () -> {
                if (stops) {
                    world.calls.signal(child, Abi.SIGSTOP);
                    world.calls.signal(child, Abi.SIGCONT);
                }
                world.calls.exit(child, child.pid() % 100);
            });
        }
        if (oneIn(5)) {
            world.actor("thief", () -> world.steal(child));
        }
        Child handle = Child.of(world.backend, child.pid());
        Watch watch = oneIn(4) ? Watch.ends().onStopAndContinue(Runnable::run, world::changed) : Watch.ends();
        List<Consumer<World.Told>> deeds = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            deeds.add(deed(handle));
        }
        boolean again = oneIn(4);
        world.actor("user of " + child.pid(), () -> {
            World.Told told = world.tryToRegister(reaper, child, handle, watch);
            if (told != null) {
                deeds.forEach(deed -> deed.accept(told));
                if (again && told.isHandedBack()) {
                    world.tryToRegister(reaper, child, handle, watch);
                }
            }
        });
    }

    private Consumer<World.Told> deed(Child handle) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> World.Told::cancel;
            case 2 -> told -> world.awaitFor(told, Duration.ofMillis(10));
            case 3 -> told -> world.reap(told);
            case 4 -> told -> handle.kill();
            default -> told -> told.registration().usage();
        };
    }
}
