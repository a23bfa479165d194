package posixwait.conformance.reaping;

import java.time.Duration;
import java.util.Objects;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Watch;
import posixwait.conformance.interleave.Steps;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;

/** Scenes without pidfds, without descriptors, and without an epoll. */
final class FallbackScenes {
    private final Scenes all;

    private FallbackScenes(Scenes all) {
        this.all = all;
    }

    static void addTo(Scenes all) {
        FallbackScenes these = new FallbackScenes(all);
        these.sweeping();
        these.runningOut();
    }

    private void sweeping() {
        all.scene("asked: a child ends at any time", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("asked: two children end at any time", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first);
                world.register(reaper, second);
                reaper.close();
            });
        });
        all.scene("asked: a child ends at any time, and time passes", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Steps.impatience(1);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("asked: a child is handed back", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child).cancel();
                reaper.close();
            });
        });
        all.scene("asked: other code waits for the child", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("thief", () -> world.steal(child));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("asked: who learns of a SIGCHLD has the children looked at", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            World.Told[] told = new World.Told[1];
            world.actor("user", () -> told[0] = world.register(reaper, child));
            world.actor("handler", () -> {
                Steps.await("registered", () -> told[0] != null);
                world.calls.exit(child, 7);
                reaper.look();
                world.await(Objects.requireNonNull(told[0]));
                // Not when it would have been asked anyway.
                world.mustBeSooner(Duration.ofNanos(1));
                reaper.close();
            });
        });
        all.scene("asked: a child stops, goes on and ends", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.actor("child", () -> {
                world.calls.signal(child, Abi.SIGSTOP);
                world.calls.signal(child, Abi.SIGCONT);
                world.calls.exit(child, 7);
            });
            world.actor("user", () -> {
                world.register(reaper, child, Watch.ends().onStopAndContinue(Runnable::run, world::changed));
                reaper.close();
            });
        });
    }

    private void runningOut() {
        all.scene("no descriptor is left for the second child", world -> {
            // Those of the process, the epoll, the eventfd and one pidfd.
            world.calls.limitDescriptors(6);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.child();
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first);
                world.await(world.register(reaper, second));
                world.calls.exit(first, 7);
                reaper.close();
            });
        });
        all.scene("no descriptor is left for the epoll, and then some are", world -> {
            world.calls.limitDescriptors(4);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.child();
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                World.Told told = world.register(reaper, first);
                world.calls.exit(first, 7);
                world.await(told);
                world.calls.limitDescriptors(20);
                world.await(world.register(reaper, second));
                reaper.close();
            });
        });
        all.scene("the kernel watches no more pidfds", world -> {
            world.calls.fail("epoll_ctl(ADD)", Abi.ENOMEM);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("pidfds are to be had, and not to be waited for", world -> {
            world.calls.fail("waitid(P_PIDFD, NOWAIT)", Abi.EINVAL);
            world.calls.fail("waitid(P_PIDFD)", Abi.EINVAL);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("a child that is made meanwhile has copies of all descriptors", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("forker", () -> {
                Steps.step("fork");
                world.owns(world.copy());
            });
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
    }
}
