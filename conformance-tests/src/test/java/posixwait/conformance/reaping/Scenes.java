package posixwait.conformance.reaping;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import posixwait.Child;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.conformance.interleave.Program;
import posixwait.conformance.interleave.Steps;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;

/** The scenes that are explored in every order: what may happen to children that a reaper waits for by pidfd. */
public final class Scenes {
    private static final int PLENTY = 300;

    private final Map<String, Supplier<Program>> scenes = new LinkedHashMap<>();

    private Scenes() {}

    /** {@return what makes each scene, by its name} */
    public static Map<String, Supplier<Program>> all() {
        Scenes all = new Scenes();
        all.dying();
        all.twice();
        all.three();
        all.driving();
        ClosingScenes.addTo(all);
        StealingScenes.addTo(all);
        FallbackScenes.addTo(all);
        return all.scenes;
    }

    void scene(String name, Consumer<World> setUp) {
        scene(name, PLENTY, setUp);
    }

    void scene(String name, int lastPid, Consumer<World> setUp) {
        if (scenes.put(name, () -> new Scene(lastPid, setUp)) != null) {
            throw new IllegalStateException("two scenes: " + name);
        }
    }

    private void dying() {
        scene("a child ends at any time", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("two children end at any time", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first);
                world.register(reaper, second);
                reaper.close();
            });
        });
        scene("a child is waited for, and for a while only", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Steps.impatience(1);
            world.actor("user", () -> {
                World.Told told = world.register(reaper, child);
                world.awaitFor(told, Duration.ofMillis(50));
                world.await(told);
                reaper.close();
            });
        });
        scene("the thread that waits for events gets a signal", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("signal", world.calls::interrupt);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("the same child is registered twice", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Child handle = Child.of(world.backend, child.pid());
            world.actor("user", () -> {
                world.register(child, () -> reaper.register(handle));
                world.tryToRegister(reaper, child, handle);
                reaper.close();
            });
        });
    }

    private void twice() {
        scene("a child that lives is registered twice", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            Child handle = Child.of(world.backend, child.pid());
            world.actor("user", () -> {
                world.register(child, () -> reaper.register(handle));
                world.isRegistered(reaper, handle);
                world.calls.exit(child, 7);
                reaper.close();
            });
        });
    }

    private void three() {
        scene("driven: three children end at any time", world -> {
            Reaper reaper = world.driven(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            ModelProcess third = world.mortal(9);
            world.actor("user", () -> {
                world.register(reaper, first);
                world.register(reaper, second);
                world.register(reaper, third);
                reaper.close();
            });
        });
        scene("three registered children end at any time", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            world.register(reaper, world.mortal(7));
            world.register(reaper, world.mortal(8));
            world.register(reaper, world.mortal(9));
            world.actor("user", reaper::close);
        });
        scene("asked: three registered children end at any time", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            world.register(reaper, world.mortal(7));
            world.register(reaper, world.mortal(8));
            world.register(reaper, world.mortal(9));
            world.actor("user", reaper::close);
        });
        scene("driven: of three children one ends, one is taken back and one is stolen", world -> {
            Reaper reaper = world.driven(OnClose.WAIT);
            world.register(reaper, world.mortal(7));
            World.Told second = world.register(reaper, world.mortal(8));
            ModelProcess third = world.mortal(9);
            world.register(reaper, third);
            world.actor("thief", () -> world.steal(third));
            world.actor("user", () -> {
                second.cancel();
                reaper.close();
            });
        });
    }

    private void driving() {
        scene("driven: a child ends at any time", world -> {
            Reaper reaper = world.driven(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Steps.impatience(2);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.drain(Duration.ofSeconds(1), each -> {});
                reaper.close();
            });
        });
        scene("driven: one drains while another one registers and closes", world -> {
            Reaper reaper = world.driven(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Steps.impatience(1);
            world.actor("loop", () -> world.drain(reaper, Duration.ofSeconds(1)));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("driven: two children end in one batch", world -> {
            Reaper reaper = world.driven(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                World.Told told = world.register(reaper, first);
                World.Told other = world.register(reaper, second);
                told.registration().onEnd(Runnable::run, fate -> other.cancel());
                reaper.drain(Duration.ofSeconds(1), each -> {});
                reaper.close();
            });
        });
        scene("driven: closed while it is drained for ever", world -> {
            Reaper reaper = world.driven(OnClose.KILL);
            ModelProcess child = world.child();
            world.register(reaper, child);
            world.actor("loop", () -> world.drain(reaper, Duration.ofDays(1)));
            world.actor("closer", reaper::close);
            world.within(Duration.ofHours(1).toNanos());
        });
    }
}
