package posixwait.jna;

import com.sun.jna.Function;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.SpawnSymbols;

/**
 * The C library, as this process has it loaded: its functions under their own names and C types, pointers as addresses.
 *
 * <p>Direct mapping links every native method below at once, and fails with the first that is not there. Where arguments
 * are variadic in C, the ones the seam needs are written out: on x86-64 and AArch64 Linux they are passed alike.
 */
final class LibC implements SpawnSymbols {
    private static @Nullable LibC linked;

    private final NativeLibrary process;
    private final @Nullable Function addCloseFrom;
    private final @Nullable Function addChdir;

    private LibC(NativeLibrary process) {
        this.process = process;
        this.addCloseFrom = find("posix_spawn_file_actions_addclosefrom_np");
        this.addChdir = find("posix_spawn_file_actions_addchdir_np");
    }

    /** Not a class initializer, nor one within another: a second failure would not say any more what the first one was. */
    static synchronized LibC link() {
        if (linked == null) {
            linked = linkNow();
        }
        return linked;
    }

    static LibC linkNow() {
        // Whatever is first called of Native loads the library of JNA.
        Native.getLastError();
        FunctionMapper symbols = (library, method) -> method.getName().equals("waitAny") ? "wait" : method.getName();
        NativeLibrary process = NativeLibrary.getProcess(Map.of(Library.OPTION_FUNCTION_MAPPER, symbols));
        Native.register(LibC.class, process);
        return new LibC(process);
    }

    private @Nullable Function find(String symbol) {
        try {
            return process.getFunction(symbol);
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }

    /** {@return what {@code function} returns, an error number; {@code ENOSYS} where the C library lacks it} */
    static int invoke(@Nullable Function function, Object... arguments) {
        return function == null ? Abi.ENOSYS : function.invokeInt(arguments);
    }

    /** {@return the address of {@code symbol}, or {@code -ENOENT}} */
    long address(String symbol) {
        try {
            return Pointer.nativeValue(process.getGlobalVariableAddress(symbol));
        } catch (UnsatisfiedLinkError e) {
            return -Abi.ENOENT;
        }
    }

    // Waiting

    /** {@code wait}, which Java does not let us call so. */
    native int waitAny(long status);

    native int waitpid(int pid, long status, int options);

    native int waitid(int idtype, int id, long child, int options);

    native int wait3(long status, int options, long usage);

    native int wait4(int pid, long status, int options, long usage);

    // Creating

    @Override
    public native int posix_spawn(long pid, long path, long actions, long attributes, long argv, long envp);

    @Override
    public native int posix_spawnp(long pid, long file, long actions, long attributes, long argv, long envp);

    @Override
    public native int posix_spawnattr_init(long attributes);

    @Override
    public native int posix_spawnattr_destroy(long attributes);

    @Override
    public native int posix_spawnattr_setflags(long attributes, short flags);

    @Override
    public native int posix_spawnattr_setpgroup(long attributes, int group);

    @Override
    public native int posix_spawnattr_setsigmask(long attributes, long set);

    @Override
    public native int posix_spawnattr_setsigdefault(long attributes, long set);

    @Override
    public native int posix_spawn_file_actions_init(long actions);

    @Override
    public native int posix_spawn_file_actions_destroy(long actions);

    @Override
    public native int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode);

    @Override
    public native int posix_spawn_file_actions_adddup2(long actions, int from, int to);

    @Override
    public native int posix_spawn_file_actions_addclose(long actions, int fd);

    @Override
    public int posix_spawn_file_actions_addclosefrom_np(long actions, int fd) {
        return invoke(addCloseFrom, actions, fd);
    }

    @Override
    public int posix_spawn_file_actions_addchdir_np(long actions, long path) {
        return invoke(addChdir, actions, path);
    }

    native int clone(long function, long stackTop, int flags, long argument, long parentTid, long tls, long childTid);

    native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    native int munmap(long address, long length);

    // Signals

    native int kill(int pid, int signal);

    native int sigaction(int signal, long action, long old);

    native int pthread_sigmask(int how, long set, long old);

    native int sigpending(long set);

    native int sigtimedwait(long set, long child, long timeout);

    // Who is who

    native int getpid();

    native int getppid();

    native int getpgid(int pid);

    native int setpgid(int pid, int group);

    native int getsid(int pid);

    native int setsid();

    // Resources

    native int getrusage(int who, long usage);

    native long times(long times);

    native int getrlimit(int resource, long limit);

    native int setrlimit(int resource, long limit);

    native int prctl(int option, long a, long b, long c, long d);

    // Descriptors

    native int epoll_create1(int flags);

    native int epoll_ctl(int epoll, int operation, int fd, long event);

    native int epoll_wait(int epoll, long events, int capacity, int timeout);

    native int eventfd(int initial, int flags);

    native int poll(long fds, long count, int timeout);

    native int pipe2(long ends, int flags);

    native long read(int fd, long bytes, long count);

    native long write(int fd, long bytes, long count);

    native int close(int fd);

    native int fcntl(int fd, int command, long argument);

    // The raw door

    native long syscall(long number, long a, long b, long c, long d, long e, long f);
}
