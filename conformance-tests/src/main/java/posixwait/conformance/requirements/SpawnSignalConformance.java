package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.OPTIONAL;

import java.util.List;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.spi.Abi;
import posixwait.spi.SpawnPlan;

/** What a child of posix_spawn() does with signals: requirements SPN-075 and on. */
@Conformance("posix_spawn(): signals")
public final class SpawnSignalConformance {
    private static final Signal ALARM = new Signal(Abi.SIGVTALRM);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SpawnSignalConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SPN-075",
            level = OPTIONAL,
            rule = "With POSIX_SPAWN_SETSIGMASK the child has the mask that is given, whatever the caller's.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawnattr_setsigmask(), DESCRIPTION",
                "POSIX.1-2017 posix_spawnattr_setflags(), DESCRIPTION"
            })
    void SETSIGMASK_sets_the_mask() {
        kit.signals().block(Signal.USR1);

        int pid = Spawned.stopped(kit, Spawned.stopping().blocking(Signal.TERM, ALARM));

        assertThat(Proc.signals(pid, "SigBlk")).isEqualTo(Signals.bits(Signal.TERM, ALARM));
    }

    @Requirement(
            id = "SPN-076",
            level = OPTIONAL,
            rule = "Without POSIX_SPAWN_SETSIGMASK the child has the mask of the calling thread.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawnattr_setflags(), DESCRIPTION",
                "signal(7), Signal mask and pending signals"
            })
    void the_mask_is_inherited() {
        kit.signals().block(Signal.USR1, ALARM);

        int pid = Spawned.stopped(kit, Spawned.stopping().inheritSignals());

        assertThat(Proc.signals(pid, "SigBlk"))
                .isEqualTo(Proc.signals("thread-self", "SigBlk"))
                .matches(mask -> (mask & Signals.bits(Signal.USR1, ALARM)) == Signals.bits(Signal.USR1, ALARM));
    }

    @Requirement(
            id = "SPN-077",
            level = OPTIONAL,
            rule =
                    "POSIX_SPAWN_SETSIGDEF gives the signals of its set their default action in the child; those that are "
                            + "not in it stay ignored.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 posix_spawnattr_setsigdefault(), DESCRIPTION"
            })
    void SETSIGDEF_resets_the_signals_of_its_set() {
        kit.signals().ignore(Signal.USR1);
        kit.signals().ignore(ALARM);
        List<SpawnPlan.Action> quiet = List.of(
                new SpawnPlan.Open(0, "/dev/null", Abi.O_RDONLY, 0),
                new SpawnPlan.Open(1, "/dev/null", Abi.O_WRONLY, 0),
                new SpawnPlan.Open(2, "/dev/null", Abi.O_WRONLY, 0));

        int pid = Spawned.answer(
                kit,
                new SpawnPlan(
                        "/bin/sh",
                        false,
                        List.of("sh", "-c", "kill -s STOP $$"),
                        List.of(),
                        quiet,
                        Abi.POSIX_SPAWN_SETSIGDEF,
                        0,
                        0,
                        Signals.bits(Signal.USR1)));
        assertThat(pid).isPositive();
        kit.children().awaitStop(pid);

        assertThat(Proc.signals(pid, "SigIgn") & Signals.bits(Signal.USR1, ALARM))
                .isEqualTo(Signals.bits(ALARM));
    }

    @Requirement(
            id = "SPN-078",
            level = OPTIONAL,
            rule = "Without POSIX_SPAWN_SETSIGDEF signals that the caller ignores are ignored in the child.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "signal(7), Signal dispositions"})
    void ignored_signals_are_inherited() {
        kit.signals().ignore(Signal.USR1);

        int pid = Spawned.stopped(kit, Spawned.stopping().inheritSignals());

        assertThat(Proc.signals(pid, "SigIgn") & Signals.bits(Signal.USR1)).isNotZero();
    }

    @Requirement(
            id = "SPN-079",
            level = OPTIONAL,
            rule =
                    "Signals that the caller catches, and those with their default action, have their default action in the "
                            + "child.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 sigaction(), DESCRIPTION",
                "signal(7), Signal dispositions"
            })
    void caught_signals_have_their_default_action() {
        kit.signals().handle(Signal.USR1, Abi.SA_RESTART);
        kit.signals().byDefault(ALARM, 0);

        int pid = Spawned.stopped(kit, Spawned.stopping().inheritSignals());

        long notByDefault = Proc.signals(pid, "SigIgn") | Proc.signals(pid, "SigCgt");
        assertThat(notByDefault & Signals.bits(Signal.USR1, ALARM)).isZero();
    }

    @Requirement(
            id = "SPN-081",
            level = OPTIONAL,
            rule = "Signals that are pending for the caller are not pending for the child.",
            sources = {
                "POSIX.1-2017 posix_spawn(), DESCRIPTION",
                "POSIX.1-2017 fork(), DESCRIPTION",
                "signal(7), Signal mask and pending signals"
            })
    void pending_signals_are_not_inherited() {
        kit.signals().block(Signal.USR1);
        kit.reference().tgkill(kit.reference().getpid(), kit.reference().gettid(), Abi.SIGUSR1);

        int pid = Spawned.stopped(kit, Spawned.stopping().inheritSignals());
        long pending = Proc.signals(pid, "SigPnd") | Proc.signals(pid, "ShdPnd");
        int taken = kit.reference().sigtimedwait(Signals.set(Signal.USR1), null, 0);

        assertThat(taken).isEqualTo(Abi.SIGUSR1);
        assertThat(pending & Signals.bits(Signal.USR1)).isZero();
    }

    @Requirement(
            id = "SPN-086",
            level = OPTIONAL,
            rule = "A signal that is pending when a process executes another program is pending after it.",
            sources = {"signal(7), Signal mask and pending signals", "POSIX.1-2017 exec, DESCRIPTION"})
    void pending_signals_are_kept_across_an_exec() {
        int pid = Spawned.stopped(
                kit,
                Spawn.shell("kill -s USR1 $$; exec /bin/sh -c 'kill -s STOP $$'")
                        .quiet()
                        .blocking(Signal.USR1));

        long pending = Proc.signals(pid, "SigPnd") | Proc.signals(pid, "ShdPnd");
        assertThat(pending & Signals.bits(Signal.USR1)).isNotZero();
    }
}
