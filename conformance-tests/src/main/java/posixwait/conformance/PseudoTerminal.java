package posixwait.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import posixwait.Errno;
import posixwait.Spawn;
import posixwait.spi.Abi;

/**
 * A terminal that no session has yet: a pair of pseudo-terminal devices, of which this process holds the master.
 *
 * <p>The master can be nobody's controlling terminal, and the other end is opened by children only: the session of this
 * process stays as it is. The master is closed after the test, and the terminal is gone with it.
 */
public final class PseudoTerminal {
    private static final String MASTER = "/dev/ptmx";

    /** {@code O_NOCTTY}: {@code <asm-generic/fcntl.h>}, x86-64 and AArch64. */
    private static final int O_NOCTTY = 0x100;

    /** {@code TIOCGPTN}: {@code _IOR('T', 0x30, unsigned int)}, {@code <asm-generic/ioctls.h>}, x86-64 and AArch64. */
    private static final long TIOCGPTN = 0x80045430L;

    /** {@code TIOCSPTLCK}: {@code _IOW('T', 0x31, int)}, {@code <asm-generic/ioctls.h>}, x86-64 and AArch64. */
    private static final long TIOCSPTLCK = 0x40045431L;

    /** The descriptor of the terminal in a child: one that the kit passes nothing else by. */
    private static final int FD = 5;

    private final String path;

    private PseudoTerminal(String path) {
        this.path = path;
    }

    /**
     * Makes one.
     *
     * @param kit the test's
     * @return the terminal, of no session
     * @throws Unsupported if the host gives this user none
     */
    public static PseudoTerminal open(Kit kit) {
        try (NativeMemory memory = new NativeMemory(kit.reference())) {
            int flags = Abi.O_RDWR | O_NOCTTY | Abi.O_CLOEXEC;
            int master = (int) require(
                    "openat(" + MASTER + ")",
                    kit.reference().syscall(Abi.SYS_OPENAT, Abi.AT_FDCWD, memory.putText(0, MASTER), flags, 0, 0, 0));
            kit.children().descriptor(master);
            // All zeros yet: 0 unlocks.
            int lock = 1024;
            require("ioctl(TIOCSPTLCK)", ioctl(kit, master, TIOCSPTLCK, memory.address(lock)));
            int number = 2048;
            require("ioctl(TIOCGPTN)", ioctl(kit, master, TIOCGPTN, memory.address(number)));
            Path path = Path.of("/dev/pts/" + memory.get(number, Integer.BYTES).getInt());
            if (!Files.exists(path)) {
                throw Unsupported.because(
                        "no " + path + " although " + MASTER + " made it: devpts is not mounted there");
            }
            return new PseudoTerminal(path.toString());
        }
    }

    private static long ioctl(Kit kit, int fd, long request, long address) {
        return kit.reference().syscall(Abi.SYS_IOCTL, fd, request, address, 0, 0, 0);
    }

    private static long require(String call, long result) {
        if (result < 0) {
            throw Unsupported.because(call + ": " + new Errno((int) -result));
        }
        return result;
    }

    /**
     * Has a child lead a new session and open the terminal, which makes it its controlling one if no session has it.
     *
     * <p>The spawn makes the session before it opens files. POSIX leaves open how a leader gets its terminal; on Linux it is
     * the first that it opens without {@code O_NOCTTY}: {@code open(2)}.
     *
     * @param spawn starts the child
     * @return {@code spawn}
     */
    public Spawn control(Spawn spawn) {
        return spawn.newSession().open(FD, path, Abi.O_RDWR, 0);
    }
}
