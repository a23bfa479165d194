package posixwait.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import posixwait.Errno;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * Makes the kernel refuse a system call in every thread of this process, for good: what a sandbox does.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
 */
final class SeccompFilter {
    // asm/unistd_64.h, asm-generic/unistd.h
    private static final boolean X86_64 = System.getProperty("os.arch").matches("amd64|x86_64");
    private static final int SYS_PRCTL = X86_64 ? 157 : 167;
    private static final int SYS_SECCOMP = X86_64 ? 317 : 277;
    // linux/prctl.h, linux/seccomp.h, linux/audit.h
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
    private static final int SECCOMP_RET_ERRNO = 0x00050000;
    private static final int SECCOMP_RET_ALLOW = 0x7fff0000;
    private static final int AUDIT_ARCH = X86_64 ? 0xc000003e : 0xc00000b7;
    // struct seccomp_data: nr, arch, instruction_pointer, args[6]; a machine that is little-endian
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    // linux/bpf_common.h
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int INSTRUCTION_SIZE = 8;

    private final List<byte[]> program = new ArrayList<>();

    /** Lets {@code pidfd_open} fail with {@code errno}. */
    static void refusePidfdOpen(SystemCalls calls, int errno) {
        SeccompFilter filter = new SeccompFilter();
        filter.add(LOAD_WORD, 0, 0, ARCHITECTURE);
        filter.add(JUMP_IF_EQUAL, 0, 3, AUDIT_ARCH);
        filter.add(LOAD_WORD, 0, 0, NUMBER);
        filter.add(JUMP_IF_EQUAL, 0, 1, Abi.SYS_PIDFD_OPEN);
        filter.add(RETURN, 0, 0, SECCOMP_RET_ERRNO | errno);
        filter.add(RETURN, 0, 0, SECCOMP_RET_ALLOW);
        filter.install(calls);
    }

    /** Lets {@code waitid(P_PIDFD)} fail with {@code EINVAL}, as Linux 5.3 does, which has {@code pidfd_open}. */
    static void refuseWaitByPidfd(SystemCalls calls) {
        SeccompFilter filter = new SeccompFilter();
        filter.add(LOAD_WORD, 0, 0, ARCHITECTURE);
        filter.add(JUMP_IF_EQUAL, 0, 5, AUDIT_ARCH);
        filter.add(LOAD_WORD, 0, 0, NUMBER);
        filter.add(JUMP_IF_EQUAL, 0, 3, Abi.SYS_WAITID);
        filter.add(LOAD_WORD, 0, 0, FIRST_ARGUMENT);
        filter.add(JUMP_IF_EQUAL, 0, 1, Abi.P_PIDFD);
        filter.add(RETURN, 0, 0, SECCOMP_RET_ERRNO | Abi.EINVAL);
        filter.add(RETURN, 0, 0, SECCOMP_RET_ALLOW);
        filter.install(calls);
    }

    /** A {@code struct sock_filter}. */
    private void add(int code, int ifTrue, int ifFalse, int operand) {
        program.add(ByteBuffer.allocate(INSTRUCTION_SIZE)
                .order(ByteOrder.nativeOrder())
                .putShort((short) code)
                .put((byte) ifTrue)
                .put((byte) ifFalse)
                .putInt(operand)
                .array());
    }

    private void install(SystemCalls calls) {
        int size = program.size() * INSTRUCTION_SIZE;
        // A struct sock_fprog: the length, padding, the address of the program, which follows it.
        int header = 16;
        long address = calls.mmap(4096, Abi.PROT_READ | Abi.PROT_WRITE, Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS);
        ByteBuffer all = ByteBuffer.allocate(header + size)
                .order(ByteOrder.nativeOrder())
                .putShort((short) program.size())
                .putShort((short) 0)
                .putInt(0)
                .putLong(address + header);
        program.forEach(all::put);
        store(calls, address, all.array());
        require("prctl(PR_SET_NO_NEW_PRIVS)", calls.syscall(SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0));
        require(
                "seccomp(SECCOMP_SET_MODE_FILTER, TSYNC)",
                calls.syscall(SYS_SECCOMP, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, address, 0, 0, 0));
        calls.munmap(address, 4096);
    }

    /** The seam gives addresses, not access to what is there; the kernel reads from a pipe to any address. */
    private static void store(SystemCalls calls, long address, byte[] bytes) {
        RawPipe pipe = new RawPipe();
        require("pipe2", calls.pipe2(pipe, Abi.O_CLOEXEC));
        require("write", calls.write(pipe.writeEnd, bytes, 0, bytes.length));
        require("read", calls.syscall(Abi.SYS_READ, pipe.readEnd, address, bytes.length, 0, 0, 0));
        calls.close(pipe.readEnd);
        calls.close(pipe.writeEnd);
    }

    private static void require(String call, long result) {
        if (result < 0) {
            throw new Scenario.NotHere(call + ": " + new Errno((int) -result));
        }
    }
}
