package posixwait.spi;

import org.jspecify.annotations.Nullable;

/**
 * The C library's calls around child processes: the one interface every backend implements.
 *
 * <p>One method for each symbol, named after it. A result is what the call returns when that is {@code >= 0}, else the
 * negated {@code errno} of that very call, captured on the calling thread before anything else can run there. Nothing is
 * retried, checked, emulated or thrown.
 *
 * <p>Carriers ({@code Raw...}) belong to the caller and are reused. Their content is passed in and whatever the kernel
 * wrote comes out; what it left alone stays as it was. {@code null} passes {@code NULL}.
 *
 * <p>One thing is checked all the same: {@link #read} and {@link #write} reject a range outside the array, since the kernel
 * would go beyond native memory.
 *
 * <p>Calls that wait block the calling thread in native code: {@link Thread#interrupt} does not reach them, and a
 * virtual thread pins its carrier meanwhile.
 *
 * @implSpec Safe for use by any number of threads. Abstract methods are POSIX; the others are what Linux or the BSDs add,
 *     and a backend that cannot make such a call leaves the default: {@code -ENOSYS}, or what {@link #syscall} answers.
 */
public interface SystemCalls {

    // Waiting

    /**
     * {@code wait}: waits for any child to end. Not named {@code wait}, which is {@link Object#wait()}.
     *
     * @param status receives the status word
     * @return the pid of the reaped child; {@code -ECHILD} without children; {@code -EINTR} if a handler ran
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/wait.html">POSIX.1-2024 wait()</a>
     */
    int waitAny(@Nullable RawStatus status);

    /**
     * {@code waitpid}: waits for a state change of the children that {@code pid} selects.
     *
     * @param pid a pid; -1 for every child; 0 for the caller's process group; {@code -group} for another
     * @param status receives the status word, if a child is reported
     * @param options {@link Abi#WNOHANG}, {@link Abi#WUNTRACED}, {@link Abi#WCONTINUED}; Linux's {@code __W} bits
     * @return the pid of the child; 0 if {@code WNOHANG} and none has changed; {@code -ECHILD} if none is selected;
     *     {@code -EINTR} if a handler ran; {@code -EINVAL} for other options; {@code -ESRCH} for {@code INT_MIN}
     * @see <a href="https://man7.org/linux/man-pages/man2/waitpid.2.html">waitpid(2)</a>
     */
    int waitpid(int pid, @Nullable RawStatus status, int options);

    /**
     * {@code waitid}: waits for a state change, and says which without decoding.
     *
     * @param idtype {@link Abi#P_ALL}, {@link Abi#P_PID}, {@link Abi#P_PGID} or {@link Abi#P_PIDFD}
     * @param id a pid, process group or descriptor, as {@code idtype} says; unused for {@code P_ALL}
     * @param child receives the {@code siginfo_t}; {@code pid} is 0 if {@code WNOHANG} and none has changed
     * @param options at least one of {@link Abi#WEXITED}, {@link Abi#WSTOPPED}, {@link Abi#WCONTINUED}, with
     *     {@link Abi#WNOHANG} and {@link Abi#WNOWAIT} if wanted
     * @return 0; {@code -ECHILD} if none is selected; {@code -EINTR} if a handler ran; {@code -EINVAL} for a bad option or
     *     idtype; {@code -EBADF} if {@code id} is no pidfd; {@code -EAGAIN} for a non-blocking pidfd of a living child
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/waitid.html">POSIX.1-2024 waitid()</a>
     */
    int waitid(int idtype, int id, @Nullable RawChild child, int options);

    /**
     * {@code wait3}: {@link #waitpid} for every child, with the resources it used.
     *
     * @param status receives the status word
     * @param options as for {@link #waitpid}
     * @param usage receives the usage, if a child is reported
     * @return as {@link #waitpid}
     * @see <a href="https://man7.org/linux/man-pages/man2/wait3.2.html">wait3(2)</a>
     */
    default int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code wait4}: {@link #waitpid} with the resources the child used.
     *
     * @param pid as for {@link #waitpid}
     * @param status receives the status word
     * @param options as for {@link #waitpid}
     * @param usage receives the usage, if a child is reported
     * @return as {@link #waitpid}
     * @see <a href="https://man7.org/linux/man-pages/man2/wait4.2.html">wait4(2)</a>
     */
    default int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code waitid} as the kernel has it, with a fifth argument that the C library's hides.
     *
     * @param idtype as for {@link #waitid(int, int, RawChild, int)}
     * @param id as for {@link #waitid(int, int, RawChild, int)}
     * @param child as for {@link #waitid(int, int, RawChild, int)}
     * @param options as for {@link #waitid(int, int, RawChild, int)}
     * @param usage receives the usage, if a child is reported
     * @return as {@link #waitid(int, int, RawChild, int)}
     * @see <a href="https://man7.org/linux/man-pages/man2/waitid.2.html">waitid(2), C library/kernel differences</a>
     */
    default int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        return -Abi.ENOSYS;
    }

    // Creating

    /**
     * {@code posix_spawn} or {@code posix_spawnp}, as the plan says.
     *
     * @param plan what to start, and how
     * @return the pid of the child; the negated error number, which {@code posix_spawn} returns rather than sets:
     *     {@code -ENOENT}, {@code -EACCES}, {@code -EAGAIN}, {@code -ENOMEM}; {@code -ENOSYS} if the C library lacks an
     *     action of the plan
     * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
     */
    int posixSpawn(SpawnPlan plan);

    /**
     * {@code clone}: a child that calls one C function and nothing of Java's.
     *
     * @param function the address of a C function that never returns, from {@link #dlsym}
     * @param stackTop the highest address of the child's stack, 16-byte aligned
     * @param flags {@code CLONE_} bits and the exit signal
     * @param argument what the function receives
     * @param parentTid receives what the flags ask to be stored at {@code parent_tid}, such as a pidfd
     * @return the pid of the child; {@code -EAGAIN}, {@code -ENOMEM}, {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/clone.2.html">clone(2)</a>
     */
    default int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code dlsym} in the C library.
     *
     * @param symbol the name of a function or variable
     * @return its address; {@code -ENOENT} if there is none
     */
    default long dlsym(String symbol) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code mmap} of anonymous memory.
     *
     * @param length bytes, more than 0
     * @param protection {@code PROT_} bits
     * @param flags {@code MAP_} bits
     * @return the address; {@code -ENOMEM}, {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/mmap.2.html">mmap(2)</a>
     */
    long mmap(long length, int protection, int flags);

    /**
     * {@code munmap}.
     *
     * @param address what {@link #mmap} returned
     * @param length what it was given
     * @return 0; {@code -EINVAL}
     */
    int munmap(long address, long length);

    // Signals

    /**
     * {@code kill}.
     *
     * @param pid a pid; 0 for the caller's process group; {@code -group} for another
     * @param signal 1 to 64, or 0 to ask whether one could be sent
     * @return 0; {@code -ESRCH} if there is no such process; {@code -EPERM}; {@code -EINVAL} for a bad signal
     * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
     */
    int kill(int pid, int signal);

    /**
     * {@code tgkill}: signals one thread; made by {@link #syscall}.
     *
     * @param pid the process
     * @param tid a thread of it, from {@link #gettid}
     * @param signal 1 to 64, or 0
     * @return 0; {@code -ESRCH}; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/tgkill.2.html">tgkill(2)</a>
     */
    default int tgkill(int pid, int tid, int signal) {
        return (int) syscall(Abi.SYS_TGKILL, pid, tid, signal, 0, 0, 0);
    }

    /**
     * {@code sigaction}.
     *
     * @param signal 1 to 64, not {@code SIGKILL} or {@code SIGSTOP}
     * @param action what to install
     * @param old receives what was installed
     * @return 0; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2)</a>
     */
    int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old);

    /**
     * {@code pthread_sigmask} of the calling thread; returns its error number rather than setting {@code errno}.
     *
     * @param how {@link Abi#SIG_BLOCK}, {@link Abi#SIG_UNBLOCK} or {@link Abi#SIG_SETMASK}
     * @param set the signals
     * @param old receives the mask before
     * @return 0; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man3/pthread_sigmask.3.html">pthread_sigmask(3)</a>
     */
    int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old);

    /**
     * {@code sigpending}: the signals that wait for this thread or this process to unblock them.
     *
     * @param set receives them
     * @return 0
     * @see <a href="https://man7.org/linux/man-pages/man2/sigpending.2.html">sigpending(2)</a>
     */
    int sigpending(RawSignalSet set);

    /**
     * {@code sigtimedwait}: takes a pending signal, which every thread must have blocked.
     *
     * @param set the signals to take
     * @param child receives the {@code siginfo_t}
     * @param timeoutNanos how long to block; negative for ever
     * @return the signal; {@code -EAGAIN} after the time; {@code -EINTR} if a handler ran
     * @see <a href="https://man7.org/linux/man-pages/man2/sigtimedwait.2.html">sigtimedwait(2)</a>
     */
    int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos);

    // Who is who

    /**
     * {@code getpid}.
     *
     * @return the pid of this process
     * @see <a href="https://man7.org/linux/man-pages/man2/getpid.2.html">getpid(2)</a>
     */
    int getpid();

    /**
     * {@code getppid}.
     *
     * @return the pid of the parent, 0 if it is outside this PID namespace
     * @see <a href="https://man7.org/linux/man-pages/man2/getpid.2.html">getppid(2)</a>
     */
    int getppid();

    /**
     * {@code gettid}; made by {@link #syscall}.
     *
     * @return the id of the calling thread, or {@code -ENOSYS}
     * @see <a href="https://man7.org/linux/man-pages/man2/gettid.2.html">gettid(2)</a>
     */
    default int gettid() {
        return (int) syscall(Abi.SYS_GETTID, 0, 0, 0, 0, 0, 0);
    }

    /**
     * {@code getpgid}.
     *
     * @param pid a process; 0 for the caller
     * @return its process group; {@code -ESRCH}
     * @see <a href="https://man7.org/linux/man-pages/man2/setpgid.2.html">getpgid(2)</a>
     */
    int getpgid(int pid);

    /**
     * {@code setpgid}.
     *
     * @param pid the caller or a child that has not executed a program; 0 for the caller
     * @param group the process group; 0 for {@code pid} itself
     * @return 0; {@code -EACCES} after an exec; {@code -EINVAL}; {@code -EPERM}; {@code -ESRCH}
     * @see <a href="https://man7.org/linux/man-pages/man2/setpgid.2.html">setpgid(2)</a>
     */
    int setpgid(int pid, int group);

    /**
     * {@code getsid}.
     *
     * @param pid a process; 0 for the caller
     * @return its session; {@code -ESRCH}
     * @see <a href="https://man7.org/linux/man-pages/man2/getsid.2.html">getsid(2)</a>
     */
    int getsid(int pid);

    /**
     * {@code setsid}: leads a session and a process group of the caller's own.
     *
     * @return the session; {@code -EPERM} if the caller leads a process group
     * @see <a href="https://man7.org/linux/man-pages/man2/setsid.2.html">setsid(2)</a>
     */
    int setsid();

    // Resources

    /**
     * {@code getrusage}.
     *
     * @param who {@link Abi#RUSAGE_SELF} or {@link Abi#RUSAGE_CHILDREN}
     * @param usage receives the usage
     * @return 0; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>
     */
    int getrusage(int who, RawUsage usage);

    /**
     * {@code times}.
     *
     * @param times receives the CPU times
     * @return clock ticks since some moment in the past
     * @see <a href="https://man7.org/linux/man-pages/man2/times.2.html">times(2)</a>
     */
    long times(RawTimes times);

    /**
     * {@code getrlimit}.
     *
     * @param resource {@code RLIMIT_} number
     * @param limit receives the limits
     * @return 0; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
     */
    int getrlimit(int resource, RawLimit limit);

    /**
     * {@code setrlimit}.
     *
     * @param resource {@code RLIMIT_} number
     * @param limit the limits
     * @return 0; {@code -EINVAL}; {@code -EPERM} if the hard limit would rise
     * @see <a href="https://man7.org/linux/man-pages/man2/setrlimit.2.html">setrlimit(2)</a>
     */
    int setrlimit(int resource, RawLimit limit);

    /**
     * {@code prctl} with an integer argument.
     *
     * @param option {@code PR_} number
     * @param argument the second argument; the others are 0
     * @return what the option returns; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/prctl.2.html">prctl(2)</a>
     */
    default int prctl(int option, long argument) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code prctl} with the address of an {@code int} to store.
     *
     * @param option {@code PR_} number
     * @param result receives the {@code int}
     * @return what the option returns; {@code -EINVAL}
     */
    default int prctl(int option, RawStatus result) {
        return -Abi.ENOSYS;
    }

    // Pidfds

    /**
     * {@code pidfd_open}, Linux 5.3; made by {@link #syscall}, since C libraries older than the kernel lack the symbol.
     *
     * @param pid a process
     * @param flags 0 or {@code PIDFD_NONBLOCK}
     * @return a descriptor, closed on exec; {@code -ESRCH}; {@code -EINVAL}; {@code -EMFILE}; {@code -ENOSYS}
     * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
     */
    default int pidfdOpen(int pid, int flags) {
        return (int) syscall(Abi.SYS_PIDFD_OPEN, pid, flags, 0, 0, 0, 0);
    }

    /**
     * {@code pidfd_send_signal}, Linux 5.1, with no {@code siginfo_t}; made by {@link #syscall}.
     *
     * @param pidfd a pidfd
     * @param signal 1 to 64, or 0
     * @param flags 0
     * @return 0; {@code -ESRCH} once the process was reaped; {@code -EBADF}; {@code -EINVAL}; {@code -EPERM}
     * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html">pidfd_send_signal(2)</a>
     */
    default int pidfdSendSignal(int pidfd, int signal, int flags) {
        return (int) syscall(Abi.SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, flags, 0, 0);
    }

    // Descriptors

    /**
     * {@code epoll_create1}.
     *
     * @param flags 0 or {@link Abi#EPOLL_CLOEXEC}
     * @return a descriptor; {@code -EMFILE}
     * @see <a href="https://man7.org/linux/man-pages/man2/epoll_create.2.html">epoll_create1(2)</a>
     */
    default int epollCreate1(int flags) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code epoll_ctl}.
     *
     * @param epoll the epoll descriptor
     * @param operation {@link Abi#EPOLL_CTL_ADD}, {@link Abi#EPOLL_CTL_MOD} or {@link Abi#EPOLL_CTL_DEL}
     * @param fd the descriptor to watch
     * @param events {@code EPOLL} bits
     * @param data what {@link #epollWait} reports with it
     * @return 0; {@code -EBADF}; {@code -EEXIST}; {@code -ENOENT}
     * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
     */
    default int epollCtl(int epoll, int operation, int fd, int events, long data) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code epoll_wait}.
     *
     * @param epoll the epoll descriptor
     * @param events receives what is ready
     * @param timeoutMillis how long to block; -1 for ever
     * @return the number of events; 0 after the time; {@code -EINTR} if a handler ran
     * @see <a href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html">epoll_wait(2)</a>
     */
    default int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code eventfd}.
     *
     * @param initial the first value of the counter
     * @param flags {@code EFD_} bits
     * @return a descriptor; {@code -EMFILE}
     * @see <a href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</a>
     */
    default int eventfd(int initial, int flags) {
        return -Abi.ENOSYS;
    }

    /**
     * {@code poll}.
     *
     * @param poll the descriptors, and what is ready
     * @param timeoutMillis how long to block; -1 for ever
     * @return the number of entries that are ready; 0 after the time; {@code -EINTR} if a handler ran
     * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
     */
    int poll(RawPoll poll, int timeoutMillis);

    /**
     * {@code pipe2}.
     *
     * @param ends receives both ends
     * @param flags {@link Abi#O_CLOEXEC}, {@link Abi#O_NONBLOCK}
     * @return 0; {@code -EMFILE}
     * @see <a href="https://man7.org/linux/man-pages/man2/pipe2.2.html">pipe2(2)</a>
     */
    int pipe2(RawPipe ends, int flags);

    /**
     * {@code read}.
     *
     * @param fd a descriptor
     * @param bytes receives the bytes
     * @param offset the first index
     * @param count the most bytes to read
     * @return the number read; 0 at the end; {@code -EINTR}; {@code -EAGAIN}; {@code -EBADF}; {@code -EINVAL}
     * @throws IndexOutOfBoundsException if the range is not within {@code bytes}; nothing was read then
     * @see <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a>
     */
    int read(int fd, byte[] bytes, int offset, int count);

    /**
     * {@code write}.
     *
     * @param fd a descriptor
     * @param bytes holds the bytes
     * @param offset the first index
     * @param count the number of bytes
     * @return the number written; {@code -EINTR}; {@code -EAGAIN}; {@code -EBADF}; {@code -EINVAL}
     * @throws IndexOutOfBoundsException if the range is not within {@code bytes}; nothing was written then
     * @see <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>
     */
    int write(int fd, byte[] bytes, int offset, int count);

    /**
     * {@code close}.
     *
     * @param fd a descriptor
     * @return 0; {@code -EBADF}
     * @see <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>
     */
    int close(int fd);

    /**
     * {@code fcntl} with an integer argument.
     *
     * @param fd a descriptor
     * @param command {@code F_} number
     * @param argument the third argument
     * @return what the command returns; {@code -EBADF}; {@code -EINVAL}
     * @see <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>
     */
    int fcntl(int fd, int command, long argument);

    // The raw door

    /**
     * {@code syscall}: any call of the kernel, with integers and addresses as they are.
     *
     * @param number {@code SYS_} number
     * @param a the first argument
     * @param b the second
     * @param c the third
     * @param d the fourth
     * @param e the fifth
     * @param f the sixth
     * @return what the call returns when that is {@code >= 0}, else its negated {@code errno}
     * @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
     */
    default long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return -Abi.ENOSYS;
    }
}
