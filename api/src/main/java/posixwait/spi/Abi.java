package posixwait.spi;

/**
 * Numbers of the Linux LP64 interface that the seam needs, each once.
 *
 * <p>Option bits, signal and error numbers, sizes and offsets, as the C headers have them on x86-64 and AArch64. A C probe
 * compiled against the real headers checks every one of them in the build.
 */
public final class Abi {
    private Abi() {}

    /**
     * Refuses a host that has other numbers.
     *
     * @param backend the name of the backend that is being opened
     * @throws BackendUnavailableException if this is not Linux, or not a 64-bit JVM on x86-64 or AArch64
     */
    public static void requireHost(String backend) throws BackendUnavailableException {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "");
        if (!system.equals("Linux") || !machine.matches("amd64|x86_64|aarch64")) {
            throw new BackendUnavailableException(
                    backend,
                    "knows Linux on x86-64 and AArch64 with a 64-bit JVM, this is " + system + " on " + machine,
                    "run it on such a host",
                    null);
        }
    }

    /** Whether this is x86-64: it numbers system calls and packs {@code epoll_event} in a way of its own. */
    private static final boolean X86_64 = System.getProperty("os.arch", "").matches("amd64|x86_64");

    // wait(2) options

    /** {@code WNOHANG}: return at once if no child has a state change; {@code <bits/waitflags.h>}. */
    public static final int WNOHANG = 1;

    /** {@code WUNTRACED}: report stopped children too; {@code <bits/waitflags.h>}. */
    public static final int WUNTRACED = 2;

    /** {@code WSTOPPED}: report stopped children; {@code <bits/waitflags.h>}, equal to {@code WUNTRACED}. */
    public static final int WSTOPPED = 2;

    /** {@code WEXITED}: report ended children; {@code <bits/waitflags.h>}. */
    public static final int WEXITED = 4;

    /** {@code WCONTINUED}: report continued children; {@code <bits/waitflags.h>}. */
    public static final int WCONTINUED = 8;

    /** {@code WNOWAIT}: leave the child waitable; {@code <bits/waitflags.h>}. */
    public static final int WNOWAIT = 0x01000000;

    /** {@code __WNOTHREAD}: do not wait for children of other threads; {@code <linux/wait.h>}. */
    public static final int __WNOTHREAD = 0x20000000;

    /** {@code __WALL}: wait for children of either kind; {@code <linux/wait.h>}. */
    public static final int __WALL = 0x40000000;

    /** {@code __WCLONE}: wait for "clone" children only; {@code <linux/wait.h>}. */
    public static final int __WCLONE = 0x80000000;

    // waitid(2) id types

    /** {@code P_ALL}: every child; {@code <bits/waitflags.h>}. */
    public static final int P_ALL = 0;

    /** {@code P_PID}: the child with that pid; {@code <bits/waitflags.h>}. */
    public static final int P_PID = 1;

    /** {@code P_PGID}: children in that process group; {@code <bits/waitflags.h>}. */
    public static final int P_PGID = 2;

    /** {@code P_PIDFD}: the child that pidfd refers to, Linux 5.4; {@code <bits/waitflags.h>}. */
    public static final int P_PIDFD = 3;

    // si_code of SIGCHLD

    /** {@code CLD_EXITED}: the child exited; {@code <bits/siginfo-consts.h>}. */
    public static final int CLD_EXITED = 1;

    /** {@code CLD_KILLED}: a signal ended the child; {@code <bits/siginfo-consts.h>}. */
    public static final int CLD_KILLED = 2;

    /** {@code CLD_DUMPED}: a signal ended the child, core dumped; {@code <bits/siginfo-consts.h>}. */
    public static final int CLD_DUMPED = 3;

    /** {@code CLD_TRAPPED}: a traced child trapped; {@code <bits/siginfo-consts.h>}. */
    public static final int CLD_TRAPPED = 4;

    /** {@code CLD_STOPPED}: the child stopped; {@code <bits/siginfo-consts.h>}. */
    public static final int CLD_STOPPED = 5;

    /** {@code CLD_CONTINUED}: the child continued; {@code <bits/siginfo-consts.h>}. */
    public static final int CLD_CONTINUED = 6;

    /** {@code SI_USER}: sent by {@code kill}; {@code <bits/siginfo-consts.h>}. */
    public static final int SI_USER = 0;

    /** {@code SI_QUEUE}: sent by {@code sigqueue}; {@code <bits/siginfo-consts.h>}. */
    public static final int SI_QUEUE = -1;

    /** {@code SI_TKILL}: sent by {@code tgkill}; {@code <bits/siginfo-consts.h>}. */
    public static final int SI_TKILL = -6;

    /** {@code SI_KERNEL}: sent by the kernel; {@code <bits/siginfo-consts.h>}. */
    public static final int SI_KERNEL = 0x80;

    // errno

    /** {@code EPERM}; {@code <asm-generic/errno.h>}. */
    public static final int EPERM = 1;

    /** {@code ENOENT}; {@code <asm-generic/errno.h>}. */
    public static final int ENOENT = 2;

    /** {@code ESRCH}; {@code <asm-generic/errno.h>}. */
    public static final int ESRCH = 3;

    /** {@code EINTR}; {@code <asm-generic/errno.h>}. */
    public static final int EINTR = 4;

    /** {@code E2BIG}; {@code <asm-generic/errno.h>}. */
    public static final int E2BIG = 7;

    /** {@code EBADF}; {@code <asm-generic/errno.h>}. */
    public static final int EBADF = 9;

    /** {@code ECHILD}; {@code <asm-generic/errno.h>}. */
    public static final int ECHILD = 10;

    /** {@code EAGAIN}; {@code <asm-generic/errno.h>}. */
    public static final int EAGAIN = 11;

    /** {@code ENOMEM}; {@code <asm-generic/errno.h>}. */
    public static final int ENOMEM = 12;

    /** {@code EACCES}; {@code <asm-generic/errno.h>}. */
    public static final int EACCES = 13;

    /** {@code EFAULT}; {@code <asm-generic/errno.h>}. */
    public static final int EFAULT = 14;

    /** {@code EEXIST}; {@code <asm-generic/errno.h>}. */
    public static final int EEXIST = 17;

    /** {@code EINVAL}; {@code <asm-generic/errno.h>}. */
    public static final int EINVAL = 22;

    /** {@code EMFILE}; {@code <asm-generic/errno.h>}. */
    public static final int EMFILE = 24;

    /** {@code ESPIPE}; {@code <asm-generic/errno.h>}. */
    public static final int ESPIPE = 29;

    /** {@code EPIPE}; {@code <asm-generic/errno.h>}. */
    public static final int EPIPE = 32;

    /** {@code ENOSYS}; {@code <asm-generic/errno.h>}. */
    public static final int ENOSYS = 38;

    // signals

    /** {@code SIGHUP}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGHUP = 1;

    /** {@code SIGINT}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGINT = 2;

    /** {@code SIGQUIT}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGQUIT = 3;

    /** {@code SIGILL}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGILL = 4;

    /** {@code SIGTRAP}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGTRAP = 5;

    /** {@code SIGABRT}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGABRT = 6;

    /** {@code SIGBUS}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGBUS = 7;

    /** {@code SIGFPE}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGFPE = 8;

    /** {@code SIGKILL}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGKILL = 9;

    /** {@code SIGUSR1}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGUSR1 = 10;

    /** {@code SIGSEGV}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGSEGV = 11;

    /** {@code SIGUSR2}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGUSR2 = 12;

    /** {@code SIGPIPE}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGPIPE = 13;

    /** {@code SIGALRM}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGALRM = 14;

    /** {@code SIGTERM}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGTERM = 15;

    /** {@code SIGSTKFLT}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGSTKFLT = 16;

    /** {@code SIGCHLD}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGCHLD = 17;

    /** {@code SIGCONT}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGCONT = 18;

    /** {@code SIGSTOP}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGSTOP = 19;

    /** {@code SIGTSTP}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGTSTP = 20;

    /** {@code SIGTTIN}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGTTIN = 21;

    /** {@code SIGTTOU}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGTTOU = 22;

    /** {@code SIGURG}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGURG = 23;

    /** {@code SIGXCPU}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGXCPU = 24;

    /** {@code SIGXFSZ}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGXFSZ = 25;

    /** {@code SIGVTALRM}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGVTALRM = 26;

    /** {@code SIGPROF}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGPROF = 27;

    /** {@code SIGWINCH}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGWINCH = 28;

    /** {@code SIGIO}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGIO = 29;

    /** {@code SIGPWR}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGPWR = 30;

    /** {@code SIGSYS}; {@code signal(7)}, x86-64 and AArch64. */
    public static final int SIGSYS = 31;

    // sigaction(2)

    /** {@code SA_NOCLDSTOP}: no {@code SIGCHLD} when children stop or continue; {@code <bits/sigaction.h>}. */
    public static final int SA_NOCLDSTOP = 1;

    /** {@code SA_NOCLDWAIT}: children do not become zombies; {@code <bits/sigaction.h>}. */
    public static final int SA_NOCLDWAIT = 2;

    /** {@code SA_RESTART}: restart interrupted calls; {@code <bits/sigaction.h>}. */
    public static final int SA_RESTART = 0x10000000;

    /** {@code SA_RESETHAND}: back to the default action when the handler is entered; {@code <bits/sigaction.h>}. */
    public static final int SA_RESETHAND = 0x80000000;

    /** {@code SIG_BLOCK}: add to the mask; {@code <bits/sigaction.h>}. */
    public static final int SIG_BLOCK = 0;

    /** {@code SIG_UNBLOCK}: take from the mask; {@code <bits/sigaction.h>}. */
    public static final int SIG_UNBLOCK = 1;

    /** {@code SIG_SETMASK}: replace the mask; {@code <bits/sigaction.h>}. */
    public static final int SIG_SETMASK = 2;

    // posix_spawn(3) flags

    /** {@code POSIX_SPAWN_SETPGROUP}: {@code <spawn.h>}. */
    public static final int POSIX_SPAWN_SETPGROUP = 2;

    /** {@code POSIX_SPAWN_SETSIGDEF}: {@code <spawn.h>}. */
    public static final int POSIX_SPAWN_SETSIGDEF = 4;

    /** {@code POSIX_SPAWN_SETSIGMASK}: {@code <spawn.h>}. */
    public static final int POSIX_SPAWN_SETSIGMASK = 8;

    /** {@code POSIX_SPAWN_SETSID}: {@code <spawn.h>}, glibc 2.26. */
    public static final int POSIX_SPAWN_SETSID = 128;

    // clone(2) flags

    /** {@code CSIGNAL}: the bits of the signal that tells of the child's end; {@code <linux/sched.h>}. */
    public static final int CSIGNAL = 0xff;

    /** {@code CLONE_VM}: share memory; {@code <linux/sched.h>}. */
    public static final int CLONE_VM = 0x100;

    /** {@code CLONE_PIDFD}: store a pidfd at {@code parent_tid}, Linux 5.2; {@code <linux/sched.h>}. */
    public static final int CLONE_PIDFD = 0x1000;

    /** {@code CLONE_VFORK}: suspend the caller until the child ends or executes; {@code <linux/sched.h>}. */
    public static final int CLONE_VFORK = 0x4000;

    /** {@code CLONE_PARENT}: a child of the caller's parent; {@code <linux/sched.h>}. */
    public static final int CLONE_PARENT = 0x8000;

    /** {@code CLONE_NEWUSER}: in a new user namespace; {@code <linux/sched.h>}. */
    public static final int CLONE_NEWUSER = 0x10000000;

    /** {@code CLONE_NEWPID}: as the first process of a new PID namespace; {@code <linux/sched.h>}. */
    public static final int CLONE_NEWPID = 0x20000000;

    // prctl(2)

    /** {@code PR_SET_PDEATHSIG}: the signal to get when the thread ends that made the process; {@code <linux/prctl.h>}. */
    public static final int PR_SET_PDEATHSIG = 1;

    /** {@code PR_GET_PDEATHSIG}: {@code <linux/prctl.h>}. */
    public static final int PR_GET_PDEATHSIG = 2;

    /** {@code PR_SET_CHILD_SUBREAPER}: adopt orphaned descendants, Linux 3.4; {@code <linux/prctl.h>}. */
    public static final int PR_SET_CHILD_SUBREAPER = 36;

    /** {@code PR_GET_CHILD_SUBREAPER}: {@code <linux/prctl.h>}. */
    public static final int PR_GET_CHILD_SUBREAPER = 37;

    // ptrace(2)

    /** {@code PTRACE_CONT}: {@code <sys/ptrace.h>}. */
    public static final int PTRACE_CONT = 7;

    /** {@code PTRACE_SEIZE}: trace without a stop, Linux 3.4; {@code <sys/ptrace.h>}. */
    public static final int PTRACE_SEIZE = 0x4206;

    /** {@code PTRACE_O_TRACEEXIT}: stop the tracee before it ends; {@code <sys/ptrace.h>}. */
    public static final int PTRACE_O_TRACEEXIT = 0x40;

    /** {@code PTRACE_EVENT_EXIT}: that stop; {@code <sys/ptrace.h>}. */
    public static final int PTRACE_EVENT_EXIT = 6;

    // pidfd_open(2)

    /** {@code PIDFD_NONBLOCK}: a wait by the pidfd does not block, Linux 5.10; {@code <linux/pidfd.h>}. */
    public static final int PIDFD_NONBLOCK = 0x800;

    // pidfd ioctl

    /** {@code PIDFD_GET_INFO}, Linux 6.13, with the structure as it was then; {@code <linux/pidfd.h>}. */
    public static final int PIDFD_GET_INFO = 0xc040ff0b;

    /** {@code PIDFD_INFO_EXIT}: tell the exit status, Linux 6.15; {@code <linux/pidfd.h>}. */
    public static final int PIDFD_INFO_EXIT = 8;

    // getrusage(2)

    /** {@code RUSAGE_SELF}: {@code <bits/resource.h>}. */
    public static final int RUSAGE_SELF = 0;

    /** {@code RUSAGE_CHILDREN}: {@code <bits/resource.h>}. */
    public static final int RUSAGE_CHILDREN = -1;

    /** {@code RUSAGE_THREAD}: {@code <bits/resource.h>}. */
    public static final int RUSAGE_THREAD = 1;

    // getrlimit(2)

    /** {@code RLIMIT_CPU}: {@code <bits/resource.h>}. */
    public static final int RLIMIT_CPU = 0;

    /** {@code RLIMIT_CORE}: {@code <bits/resource.h>}. */
    public static final int RLIMIT_CORE = 4;

    /** {@code RLIMIT_NPROC}: {@code <bits/resource.h>}. */
    public static final int RLIMIT_NPROC = 6;

    /** {@code RLIMIT_NOFILE}: {@code <bits/resource.h>}. */
    public static final int RLIMIT_NOFILE = 7;

    /** {@code RLIMIT_SIGPENDING}: how many signals may be queued for a user; {@code <bits/resource.h>}. */
    public static final int RLIMIT_SIGPENDING = 11;

    /** {@code RLIM_NLIMITS}: how many resources have a limit; {@code <bits/resource.h>}. */
    public static final int RLIM_NLIMITS = 16;

    // epoll(7), poll(2), eventfd(2)

    /** {@code EPOLLIN}: {@code <sys/epoll.h>}. */
    public static final int EPOLLIN = 1;

    /** {@code EPOLLHUP}: {@code <sys/epoll.h>}. */
    public static final int EPOLLHUP = 16;

    /** {@code EPOLLONESHOT}: report once, then watch no more until told to; {@code <sys/epoll.h>}. */
    public static final int EPOLLONESHOT = 1 << 30;

    /** {@code EPOLL_CTL_ADD}: {@code <sys/epoll.h>}. */
    public static final int EPOLL_CTL_ADD = 1;

    /** {@code EPOLL_CTL_DEL}: {@code <sys/epoll.h>}. */
    public static final int EPOLL_CTL_DEL = 2;

    /** {@code EPOLL_CTL_MOD}: {@code <sys/epoll.h>}. */
    public static final int EPOLL_CTL_MOD = 3;

    /** {@code EPOLL_CLOEXEC}: {@code <sys/epoll.h>}. */
    public static final int EPOLL_CLOEXEC = 0x00080000;

    /** {@code EFD_CLOEXEC}: {@code <sys/eventfd.h>}. */
    public static final int EFD_CLOEXEC = 0x00080000;

    /** {@code EFD_NONBLOCK}: {@code <sys/eventfd.h>}. */
    public static final int EFD_NONBLOCK = 0x800;

    /** {@code POLLIN}: {@code <bits/poll.h>}. */
    public static final int POLLIN = 1;

    /** {@code POLLOUT}: {@code <bits/poll.h>}. */
    public static final int POLLOUT = 4;

    /** {@code POLLERR}: {@code <bits/poll.h>}. */
    public static final int POLLERR = 8;

    /** {@code POLLHUP}: {@code <bits/poll.h>}. */
    public static final int POLLHUP = 16;

    /** {@code POLLNVAL}: the descriptor is not open; {@code <bits/poll.h>}. */
    public static final int POLLNVAL = 32;

    // open(2), fcntl(2), mmap(2)

    /** {@code O_RDONLY}: {@code <fcntl.h>}. */
    public static final int O_RDONLY = 0;

    /** {@code O_WRONLY}: {@code <fcntl.h>}. */
    public static final int O_WRONLY = 1;

    /** {@code O_RDWR}: {@code <fcntl.h>}. */
    public static final int O_RDWR = 2;

    /** {@code O_CREAT}: {@code <fcntl.h>}. */
    public static final int O_CREAT = 0x40;

    /** {@code O_TRUNC}: {@code <fcntl.h>}. */
    public static final int O_TRUNC = 0x200;

    /** {@code O_NONBLOCK}: {@code <fcntl.h>}. */
    public static final int O_NONBLOCK = 0x800;

    /** {@code O_CLOEXEC}: {@code <fcntl.h>}. */
    public static final int O_CLOEXEC = 0x00080000;

    /** {@code F_DUPFD_CLOEXEC}: the lowest free number from the argument on; {@code <fcntl.h>}. */
    public static final int F_DUPFD_CLOEXEC = 1030;

    /** {@code AT_FDCWD}: {@code <fcntl.h>}. */
    public static final int AT_FDCWD = -100;

    /** {@code F_GETFD}: {@code <fcntl.h>}. */
    public static final int F_GETFD = 1;

    /** {@code F_SETFD}: {@code <fcntl.h>}. */
    public static final int F_SETFD = 2;

    /** {@code F_GETFL}: {@code <fcntl.h>}. */
    public static final int F_GETFL = 3;

    /** {@code F_SETFL}: {@code <fcntl.h>}. */
    public static final int F_SETFL = 4;

    /** {@code F_SETLK}: {@code <fcntl.h>}. */
    public static final int F_SETLK = 6;

    /** {@code F_WRLCK}: the kind of lock that {@code l_type} asks for, at the start of the structure; {@code <fcntl.h>}. */
    public static final int F_WRLCK = 1;

    /** {@code FD_CLOEXEC}: {@code <fcntl.h>}. */
    public static final int FD_CLOEXEC = 1;

    /** {@code LOCK_EX}: {@code <sys/file.h>}. */
    public static final int LOCK_EX = 2;

    /** {@code PROT_READ}: {@code <sys/mman.h>}. */
    public static final int PROT_READ = 1;

    /** {@code PROT_WRITE}: {@code <sys/mman.h>}. */
    public static final int PROT_WRITE = 2;

    /** {@code PROT_EXEC}: {@code <sys/mman.h>}. */
    public static final int PROT_EXEC = 4;

    /** {@code MAP_PRIVATE}: {@code <sys/mman.h>}. */
    public static final int MAP_PRIVATE = 2;

    /** {@code MAP_ANONYMOUS}: {@code <sys/mman.h>}. */
    public static final int MAP_ANONYMOUS = 0x20;

    /** {@code MAP_NORESERVE}: {@code <sys/mman.h>}. */
    public static final int MAP_NORESERVE = 0x4000;

    /** {@code MAP_POPULATE}: fault the pages in at once; {@code <sys/mman.h>}. */
    public static final int MAP_POPULATE = 0x8000;

    /** {@code MAP_STACK}: {@code <sys/mman.h>}. */
    public static final int MAP_STACK = 0x00020000;

    // sizes and offsets

    /** {@code SIGINFO_SIZE}: {@code sizeof(siginfo_t)}; {@code SI_MAX_SIZE} of {@code <asm-generic/siginfo.h>}. */
    public static final int SIGINFO_SIZE = 128;

    /** {@code SIGINFO_SIGNO}: {@code offsetof(siginfo_t, si_signo)}. */
    public static final int SIGINFO_SIGNO = 0;

    /** {@code SIGINFO_ERRNO}: {@code offsetof(siginfo_t, si_errno)}. */
    public static final int SIGINFO_ERRNO = 4;

    /** {@code SIGINFO_CODE}: {@code offsetof(siginfo_t, si_code)}. */
    public static final int SIGINFO_CODE = 8;

    /** {@code SIGINFO_PID}: {@code offsetof(siginfo_t, si_pid)}; the arm starts at 16 on LP64. */
    public static final int SIGINFO_PID = 16;

    /** {@code SIGINFO_UID}: {@code offsetof(siginfo_t, si_uid)}. */
    public static final int SIGINFO_UID = 20;

    /** {@code SIGINFO_STATUS}: {@code offsetof(siginfo_t, si_status)}. */
    public static final int SIGINFO_STATUS = 24;

    /** {@code SIGINFO_UTIME}: {@code offsetof(siginfo_t, si_utime)}. */
    public static final int SIGINFO_UTIME = 32;

    /** {@code SIGINFO_STIME}: {@code offsetof(siginfo_t, si_stime)}. */
    public static final int SIGINFO_STIME = 40;

    /** {@code RUSAGE_SIZE}: {@code sizeof(struct rusage)}; sixteen longs after two {@code timeval}s. */
    public static final int RUSAGE_SIZE = 144;

    /** {@code SIGACTION_SIZE}: {@code sizeof(struct sigaction)}. */
    public static final int SIGACTION_SIZE = 152;

    /** {@code SIGACTION_HANDLER}: {@code offsetof(struct sigaction, sa_handler)}. */
    public static final int SIGACTION_HANDLER = 0;

    /** {@code SIGACTION_MASK}: {@code offsetof(struct sigaction, sa_mask)}. */
    public static final int SIGACTION_MASK = 8;

    /** {@code SIGACTION_FLAGS}: {@code offsetof(struct sigaction, sa_flags)}. */
    public static final int SIGACTION_FLAGS = 136;

    /** {@code SIGSET_SIZE}: {@code sizeof(sigset_t)}. */
    public static final int SIGSET_SIZE = 128;

    /** {@code RLIMIT_SIZE}: {@code sizeof(struct rlimit)}. */
    public static final int RLIMIT_SIZE = 16;

    /** {@code TMS_SIZE}: {@code sizeof(struct tms)}. */
    public static final int TMS_SIZE = 32;

    /** {@code TIMESPEC_SIZE}: {@code sizeof(struct timespec)}. */
    public static final int TIMESPEC_SIZE = 16;

    /** {@code POLLFD_SIZE}: {@code sizeof(struct pollfd)}. */
    public static final int POLLFD_SIZE = 8;

    /** {@code SPAWN_ATTRIBUTES_SIZE}: {@code sizeof(posix_spawnattr_t)}. */
    public static final int SPAWN_ATTRIBUTES_SIZE = 336;

    /** {@code SPAWN_FILE_ACTIONS_SIZE}: {@code sizeof(posix_spawn_file_actions_t)}. */
    public static final int SPAWN_FILE_ACTIONS_SIZE = 80;

    // Types wider than int, and numbers that differ between machines

    /** {@code SIG_DFL}: the default action; {@code <bits/signum-generic.h>}. */
    public static final long SIG_DFL = 0;

    /** {@code SIG_IGN}: ignore the signal; {@code <bits/signum-generic.h>}. */
    public static final long SIG_IGN = 1;

    /** {@code RLIM_INFINITY}: no limit; all bits set; {@code <bits/resource.h>}. */
    public static final long RLIM_INFINITY = -1;

    /** The first real-time signal the kernel knows; the C library keeps the first two for itself; {@code signal(7)}. */
    public static final int KERNEL_SIGRTMIN = 32;

    /** The last signal; {@code signal(7)}. */
    public static final int SIGRTMAX = 64;

    /** {@code sizeof(struct epoll_event)}: packed on x86-64 only; {@code <bits/epoll.h>}. */
    public static final int EPOLL_EVENT_SIZE = X86_64 ? 12 : 16;

    /** {@code offsetof(struct epoll_event, data)}; {@code <bits/epoll.h>}. */
    public static final int EPOLL_EVENT_DATA = X86_64 ? 4 : 8;

    /** {@code SYS_waitid}; {@code <asm/unistd.h>}. */
    public static final int SYS_WAITID = X86_64 ? 247 : 95;

    /** {@code SYS_tgkill}; {@code <asm/unistd.h>}. */
    public static final int SYS_TGKILL = X86_64 ? 234 : 131;

    /** {@code SYS_gettid}; {@code <asm/unistd.h>}. */
    public static final int SYS_GETTID = X86_64 ? 186 : 178;

    /** {@code SYS_read}; {@code <asm/unistd.h>}. */
    public static final int SYS_READ = X86_64 ? 0 : 63;

    /** {@code SYS_write}; {@code <asm/unistd.h>}. */
    public static final int SYS_WRITE = X86_64 ? 1 : 64;

    /** {@code SYS_openat}; {@code <asm/unistd.h>}. */
    public static final int SYS_OPENAT = X86_64 ? 257 : 56;

    /** {@code SYS_flock}; {@code <asm/unistd.h>}. */
    public static final int SYS_FLOCK = X86_64 ? 73 : 32;

    /** {@code SYS_ioctl}; {@code <asm/unistd.h>}. */
    public static final int SYS_IOCTL = X86_64 ? 16 : 29;

    /** {@code SYS_execve}; {@code <asm/unistd.h>}. */
    public static final int SYS_EXECVE = X86_64 ? 59 : 221;

    /** {@code SYS_ptrace}; {@code <asm/unistd.h>}. */
    public static final int SYS_PTRACE = X86_64 ? 101 : 117;

    /** {@code SYS_unshare}; {@code <asm/unistd.h>}. */
    public static final int SYS_UNSHARE = X86_64 ? 272 : 97;

    /** {@code SYS_signalfd4}; {@code <asm/unistd.h>}. */
    public static final int SYS_SIGNALFD4 = X86_64 ? 289 : 74;

    /** {@code SYS_poll}; {@code <asm/unistd.h>}; -1 on AArch64, which has {@code SYS_ppoll} only. */
    public static final int SYS_POLL = X86_64 ? 7 : -1;

    /** {@code SYS_ppoll}; {@code <asm/unistd.h>}. */
    public static final int SYS_PPOLL = X86_64 ? 271 : 73;

    /** {@code SYS_epoll_wait}; {@code <asm/unistd.h>}; -1 on AArch64, which has {@code SYS_epoll_pwait} only. */
    public static final int SYS_EPOLL_WAIT = X86_64 ? 232 : -1;

    /** {@code SYS_epoll_pwait}; {@code <asm/unistd.h>}. */
    public static final int SYS_EPOLL_PWAIT = X86_64 ? 281 : 22;

    /** {@code SYS_rt_sigtimedwait}; {@code <asm/unistd.h>}. */
    public static final int SYS_RT_SIGTIMEDWAIT = X86_64 ? 128 : 137;

    /** {@code SYS_rt_tgsigqueueinfo}; {@code <asm/unistd.h>}. */
    public static final int SYS_RT_TGSIGQUEUEINFO = X86_64 ? 297 : 240;

    /** {@code SYS_wait4}; {@code <asm/unistd.h>}. */
    public static final int SYS_WAIT4 = X86_64 ? 61 : 260;

    /** {@code SYS_pidfd_send_signal}, Linux 5.1; {@code <asm/unistd.h>}. */
    public static final int SYS_PIDFD_SEND_SIGNAL = 424;

    /** {@code SYS_pidfd_open}, Linux 5.3; {@code <asm/unistd.h>}. */
    public static final int SYS_PIDFD_OPEN = 434;
}
