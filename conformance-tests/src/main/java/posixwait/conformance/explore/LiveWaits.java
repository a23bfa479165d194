package posixwait.conformance.explore;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.explore.Step.By;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/** The waits of one script on the kernel, and the account of what the reaped have used. */
final class LiveWaits {
    private static final int UNTOUCHED = 0x5a5a5a5a;
    private static final int LOW_SEVEN = 0x7f;

    private final SystemCalls calls;
    private final SystemCalls trusted;
    private final Brood brood;
    private UsageAccount account;

    LiveWaits(SystemCalls calls, SystemCalls trusted, Brood brood) {
        this.calls = calls;
        this.trusted = trusted;
        this.brood = brood;
        this.account = new UsageAccount(children(trusted));
    }

    private static RawUsage children(SystemCalls by) {
        RawUsage usage = new RawUsage();
        by.getrusage(Abi.RUSAGE_CHILDREN, usage);
        return usage;
    }

    /**
     * {@return a wait, for whichever thread; what it returned is put into words on the thread of the script}
     *
     * @param step what to do
     * @param fd the pidfd, where one is meant
     */
    Supplier<Supplier<String>> call(Step step, int fd) {
        int pid = step.kind().isAboutChild() ? brood.pids().get(step.child()) : 0;
        return switch (step.kind()) {
            case WAIT_ANY -> () -> word(step, -1);
            case WAIT_OWN_GROUP -> () -> word(step, 0);
            case WAIT_PID -> () -> word(step, pid);
            case WAIT_GROUP -> () -> word(step, -pid);
            case INFO_ALL -> () -> info(step, Abi.P_ALL, 0);
            case INFO_PID -> () -> info(step, Abi.P_PID, pid);
            case INFO_GROUP -> () -> info(step, Abi.P_PGID, pid);
            default -> () -> info(step, Abi.P_PIDFD, fd);
        };
    }

    private Supplier<String> word(Step step, int pid) {
        RawStatus status = new RawStatus();
        status.value = UNTOUCHED;
        RawUsage usage = step.argument() == Step.PLAIN || step.argument() == Step.WAIT ? null : new RawUsage();
        int result = switch (step.argument()) {
            case Step.WITH_USAGE -> calls.wait4(pid, status, step.options(), usage);
            case Step.WAIT3 -> calls.wait3(status, step.options(), usage);
            case Step.WAIT -> calls.waitAny(status);
            default -> calls.waitpid(pid, status, step.options());
        };
        return () -> {
            if (result > 0) {
                boolean stoppedOrContinued = (status.value & LOW_SEVEN) == LOW_SEVEN;
                reported(step, !stoppedOrContinued, usage);
                return name(result) + " word 0x" + Integer.toHexString(status.value);
            } else if (status.value != UNTOUCHED) {
                return "a status was stored without a child";
            }
            return result == 0 ? "nothing" : ModelWorld.result(result);
        };
    }

    private Supplier<String> info(Step step, int idtype, int id) {
        RawChild child = new RawChild();
        RawUsage usage = step.argument() == Step.WITH_USAGE ? new RawUsage() : null;
        int result = usage == null
                ? calls.waitid(idtype, id, child, step.options())
                : calls.waitid(idtype, id, child, step.options(), usage);
        return () -> {
            if (result < 0) {
                return ModelWorld.result(result);
            } else if (child.pid == 0) {
                return "nothing";
            }
            boolean ended = child.code == Abi.CLD_EXITED || child.code == Abi.CLD_KILLED;
            reported(step, ended && (step.options() & Abi.WNOWAIT) == 0, usage);
            return told(child);
        };
    }

    private void reported(Step step, boolean reaped, @Nullable RawUsage usage) {
        if (!reaped) {
            return;
        } else if (usage == null || step.by() != By.SCRIPT) {
            // A thread that waited may take a zombie that still uses its last microseconds.
            account.reapedUnseen();
        } else {
            account.reaped(usage);
        }
    }

    /** {@return whether the usage of the children is what it must be} */
    String usage() {
        RawUsage now = children(calls);
        String verdict = account.verdict(now);
        account = new UsageAccount(children(trusted));
        return verdict;
    }

    /** {@return what a {@code siginfo_t} tells of a child} */
    String told(RawChild child) {
        return name(child.pid) + " code " + child.code + " status " + child.status;
    }

    /** {@return the name of a child; the latest, should a pid have been given twice} */
    String name(int pid) {
        return "c" + brood.pids().lastIndexOf(pid);
    }
}
