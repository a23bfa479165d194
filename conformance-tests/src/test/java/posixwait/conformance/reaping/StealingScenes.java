package posixwait.conformance.reaping;

import java.time.Duration;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Signal;
import posixwait.StatusLost;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;

/** Scenes of who is no child, who has the pid of another one, and of other code that waits. */
final class StealingScenes {
    private final Scenes all;

    private StealingScenes(Scenes all) {
        this.all = all;
    }

    static void addTo(Scenes all) {
        StealingScenes these = new StealingScenes(all);
        these.referring();
        these.stealing();
    }

    private void referring() {
        all.scene("who is no child is refused", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            ModelProcess stranger = world.calls.grandchild(child);
            world.actor("stranger", () -> world.calls.exit(stranger, 9));
            world.actor("user", () -> {
                world.isRefused(reaper, stranger);
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("a child that was handed back is signaled, and another one has its descriptor", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.child();
            ModelProcess second = world.child();
            world.actor("user", () -> {
                World.Told told = world.register(reaper, first);
                told.cancel();
                world.register(reaper, second);
                told.registration().send(Signal.KILL);
                world.mustLive(second);
                world.calls.exit(second, 8);
                reaper.close();
            });
        });
        all.scene("an event of one that was handed back does not reach another one in its place", world -> {
            Reaper reaper = world.driven(OnClose.WAIT);
            ModelProcess first = world.child();
            ModelProcess second = world.child();
            ModelProcess third = world.child();
            world.actor("child " + third.pid(), () -> world.calls.exit(third, 9));
            world.actor("user", () -> {
                World.Told told = world.register(reaper, first);
                World.Told other = world.register(reaper, second);
                told.registration().onEnd(Runnable::run, fate -> {
                    other.cancel();
                    world.register(reaper, third);
                });
                world.calls.exit(first, 7);
                world.calls.exit(second, 8);
                reaper.drain(Duration.ZERO, each -> {});
                world.allGoByPidfd();
                reaper.close();
            });
        });
    }

    private void stealing() {
        all.scene("other code waits for the child", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("thief", () -> world.steal(child));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        // Pid 101 is the child's, and there is no other for the next one.
        all.scene("other code waits for the child, and its pid goes to the next one", 101, world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            // By now: before, it would be the next one that is registered.
            world.register(reaper, child);
            world.actor("user", reaper::close);
            world.actor("thief", () -> {
                if (world.steal(child)) {
                    ModelProcess next = world.child();
                    world.owns(next);
                    world.calls.exit(next, 9);
                }
            });
        });
        all.scene("a signal is for the child, and not for the next one with its pid", 101, world -> {
            Reaper reaper = world.reaper(OnClose.KILL);
            ModelProcess child = world.mortal(7);
            world.register(reaper, child);
            world.actor("user", reaper::close);
            world.actor("thief", () -> {
                if (world.steal(child)) {
                    world.owns(world.spared(world.child()));
                }
            });
        });
        all.scene("SIGCHLD is ignored from some time on", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.mayBeLost(StatusLost.Reason.SIGCHLD_IGNORED);
            world.actor("other", () -> world.calls.action(Abi.SIG_IGN, 0));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("a child of other code ends, too", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.owns(world.mortal(9));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
    }
}
