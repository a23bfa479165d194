package posixwait.conformance.reaping;

import org.objectweb.asm.tree.ClassNode;
import posixwait.spi.Abi;

/** A mistake that somebody could make in the reaper, and the scene in which it comes out. */
enum ReaperMutant {
    STRANGERS_ARE_NOT_REFUSED(Edit.drops("Roster", "join", "Roster.peek"), "who is no child is refused"),
    A_CHILD_WITHOUT_A_PIDFD_IS_NOT_ASKED(
            Edit.drops("Roster", "join", "SweepList.add"), "asked: a child ends at any time"),
    A_REFUSAL_OF_THE_EPOLL_IS_NOT_NOTICED(
            Edit.forgets("Roster", "join", "Epoll.add"), "the kernel watches no more pidfds"),
    PIDFDS_THAT_CANNOT_BE_WAITED_FOR_ARE_NO_REASON_TO_ASK(
            Edit.replaces("Roster", "join", -Abi.EINVAL, -Abi.E2BIG), "pidfds are to be had, and not to be waited for"),
    THE_THREAD_IS_NOT_TOLD_OF_A_CHILD_TO_ASK(
            Edit.drops("Reaper", "register", "Rounds.hurry"), "no descriptor is left for the second child"),
    THE_THREAD_IS_NOT_TOLD_THAT_THERE_IS_AN_EPOLL_NOW(
            Edit.drops("Reaper", "register", "Rounds.unpark"),
            "no descriptor is left for the epoll, and then some are"),
    A_CLOSED_REAPER_TAKES_CHILDREN(
            Edit.drops("Reaper", "register", "Lifecycle.requireOpen"), "registering while somebody closes"),
    A_CHILD_IS_REGISTERED_TWICE(
            Edit.drops("Reaper", "register", "Roster.registered"), "a child that lives is registered twice"),
    CLOSED_BEFORE_THE_CHILDREN_HAVE_ENDED(
            Edit.drops("Lifecycle", "goesOn", "Roster.count"), "a child ends at any time"),
    CLOSING_DOES_NOT_WAKE_THE_THREAD(
            Edit.drops("Lifecycle", "begin", "Rounds.hurry"), "a child is waited for, and for a while only"),
    CLOSING_HANDS_BACK_WHO_HAS_ENDED(
            Edit.drops("Lifecycle", "handBack", "Lifecycle.hasEnded"),
            "closing hands back, and who has ended is told of"),
    CLOSING_DOES_NOT_KILL(Edit.drops("Lifecycle", "begin", "Child.kill"), "closing kills"),
    NOBODY_IS_TOLD_THAT_A_TURN_IS_OVER(
            Edit.drops("Lifecycle", "leave", "Condition.signalAll"),
            "driven: one drains while another one registers and closes"),
    THE_EVENTFD_IS_NOT_WRITTEN(Edit.drops("Rounds", "wake", "Epoll.wake"), "a child ends at any time"),
    THE_EVENTFD_IS_NOT_READ(Edit.drops("Rounds", "events", "Epoll.takeWake"), "a child ends at any time"),
    A_PIDFD_IS_REPORTED_MORE_THAN_ONCE(
            Edit.replaces("Epoll", "add", Abi.EPOLLIN | Abi.EPOLLONESHOT, Abi.EPOLLIN),
            "a child that is made meanwhile has copies of all descriptors"),
    A_SIGNAL_IS_A_FAILURE(
            Edit.replaces("Epoll", "await", -Abi.EINTR, -Abi.E2BIG), "the thread that waits for events gets a signal"),
    AN_EVENT_IS_FOR_WHOEVER_HAS_THE_PLACE(
            Edit.comparesNot("Places", "holder"),
            "an event of one that was handed back does not reach another one in its place"),
    A_PIDFD_IS_NOT_CLOSED(Edit.drops("Roster", "leave", "SystemCalls.close"), "a child ends at any time"),
    A_CHILD_KEEPS_A_PIDFD_THAT_IS_CLOSED(
            Edit.drops("Roster", "leave", "Child.takeBack"),
            "a child that was handed back is signaled, and another one has its descriptor"),
    A_CHILD_STAYS_ON_THE_LIST_OF_THOSE_TO_ASK(
            Edit.drops("Roster", "leave", "SweepList.remove"), "asked: a child is handed back"),
    A_STATUS_THAT_WAS_TAKEN_IS_A_FAILURE(
            Edit.replaces("Child", "reapBy", -Abi.ECHILD, -Abi.E2BIG), "other code waits for the child"),
    WHO_IGNORES_SIGCHLD_IS_TAKEN_FOR_A_THIEF(
            Edit.drops("Child", "whyLost", "SystemCalls.sigaction"), "SIGCHLD is ignored from some time on"),
    TOLD_TWICE(Edit.repeats("Registration", "lambda$onEnd$0", "Registration.hand"), "a child ends at any time"),
    NOT_TOLD(Edit.drops("Rounds", "tell", "Registration.tell"), "a child ends at any time"),
    CHILDREN_ARE_ASKED_ALL_THE_TIME(Edit.drops("Rounds", "sweep", "Pace.ended"), "asked: a child ends at any time"),
    WHO_LOOKS_IS_NOT_HEARD(
            Edit.drops("Rounds", "hurry", "Pace.hurry"), "asked: who learns of a SIGCHLD has the children looked at"),
    HANDING_BACK_TAKES_NO_LOCK(Edit.takesNoLock("Lifecycle", "handBack"), "a child is handed back");

    @SuppressWarnings("ImmutableEnumChecker") // two names and a function
    private final Edit edit;

    private final String scene;

    ReaperMutant(Edit edit, String scene) {
        this.edit = edit;
        this.scene = scene;
    }

    /** {@return the name of the scene in which it comes out} */
    String scene() {
        return scene;
    }

    /** Makes the mistake, if this is the class. */
    void mutate(ClassNode type) {
        var unused = edit.applyTo(type);
    }
}
