package posixwait.conformance.roles;

/** What a child JVM does. It says what it sees; the test judges. */
public enum Role {
    /** Ends the thread that leads the process, says so, and ends with the code it is given when let go on. */
    LEADERLESS(ProcessRoles::leaderless),
    /** Executes a shell from a thread that does not lead the process. */
    EXECUTING_FROM_A_THREAD(ProcessRoles::executing),
    /** Burns CPU time in a thread that ends, says how many microseconds its threads had, and ends. */
    BURNING_IN_A_THREAD(ProcessRoles::burning),
    /** Waits for pids that it is given, and for any child, and says the results. */
    WAITING_FOR_STRANGERS(ProcessRoles::waiting),
    /** Makes a child of its parent's; says its pid and what a wait for it returns. */
    CLONING_A_SIBLING(ProcessRoles::cloning),
    /** Says what waitid() by an inherited pidfd returns, and what a SIGKILL by it. */
    USING_A_PIDFD(ProcessRoles::usingPidfd),
    /** Traces a process until it has ended. */
    TRACING(ProcessRoles::tracing),
    /** Becomes a subreaper and adopts an orphan; says its pid, and the result of a wait for it. */
    ADOPTING(ProcessRoles::adopting),
    /** Becomes a subreaper, and adopts an orphan that has a parent-death signal and says what it gets; says 0 then. */
    ADOPTING_A_MORTAL(ProcessRoles::adoptingAMortal),
    /** Says whether SIGCHLD is ignored, before and after the JDK started a process. */
    STARTING_A_PROCESS(JvmRoles::startingAProcess),
    /** Exits while a thread is blocked in a wait; says the pid that it waits for. */
    EXITING_WHILE_WAITING(JvmRoles::exitingWhileWaiting),
    /** Returns from main while a thread that is no daemon waits; says the pid, then the result. */
    RETURNING_WHILE_WAITING(JvmRoles::returningWhileWaiting),
    /** Says which comes first: the end of a wait by one virtual thread, or the run of another. */
    WAITING_ON_A_CARRIER(JvmRoles::waitingOnACarrier),
    /** As the first process of a PID namespace: says who it is. */
    BEING_PID_ONE(NamespaceRoles::beingPidOne),
    /** As the first process of a PID namespace: gets an orphan; says its parent, its state after its end, and the wait. */
    INHERITING_AN_ORPHAN(NamespaceRoles::inheritingAnOrphan),
    /** Tries to get the pid of a zombie for a new child; says both. */
    REUSING_A_ZOMBIE(NamespaceRoles::reusingAZombie),
    /** Gets the pid of a reaped child for a new one; says pids, start times and what the wait returns. */
    REUSING_A_PID(NamespaceRoles::reusingAPid),
    /** Tries to get a pid that is still the number of a process group or session; says what it got. */
    REUSING_A_GROUP(NamespaceRoles::reusingAGroup),
    /** Has a pidfd of a process whose pid another process has by now; says what a signal by it returns. */
    REUSING_BEHIND_A_PIDFD(NamespaceRoles::reusingBehindAPidfd),
    /** Makes the pids come to their end; says the next one. */
    WRAPPING_AROUND(NamespaceRoles::wrappingAround),
    /** Gives the pid of a reaped child to a process that is no child; says what a wait for the pid returns. */
    REUSING_FOR_A_STRANGER(NamespaceRoles::reusingForAStranger);

    @SuppressWarnings("ImmutableEnumChecker") // each part is a reference to a static method
    private final Part part;

    Role(Part part) {
        this.part = part;
    }

    void play(Stage stage) throws Exception {
        part.play(stage);
    }

    /** The doing of a role. */
    interface Part {
        /** Does it. */
        void play(Stage stage) throws Exception;
    }
}
