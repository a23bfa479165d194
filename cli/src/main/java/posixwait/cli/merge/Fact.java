package posixwait.cli.merge;

import java.util.Set;

/** A fact about a run that may decide an outcome. When and how long it ran is none: no two runs agree in that. */
public enum Fact {
    /** The name of the backend. */
    BACKEND("backend"),
    /** How it binds C symbols. */
    BINDING("binding"),
    /** The backend that prepared the tests and looked. */
    REFERENCE("reference backend"),
    /** The full version of the JDK. */
    JDK("JDK"),
    /** The first number of that. */
    JDK_FEATURE("JDK feature release"),
    /** The first two numbers of the kernel's release. */
    KERNEL_SERIES("kernel series"),
    /** The release of the kernel. */
    KERNEL("kernel release"),
    /** {@code glibc} or {@code musl}. */
    LIBC("C library"),
    /** The C library with its version: a version alone says nothing without its name. */
    LIBC_VERSION("C library version"),
    /** The architecture, as Java names it. */
    ARCH("architecture"),
    /** How the distribution calls itself. */
    DISTRIBUTION("distribution"),
    /** Whether anything speaks for a container. */
    CONTAINER("container"),
    /** {@code root} or {@code ordinary user}. */
    USER("user"),
    /** {@code off}, {@code strict} or {@code filter}. */
    SECCOMP("seccomp"),
    /** Whether no program can gain privileges. */
    NO_NEW_PRIVILEGES("no_new_privs"),
    /** Where core images go. */
    CORE_PATTERN("core_pattern"),
    /** The scope of ptrace, where Yama sets one. */
    PTRACE_SCOPE("ptrace_scope"),
    /** What the command inherited for {@code SIGCHLD}. */
    SIGCHLD("SIGCHLD"),
    /** What process 1 is known as. */
    PID_ONE("process 1"),
    /** The version of control groups. */
    CGROUP("control groups"),
    /** How many processors the JVM may use. */
    CPUS("processors"),
    /** The soft limit of processes. */
    NPROC("limit nproc"),
    /** The soft limit of open files. */
    NOFILE("limit nofile"),
    /** The soft limit of core files. */
    CORE("limit core"),
    /** Whether the directory for JNA's library forbids execution. */
    NATIVE_DIRECTORY("native directory"),
    /** The C compiler, without which nothing is compared with C. */
    C_COMPILER("C compiler"),
    /** The version of the conformance kit. */
    KIT("kit"),
    /** Whether the order of the tests was the usual one. */
    ORDER("order"),
    /** The file of expected failures, by the beginning of its SHA-256. */
    EXPECTATIONS("expectations");

    /** Those that are no facts about the host. */
    static final Set<Fact> ABOUT_THE_BACKEND = Set.of(BACKEND, BINDING, REFERENCE, JDK, JDK_FEATURE);

    private final String words;

    Fact(String words) {
        this.words = words;
    }

    /** {@return its name for people} */
    public String words() {
        return words;
    }

    /** {@return a value of it, with as much of its name as the value needs to be understood} */
    String with(String value) {
        return switch (this) {
            case BACKEND, LIBC, LIBC_VERSION, ARCH, DISTRIBUTION, USER -> value;
            case KERNEL_SERIES, KERNEL -> "Linux " + value;
            case JDK, JDK_FEATURE -> "Java " + value;
            default -> words + " " + value;
        };
    }
}
