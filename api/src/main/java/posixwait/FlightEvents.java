package posixwait;

import java.util.Objects;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The events that this library leaves in a recording of JDK Flight Recorder.
 *
 * <p>Each is asked whether it is wanted before it is made: without a recording nothing is allocated.
 */
final class FlightEvents {
    private FlightEvents() {}

    /** One event of each kind to be asked whether it is wanted; apart, since loading the first takes long. */
    private static final class Samples {
        private static final SpawnEvent SPAWN = new SpawnEvent();
        private static final StateChangeEvent STATE_CHANGE = new StateChangeEvent();
        private static final StatusLostEvent STATUS_LOST = new StatusLostEvent();
        private static final StrategyEvent STRATEGY = new StrategyEvent();
        private static final ZombiesEvent ZOMBIES = new ZombiesEvent();
    }

    /** {@return whether there is, or was, a recording: before, no event is loaded} */
    private static boolean recorded() {
        return FlightRecorder.isInitialized();
    }

    /** A child was made. */
    @Name("posixwait.Spawn")
    @Label("Child Spawned")
    @Category("posixwait")
    @Enabled
    static final class SpawnEvent extends Event {
        @Label("Pid")
        int pid;

        @Label("Call")
        @Description("The C function that made it")
        String call = "";

        @Label("Program")
        @Description("The program and its arguments, or the C function that the child runs")
        String program = "";
    }

    /** A child was reaped, stopped or went on. */
    @Name("posixwait.StateChange")
    @Label("Child State Change")
    @Category("posixwait")
    @Enabled
    @StackTrace(false)
    static final class StateChangeEvent extends Event {
        @Label("Pid")
        int pid;

        @Label("Status")
        String status = "";

        @Label("Ended")
        @Description("Whether the child was reaped")
        boolean ended;
    }

    /** A child ended and its status cannot be had. */
    @Name("posixwait.StatusLost")
    @Label("Child Status Lost")
    @Category("posixwait")
    @Enabled
    static final class StatusLostEvent extends Event {
        @Label("Pid")
        int pid;

        @Label("Reason")
        String reason = "";

        @Label("Explanation")
        String explanation = "";
    }

    /** A reaper chose how it learns of the end of a child. */
    @Name("posixwait.Strategy")
    @Label("Reaper Strategy")
    @Category("posixwait")
    @Enabled
    @StackTrace(false)
    static final class StrategyEvent extends Event {
        @Label("Pid")
        int pid;

        @Label("Strategy")
        String strategy = "";

        @Label("Reason")
        String reason = "";
    }

    /** Zombies were seen among the children of this process. */
    @Name("posixwait.Zombies")
    @Label("Zombies Seen")
    @Category("posixwait")
    @Enabled
    @StackTrace(false)
    static final class ZombiesEvent extends Event {
        @Label("Zombies")
        @Description("Children of this process that have ended and were not reaped yet")
        int zombies;

        @Label("Reaped")
        @Description("Those of them that were adopted and have now been reaped")
        int reaped;
    }

    static void spawned(int pid, String call, String program) {
        if (recorded() && Samples.SPAWN.isEnabled()) {
            SpawnEvent event = new SpawnEvent();
            event.pid = pid;
            event.call = call;
            event.program = program;
            event.commit();
        }
    }

    static void changed(int pid, WaitStatus status) {
        if (recorded() && Samples.STATE_CHANGE.isEnabled()) {
            StateChangeEvent event = new StateChangeEvent();
            event.pid = pid;
            event.status = Objects.toString(status);
            event.ended = status.ended();
            event.commit();
        }
    }

    static void ended(int pid, Fate fate) {
        if (fate instanceof WaitStatus status) {
            changed(pid, status);
        } else {
            lost(pid, ((StatusLost) fate).reason());
        }
    }

    private static void lost(int pid, StatusLost.Reason reason) {
        if (recorded() && Samples.STATUS_LOST.isEnabled()) {
            StatusLostEvent event = new StatusLostEvent();
            event.pid = pid;
            event.reason = reason.name();
            event.explanation = reason.explanation();
            event.commit();
        }
    }

    static void strategy(int pid, Strategy strategy) {
        if (recorded() && Samples.STRATEGY.isEnabled()) {
            StrategyEvent event = new StrategyEvent();
            event.pid = pid;
            event.strategy = strategy.kind().name();
            event.reason = strategy.reason();
            event.commit();
        }
    }

    static void zombies(int seen, int reaped) {
        if (recorded() && Samples.ZOMBIES.isEnabled()) {
            ZombiesEvent event = new ZombiesEvent();
            event.zombies = seen;
            event.reaped = reaped;
            event.commit();
        }
    }
}
