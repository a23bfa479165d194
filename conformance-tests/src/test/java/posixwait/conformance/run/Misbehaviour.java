package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.fail;
import static posixwait.conformance.Level.REQUIRED;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import posixwait.BareChild;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;

/** Tests that do what no test may do, for {@link MisbehaviourTest}. */
@Conformance("Misbehaviour")
final class Misbehaviour {
    /** How long the orphan of BAD-020 would live, in seconds: no other process sleeps so long, of another build neither. */
    static long patienceOfOrphan(ProcessHandle runner) {
        return 1_000_000 + runner.pid();
    }

    private final Kit kit;

    Misbehaviour(Kit kit) {
        this.kit = kit;
    }

    @Requirement(id = "BAD-001", level = REQUIRED, rule = "Passes.", sources = "none")
    void passes() {}

    @Requirement(id = "BAD-002", level = REQUIRED, rule = "Leaves a child.", sources = "none")
    void leaves_a_child() {
        unknownChild();
    }

    @Requirement(id = "BAD-003", level = REQUIRED, rule = "Leaves a descriptor open.", sources = "none")
    void leaves_a_descriptor() {
        kit.reference().eventfd(0, 0);
    }

    @Requirement(id = "BAD-004", level = REQUIRED, rule = "Changes a disposition.", sources = "none")
    void changes_a_disposition() {
        RawSigaction ignore = new RawSigaction();
        ignore.handler = Abi.SIG_IGN;
        kit.reference().sigaction(Abi.SIGUSR1, ignore, null);
    }

    @Requirement(id = "BAD-005", level = REQUIRED, rule = "Changes the mask.", sources = "none")
    void changes_the_mask() {
        kit.reference().pthreadSigmask(Abi.SIG_BLOCK, Signals.set(Signal.USR1), null);
    }

    @Requirement(id = "BAD-006", level = REQUIRED, rule = "Becomes a subreaper.", sources = "none")
    void becomes_a_subreaper() {
        kit.reference().prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);
    }

    @Requirement(id = "BAD-007", level = REQUIRED, rule = "Fails, and leaves a child.", sources = "none")
    void fails_and_leaves_a_child() {
        unknownChild();
        fail("for a reason of its own");
    }

    @Requirement(id = "BAD-008", level = REQUIRED, rule = "Lacks what it needs.", sources = "none")
    void is_unsupported() {
        kit.require("pidfd_open", () -> -Abi.ENOSYS);
    }

    @Requirement(id = "BAD-009", level = REQUIRED, rule = "Cannot be set up.", sources = "none")
    void is_unresolved() {
        kit.children().descriptor(-Abi.EMFILE);
    }

    @Requirement(id = "BAD-010", level = REQUIRED, rule = "Gives up without a word.", sources = "none")
    void gives_up() {
        Assumptions.abort("not today");
    }

    @Disabled("switched off")
    @Requirement(id = "BAD-011", level = REQUIRED, rule = "Is switched off.", sources = "none")
    void is_switched_off() {}

    @Requirement(id = "BAD-012", level = REQUIRED, rule = "Ends the JVM.", sources = "none")
    void ends_the_jvm() {
        Runtime.getRuntime().halt(3);
    }

    @Requirement(id = "BAD-013", level = REQUIRED, rule = "Passes after that.", sources = "none")
    void passes_in_the_next_jvm() {}

    @Requirement(id = "BAD-014", level = REQUIRED, rule = "Kills the JVM.", sources = "none")
    void kills_the_jvm() {
        kit.reference().kill(kit.reference().getpid(), Abi.SIGKILL);
    }

    @Requirement(id = "BAD-015", level = REQUIRED, rule = "Passes after that.", sources = "none")
    void passes_in_the_last_jvm() {}

    @OwnJvm
    @Requirement(id = "BAD-016", level = REQUIRED, rule = "Leaves a thread.", sources = "none")
    void leaves_a_thread() {
        kit.threads().start(Misbehaviour::forEver);
    }

    @Requirement(id = "BAD-017", level = REQUIRED, rule = "Blocks in the kernel.", sources = "none")
    void blocks_in_the_kernel() {
        kit.reference().waitpid(kit.children().pausing(), null, 0);
    }

    @Requirement(id = "BAD-018", level = REQUIRED, rule = "Blocks where no signal reaches it.", sources = "none")
    void blocks_for_ever() throws InterruptedException {
        forEver();
    }

    @Requirement(id = "BAD-019", level = REQUIRED, rule = "Passes after that.", sources = "none")
    void passes_after_the_hang() {}

    @Requirement(id = "BAD-020", level = REQUIRED, rule = "Leaves an orphan.", sources = "none")
    void leaves_an_orphan() {
        long seconds = patienceOfOrphan(ProcessHandle.current().parent().orElseThrow());
        int pid = kit.children()
                .spawn(Spawn.shell("sleep " + seconds + " & exit 0").quiet());
        kit.children().awaitEnd(pid);
    }

    private void unknownChild() {
        BareChild.clone(kit.reference(), "pause", 0, Abi.SIGCHLD, null);
    }

    private static boolean forEver() throws InterruptedException {
        new CountDownLatch(1).await();
        return true;
    }
}
