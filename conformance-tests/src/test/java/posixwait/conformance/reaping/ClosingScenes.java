package posixwait.conformance.reaping;

import posixwait.Child;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Signal;
import posixwait.conformance.interleave.Steps;
import posixwait.conformance.model.ModelProcess;

/** Scenes of a reaper that closes, and of children that are taken back. */
final class ClosingScenes {
    private final Scenes all;

    private ClosingScenes(Scenes all) {
        this.all = all;
    }

    static void addTo(Scenes all) {
        ClosingScenes these = new ClosingScenes(all);
        these.closing();
        these.takingBack();
    }

    private void closing() {
        all.scene("registering while somebody closes", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> world.tryToRegister(reaper, child));
            world.actor("closer", reaper::close);
        });
        all.scene("one child registered and another one while somebody closes", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first);
                reaper.close();
            });
            world.actor("other", () -> world.tryToRegister(reaper, second));
        });
        all.scene("closing kills", world -> {
            Reaper reaper = world.reaper(OnClose.KILL);
            ModelProcess child = world.child();
            ModelProcess mortal = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, child);
                world.register(reaper, mortal);
                reaper.close();
            });
        });
        all.scene("closing hands back", world -> {
            Reaper reaper = world.reaper(OnClose.HAND_BACK);
            ModelProcess child = world.mortal(8);
            world.owns(child);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        all.scene("one closes and waits, and another one kills", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.actor("user", () -> {
                world.tryToRegister(reaper, child);
                reaper.close();
            });
            world.actor("killer", () -> reaper.close(OnClose.KILL));
        });
        all.scene("closing hands back, and who has ended is told of", world -> {
            Reaper reaper = world.reaper(OnClose.HAND_BACK);
            ModelProcess child = world.child();
            world.actor("user", () -> {
                world.register(reaper, child);
                world.calls.exit(child, 7);
                reaper.close();
            });
        });
        all.scene("who closes is interrupted", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.owns(child);
            Thread closer = Steps.thread("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
            world.actor("impatient", closer::interrupt);
        });
        all.scene("closed from a callback", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                World.Told told = world.register(reaper, first);
                told.registration().onEnd(Runnable::run, fate -> reaper.close());
                world.tryToRegister(reaper, second);
            });
        });
    }

    private void takingBack() {
        all.scene("a child is handed back", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child).cancel();
                reaper.close();
            });
        });
        all.scene("a child is handed back and registered again", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Child handle = Child.of(world.backend, child.pid());
            world.actor("user", () -> {
                world.register(child, () -> reaper.register(handle)).cancel();
                world.register(child, () -> reaper.register(handle));
                reaper.close();
            });
        });
        all.scene("a child is handed back, and another one registered, while the first ends", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first).cancel();
                world.register(reaper, second);
                reaper.close();
            });
        });
        all.scene("a child is reaped through its handle", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Child handle = Child.of(world.backend, child.pid());
            world.actor("user", () -> {
                world.register(child, () -> reaper.register(handle));
                reaper.close();
            });
            world.actor("other", handle::reap);
        });
        all.scene("a child is killed through its registration", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.actor("user", () -> {
                World.Told told = world.register(reaper, child);
                told.registration().send(Signal.KILL);
                reaper.close();
            });
        });
    }
}
