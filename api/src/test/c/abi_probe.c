// Prints every constant of posixwait.spi.Abi as the headers have it: NAME, a tab, the value.
// The committed tables are its output. abi-aarch64.tsv needs no such machine:
//   aarch64-linux-gnu-gcc -static -o abi_probe abi_probe.c && qemu-aarch64-static ./abi_probe
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <time.h>
// The kernel's own, last: P_PIDFD and CLONE_PIDFD are younger than many a C library.
#include <linux/sched.h>
#include <linux/wait.h>

#ifndef SYS_poll
#define SYS_poll -1
#endif
#ifndef SYS_epoll_wait
#define SYS_epoll_wait -1
#endif

#define SAME(name) printf("%s\t%lld\n", #name, (long long) (name))
#define VALUE(name, value) printf("%s\t%lld\n", #name, (long long) (value))

// What Frame takes for granted of structures that are words in a row.
#define AT(type, member, offset) _Static_assert(offsetof(type, member) == (offset), #type "." #member)
AT(struct rusage, ru_utime.tv_usec, 8);
AT(struct rusage, ru_stime.tv_sec, 16);
AT(struct rusage, ru_stime.tv_usec, 24);
AT(struct rusage, ru_maxrss, 32);
AT(struct rusage, ru_ixrss, 40);
AT(struct rusage, ru_idrss, 48);
AT(struct rusage, ru_isrss, 56);
AT(struct rusage, ru_minflt, 64);
AT(struct rusage, ru_majflt, 72);
AT(struct rusage, ru_nswap, 80);
AT(struct rusage, ru_inblock, 88);
AT(struct rusage, ru_oublock, 96);
AT(struct rusage, ru_msgsnd, 104);
AT(struct rusage, ru_msgrcv, 112);
AT(struct rusage, ru_nsignals, 120);
AT(struct rusage, ru_nvcsw, 128);
AT(struct rusage, ru_nivcsw, 136);
AT(struct rlimit, rlim_max, 8);
AT(struct tms, tms_stime, 8);
AT(struct tms, tms_cutime, 16);
AT(struct tms, tms_cstime, 24);
AT(struct timespec, tv_nsec, 8);
AT(struct pollfd, events, 4);
AT(struct pollfd, revents, 6);
AT(struct epoll_event, events, 0);
AT(struct flock, l_type, 0);

int main(void) {
    // wait(2) options
    SAME(WNOHANG);
    SAME(WUNTRACED);
    SAME(WSTOPPED);
    SAME(WEXITED);
    SAME(WCONTINUED);
    SAME(WNOWAIT);
    SAME(__WNOTHREAD);
    SAME(__WALL);
    VALUE(__WCLONE, (int) __WCLONE);

    // waitid(2) id types
    SAME(P_ALL);
    SAME(P_PID);
    SAME(P_PGID);
    SAME(P_PIDFD);

    // si_code of SIGCHLD
    SAME(CLD_EXITED);
    SAME(CLD_KILLED);
    SAME(CLD_DUMPED);
    SAME(CLD_TRAPPED);
    SAME(CLD_STOPPED);
    SAME(CLD_CONTINUED);
    SAME(SI_USER);
    SAME(SI_QUEUE);
    SAME(SI_TKILL);
    SAME(SI_KERNEL);

    // errno
    SAME(EPERM);
    SAME(ENOENT);
    SAME(ESRCH);
    SAME(EINTR);
    SAME(E2BIG);
    SAME(EBADF);
    SAME(ECHILD);
    SAME(EAGAIN);
    SAME(ENOMEM);
    SAME(EACCES);
    SAME(EFAULT);
    SAME(EEXIST);
    SAME(EINVAL);
    SAME(EMFILE);
    SAME(ESPIPE);
    SAME(EPIPE);
    SAME(ENOSYS);

    // signals
    SAME(SIGHUP);
    SAME(SIGINT);
    SAME(SIGQUIT);
    SAME(SIGILL);
    SAME(SIGTRAP);
    SAME(SIGABRT);
    SAME(SIGBUS);
    SAME(SIGFPE);
    SAME(SIGKILL);
    SAME(SIGUSR1);
    SAME(SIGSEGV);
    SAME(SIGUSR2);
    SAME(SIGPIPE);
    SAME(SIGALRM);
    SAME(SIGTERM);
    SAME(SIGSTKFLT);
    SAME(SIGCHLD);
    SAME(SIGCONT);
    SAME(SIGSTOP);
    SAME(SIGTSTP);
    SAME(SIGTTIN);
    SAME(SIGTTOU);
    SAME(SIGURG);
    SAME(SIGXCPU);
    SAME(SIGXFSZ);
    SAME(SIGVTALRM);
    SAME(SIGPROF);
    SAME(SIGWINCH);
    SAME(SIGIO);
    SAME(SIGPWR);
    SAME(SIGSYS);

    // sigaction(2)
    SAME(SA_NOCLDSTOP);
    SAME(SA_NOCLDWAIT);
    SAME(SA_RESTART);
    VALUE(SA_RESETHAND, (int) SA_RESETHAND);
    SAME(SIG_BLOCK);
    SAME(SIG_UNBLOCK);
    SAME(SIG_SETMASK);

    // posix_spawn(3) flags
    SAME(POSIX_SPAWN_SETPGROUP);
    SAME(POSIX_SPAWN_SETSIGDEF);
    SAME(POSIX_SPAWN_SETSIGMASK);
    SAME(POSIX_SPAWN_SETSID);

    // clone(2) flags
    SAME(CSIGNAL);
    SAME(CLONE_VM);
    SAME(CLONE_PIDFD);
    SAME(CLONE_VFORK);
    SAME(CLONE_PARENT);
    SAME(CLONE_NEWUSER);
    SAME(CLONE_NEWPID);

    // prctl(2)
    SAME(PR_SET_PDEATHSIG);
    SAME(PR_GET_PDEATHSIG);
    SAME(PR_SET_CHILD_SUBREAPER);
    SAME(PR_GET_CHILD_SUBREAPER);

    // ptrace(2)
    SAME(PTRACE_CONT);
    SAME(PTRACE_SEIZE);
    SAME(PTRACE_O_TRACEEXIT);
    SAME(PTRACE_EVENT_EXIT);

    // pidfd_open(2): <linux/pidfd.h> is younger than many a C library, and says so
    VALUE(PIDFD_NONBLOCK, O_NONBLOCK);

    // pidfd ioctl: likewise
    VALUE(PIDFD_GET_INFO, (int) _IOC(_IOC_READ | _IOC_WRITE, 0xff, 11, 64));
    VALUE(PIDFD_INFO_EXIT, 1 << 3);

    // getrusage(2)
    SAME(RUSAGE_SELF);
    SAME(RUSAGE_CHILDREN);
    SAME(RUSAGE_THREAD);

    // getrlimit(2)
    SAME(RLIMIT_CPU);
    SAME(RLIMIT_CORE);
    SAME(RLIMIT_NPROC);
    SAME(RLIMIT_NOFILE);
    SAME(RLIMIT_SIGPENDING);
    SAME(RLIM_NLIMITS);

    // epoll(7), poll(2), eventfd(2)
    SAME(EPOLLIN);
    SAME(EPOLLHUP);
    SAME(EPOLLONESHOT);
    SAME(EPOLL_CTL_ADD);
    SAME(EPOLL_CTL_DEL);
    SAME(EPOLL_CTL_MOD);
    SAME(EPOLL_CLOEXEC);
    SAME(EFD_CLOEXEC);
    SAME(EFD_NONBLOCK);
    SAME(POLLIN);
    SAME(POLLOUT);
    SAME(POLLERR);
    SAME(POLLHUP);
    SAME(POLLNVAL);

    // open(2), fcntl(2), mmap(2)
    SAME(O_RDONLY);
    SAME(O_WRONLY);
    SAME(O_RDWR);
    SAME(O_CREAT);
    SAME(O_TRUNC);
    SAME(O_NONBLOCK);
    SAME(O_CLOEXEC);
    SAME(F_DUPFD_CLOEXEC);
    SAME(AT_FDCWD);
    SAME(F_GETFD);
    SAME(F_SETFD);
    SAME(F_GETFL);
    SAME(F_SETFL);
    SAME(F_SETLK);
    SAME(F_WRLCK);
    SAME(FD_CLOEXEC);
    SAME(LOCK_EX);
    SAME(PROT_READ);
    SAME(PROT_WRITE);
    SAME(PROT_EXEC);
    SAME(MAP_PRIVATE);
    SAME(MAP_ANONYMOUS);
    SAME(MAP_NORESERVE);
    SAME(MAP_POPULATE);
    SAME(MAP_STACK);

    // sizes and offsets
    VALUE(SIGINFO_SIZE, sizeof(siginfo_t));
    VALUE(SIGINFO_SIGNO, offsetof(siginfo_t, si_signo));
    VALUE(SIGINFO_ERRNO, offsetof(siginfo_t, si_errno));
    VALUE(SIGINFO_CODE, offsetof(siginfo_t, si_code));
    VALUE(SIGINFO_PID, offsetof(siginfo_t, si_pid));
    VALUE(SIGINFO_UID, offsetof(siginfo_t, si_uid));
    VALUE(SIGINFO_STATUS, offsetof(siginfo_t, si_status));
    VALUE(SIGINFO_UTIME, offsetof(siginfo_t, si_utime));
    VALUE(SIGINFO_STIME, offsetof(siginfo_t, si_stime));
    VALUE(RUSAGE_SIZE, sizeof(struct rusage));
    VALUE(SIGACTION_SIZE, sizeof(struct sigaction));
    VALUE(SIGACTION_HANDLER, offsetof(struct sigaction, sa_handler));
    VALUE(SIGACTION_MASK, offsetof(struct sigaction, sa_mask));
    VALUE(SIGACTION_FLAGS, offsetof(struct sigaction, sa_flags));
    VALUE(SIGSET_SIZE, sizeof(sigset_t));
    VALUE(RLIMIT_SIZE, sizeof(struct rlimit));
    VALUE(TMS_SIZE, sizeof(struct tms));
    VALUE(TIMESPEC_SIZE, sizeof(struct timespec));
    VALUE(POLLFD_SIZE, sizeof(struct pollfd));
    VALUE(SPAWN_ATTRIBUTES_SIZE, sizeof(posix_spawnattr_t));
    VALUE(SPAWN_FILE_ACTIONS_SIZE, sizeof(posix_spawn_file_actions_t));

    // Types wider than int, and numbers that differ between machines
    VALUE(SIG_DFL, (long) SIG_DFL);
    VALUE(SIG_IGN, (long) SIG_IGN);
    SAME(RLIM_INFINITY);
    VALUE(KERNEL_SIGRTMIN, __SIGRTMIN);
    VALUE(SIGRTMAX, _NSIG - 1);
    VALUE(EPOLL_EVENT_SIZE, sizeof(struct epoll_event));
    VALUE(EPOLL_EVENT_DATA, offsetof(struct epoll_event, data));
    VALUE(SYS_WAITID, SYS_waitid);
    VALUE(SYS_TGKILL, SYS_tgkill);
    VALUE(SYS_GETTID, SYS_gettid);
    VALUE(SYS_READ, SYS_read);
    VALUE(SYS_WRITE, SYS_write);
    VALUE(SYS_OPENAT, SYS_openat);
    VALUE(SYS_FLOCK, SYS_flock);
    VALUE(SYS_IOCTL, SYS_ioctl);
    VALUE(SYS_EXECVE, SYS_execve);
    VALUE(SYS_PTRACE, SYS_ptrace);
    VALUE(SYS_UNSHARE, SYS_unshare);
    VALUE(SYS_SIGNALFD4, SYS_signalfd4);
    VALUE(SYS_POLL, SYS_poll);
    VALUE(SYS_PPOLL, SYS_ppoll);
    VALUE(SYS_EPOLL_WAIT, SYS_epoll_wait);
    VALUE(SYS_EPOLL_PWAIT, SYS_epoll_pwait);
    VALUE(SYS_RT_SIGTIMEDWAIT, SYS_rt_sigtimedwait);
    VALUE(SYS_RT_TGSIGQUEUEINFO, SYS_rt_tgsigqueueinfo);
    VALUE(SYS_WAIT4, SYS_wait4);
    VALUE(SYS_PIDFD_SEND_SIGNAL, SYS_pidfd_send_signal);
    VALUE(SYS_PIDFD_OPEN, SYS_pidfd_open);

    return 0;
}
