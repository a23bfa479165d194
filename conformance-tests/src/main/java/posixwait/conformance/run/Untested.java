package posixwait.conformance.run;

import java.util.List;
import posixwait.conformance.Level;

/**
 * A requirement that is listed and not tested.
 *
 * @param id the ID, as of one that is tested
 * @param title a sentence
 * @param rule what must hold
 * @param citations where it stands
 * @param reason why there is no test
 */
record Untested(String id, String title, String rule, List<String> citations, String reason) {

    /** All of them. */
    static final List<Untested> ALL = List.of(
            new Untested(
                    "ERR-038",
                    "the wait functions can be called from a signal handler",
                    "wait(), waitpid() and waitid() are async-signal-safe: a signal handler may call them.",
                    List.of("POSIX.1-2017 2.4.3 Signal Actions", "signal-safety(7), DESCRIPTION"),
                    "Java cannot be a signal handler, and no function of the C library that can be one waits for a "
                            + "child."),
            new Untested(
                    "CHLD-021",
                    "a clone child that executes a program becomes an ordinary child",
                    "A child whose exit signal is none, or another than SIGCHLD, is made an ordinary child by execve(): a "
                            + "plain wait finds it, and its end sends SIGCHLD.",
                    List.of("execve(2), Effect on process attributes", "clone(2), The child termination signal"),
                    "A bare child runs one C function of one argument, and none of those replaces the program; "
                            + "posix_spawn makes ordinary children only."),
            new Untested(
                    "THR-046",
                    "the wait functions are cancellation points",
                    "A thread that is cancelled while blocked in wait(), waitpid() or waitid() ends there, and takes no "
                            + "status with it.",
                    List.of("POSIX.1-2017 2.9.5 Thread Cancellation", "pthreads(7), Cancellation points"),
                    "pthread_cancel() of a thread that the JVM attached unwinds frames of Java: what happens then is "
                            + "undefined."),
            new Untested(
                    "PFD-018",
                    "a child made with CLONE_AUTOREAP leaves no zombie",
                    "A child made by clone3() with CLONE_AUTOREAP is reaped by the kernel the moment it ends; its pidfd "
                            + "still tells how.",
                    List.of("clone(2), clone3()", "Linux, include/uapi/linux/sched.h"),
                    "The flag does not fit into the flags of clone(), and clone3() has no wrapper that calls a C function "
                            + "in the child: it would return in the middle of Java."),
            new Untested(
                    "JVM-019",
                    "memory of a blocked call cannot be freed",
                    "While a call is blocked, the native memory that it stores a status in cannot be freed.",
                    List.of("java.lang.foreign.Arena, Thread confinement", "java.lang.foreign.Linker, Safety"),
                    "The seam hands out no native memory: each thread's frame belongs to the backend, and there is "
                            + "nothing that a caller could close."),
            new Untested(
                    "JVM-020",
                    "every backend gives the same answers",
                    "Results, errno, status words and siginfo_t of a situation are the same through every backend.",
                    List.of("posixwait.spi.SystemCalls"),
                    "A run sees one backend. Each answer is held to one value by the other requirements; the runs side "
                            + "by side are the comparison."));

    RequirementInfo info() {
        return new RequirementInfo(
                id, Level.UNTESTED, title, rule, citations, "", "", "", new TestJvmKind("", false), reason);
    }
}
