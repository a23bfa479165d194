package posixwait.conformance.model;

/** What calls and signals do beyond the state of one process; each by what it comes from. */
public enum Rule {
    // Which children a wait looks at
    ANY_CHILD("wait.3posix#22"),
    ONE_CHILD("wait.3posix#23"),
    OWN_GROUP("wait.3posix#24"),
    OTHER_GROUP("wait.3posix#25"),
    BY_PIDFD("wait.2#36"),
    CLONE_CHILD_LEFT_OUT("wait.2#93"),
    CHILD_OF_ANOTHER_THREAD_LEFT_OUT("wait.2#97"),
    CLONE_CHILDREN_ONLY("wait.2#92"),
    ALL_KINDS("wait.2#96"),

    // What a wait answers
    SEVERAL_TO_REPORT("wait.3posix#15"),
    NOTHING_YET("wait.3posix#67"),
    BLOCKS("wait.3posix#7"),
    NO_CHILD("wait.3posix#74"),
    ZOMBIE_DOES_NOT_STOP("wait.2#60"),
    INTERRUPTED("wait.3posix#78"),
    RESTARTED("wait.2#7"),
    PIDFD_WOULD_BLOCK("wait.2#69"),
    BAD_WORD_OPTIONS("wait.3posix#81"),
    SMALLEST_INT("wait.2#77"),
    BAD_INFO_OPTIONS("waitid.3posix#42"),
    NO_KIND_OF_CHANGE("waitid.3posix#41"),
    BAD_ID("waitid.3posix#43"),
    NO_PIDFD("pidfd_send_signal.2#11"),

    // SIGCHLD
    SIGCHLD_FOR_END("_Exit.3posix#30"),
    SIGCHLD_FOR_STOP("sigaction.3posix#8"),
    SIGCHLD_FOR_CONTINUATION("sigaction.3posix#9"),
    NO_SIGCHLD_FOR_STOPS("sigaction.3posix#10"),
    SIGCHLD_MERGED("signal.7#45"),
    IGNORED_SIGCHLD_DISCARDS("_Exit.3posix#11"),
    NOCLDWAIT_DISCARDS("_Exit.3posix#12"),
    OTHER_END_SIGNAL("wait.2#94"),
    PENDING_BECOMES_IGNORED("signal.7#48"),

    // Signals
    SIGNAL_TO_ZOMBIE("kill.3posix#23"),
    NO_SUCH_PROCESS("kill.3posix#20"),
    NO_SUCH_GROUP("kill.3posix#21"),
    NO_SUCH_SIGNAL("kill.3posix#18"),
    NULL_SIGNAL("kill.3posix#2"),
    BLOCKED_SIGNAL_PENDS("signal.7#18"),
    IGNORED_SIGNAL("signal.7#2"),
    HANDLER_RUNS("signal.7#28"),
    NOT_TO_BE_CAUGHT("sigaction.3posix#41"),
    STOPPED_PROCESS_TAKES_NOTHING("JC-014"),
    ORPHANED_GROUP_STOPS_NOT("PG-008"),

    // Pidfds
    PIDFD_OF_PROCESS("pidfd_open.2#1"),
    PIDFD_OF_THREAD("PFD-048"),
    PIDFD_OF_NOBODY("pidfd_open.2#16"),
    PIDFD_BAD_FLAGS("pidfd_open.2#9"),
    PIDFD_BAD_PID("pidfd_open.2#10"),
    PIDFD_NOT_READY("pidfd_open.2#28"),
    PIDFD_READY("pidfd_open.2#27"),
    PIDFD_SIGNALS("pidfd_send_signal.2#1"),
    PIDFD_SIGNAL_FLAGS("pidfd_send_signal.2#14"),
    PIDFD_TOO_LATE("pidfd_send_signal.2#17"),

    // Families
    ORPHAN_TO_INIT("wait.3posix#64"),
    ORPHAN_TO_SUBREAPER("prctl.2#4"),
    ZOMBIE_TO_NEW_PARENT("_Exit.3posix#33"),
    INIT_REAPS("wait.2#82"),
    ORPHANED_GROUP_HANGS_UP("_Exit.3posix#38"),
    USAGE_OF_REAPED("getrusage.3posix#3");

    private final String source;

    Rule(String source) {
        this.source = source;
    }

    /**
     * {@return the ID of the assertion that says so, such as {@code wait.3posix#22}; where none of the pages does, that of the
     * requirement, which has its sources}
     */
    public String source() {
        return source;
    }
}
