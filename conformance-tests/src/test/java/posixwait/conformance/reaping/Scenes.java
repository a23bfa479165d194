package posixwait.conformance.reaping;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import posixwait.Child;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Signal;
import posixwait.StatusLost;
import posixwait.Watch;
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
        all.closing();
        all.takingBack();
        all.referring();
        all.stealing();
        all.sweeping();
        all.runningOut();
        all.driving();
        return all.scenes;
    }

    private void scene(String name, Consumer<World> setUp) {
        scene(name, PLENTY, setUp);
    }

    private void scene(String name, int lastPid, Consumer<World> setUp) {
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

    private void closing() {
        scene("registering while somebody closes", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> world.tryToRegister(reaper, child));
            world.actor("closer", reaper::close);
        });
        scene("one child registered and another one while somebody closes", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first);
                reaper.close();
            });
            world.actor("other", () -> world.tryToRegister(reaper, second));
        });
        scene("closing kills", world -> {
            Reaper reaper = world.reaper(OnClose.KILL);
            ModelProcess child = world.child();
            ModelProcess mortal = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, child);
                world.register(reaper, mortal);
                reaper.close();
            });
        });
        scene("closing hands back", world -> {
            Reaper reaper = world.reaper(OnClose.HAND_BACK);
            ModelProcess child = world.mortal(8);
            world.owns(child);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("one closes and waits, and another one kills", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.actor("user", () -> {
                world.tryToRegister(reaper, child);
                reaper.close();
            });
            world.actor("killer", () -> reaper.close(OnClose.KILL));
        });
        scene("closing hands back, and who has ended is told of", world -> {
            Reaper reaper = world.reaper(OnClose.HAND_BACK);
            ModelProcess child = world.child();
            world.actor("user", () -> {
                world.register(reaper, child);
                world.calls.exit(child, 7);
                reaper.close();
            });
        });
        scene("who closes is interrupted", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.owns(child);
            Thread closer = Steps.thread("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
            world.actor("impatient", closer::interrupt);
        });
        scene("closed from a callback", world -> {
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
        scene("a child is handed back", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child).cancel();
                reaper.close();
            });
        });
        scene("a child is handed back and registered again", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Child handle = Child.of(world.backend, child.pid());
            world.actor("user", () -> {
                world.register(child, () -> reaper.register(handle)).cancel();
                world.register(child, () -> reaper.register(handle));
                reaper.close();
            });
        });
        scene("a child is handed back, and another one registered, while the first ends", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess first = world.mortal(7);
            ModelProcess second = world.mortal(8);
            world.actor("user", () -> {
                world.register(reaper, first).cancel();
                world.register(reaper, second);
                reaper.close();
            });
        });
        scene("a child is reaped through its handle", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Child handle = Child.of(world.backend, child.pid());
            world.actor("user", () -> {
                world.register(child, () -> reaper.register(handle));
                reaper.close();
            });
            world.actor("other", handle::reap);
        });
        scene("a child is killed through its registration", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.child();
            world.actor("user", () -> {
                World.Told told = world.register(reaper, child);
                told.registration().send(Signal.KILL);
                reaper.close();
            });
        });
    }

    private void referring() {
        scene("who is no child is refused", world -> {
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
        scene("a child that was handed back is signaled, and another one has its descriptor", world -> {
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
        scene("an event of one that was handed back does not reach another one in its place", world -> {
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
        scene("other code waits for the child", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("thief", () -> world.steal(child));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        // Pid 101 is the child's, and there is no other for the next one.
        scene("other code waits for the child, and its pid goes to the next one", 101, world -> {
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
        scene("a signal is for the child, and not for the next one with its pid", 101, world -> {
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
        scene("SIGCHLD is ignored from some time on", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.mayBeLost(StatusLost.Reason.SIGCHLD_IGNORED);
            world.actor("other", () -> world.calls.action(Abi.SIG_IGN, 0));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("a child of other code ends, too", world -> {
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.owns(world.mortal(9));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
    }

    private void sweeping() {
        scene("asked: a child ends at any time", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("asked: two children end at any time", world -> {
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
        scene("asked: a child ends at any time, and time passes", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            Steps.impatience(1);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("asked: a child is handed back", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child).cancel();
                reaper.close();
            });
        });
        scene("asked: other code waits for the child", world -> {
            world.calls.fail("pidfd_open", Abi.ENOSYS);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("thief", () -> world.steal(child));
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("asked: who learns of a SIGCHLD has the children looked at", world -> {
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
        scene("asked: a child stops, goes on and ends", world -> {
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
        scene("no descriptor is left for the second child", world -> {
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
        scene("no descriptor is left for the epoll, and then some are", world -> {
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
        scene("the kernel watches no more pidfds", world -> {
            world.calls.fail("epoll_ctl(ADD)", Abi.ENOMEM);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("pidfds are to be had, and not to be waited for", world -> {
            world.calls.fail("waitid(P_PIDFD, NOWAIT)", Abi.EINVAL);
            world.calls.fail("waitid(P_PIDFD)", Abi.EINVAL);
            Reaper reaper = world.reaper(OnClose.WAIT);
            ModelProcess child = world.mortal(7);
            world.actor("user", () -> {
                world.register(reaper, child);
                reaper.close();
            });
        });
        scene("a child that is made meanwhile has copies of all descriptors", world -> {
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
