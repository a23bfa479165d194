package posixwait.conformance.model.backend;

import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** The system calls that go with addresses. */
record RawDoor(ModelCalls calls, Natives natives, Entrance entrance) {
    long syscall(long number, long a, long b, long c, long d, long e) {
        if (number == Abi.SYS_WAIT4) {
            return wait4((int) a, b, (int) c, d);
        } else if (number == Abi.SYS_WAITID) {
            return waitid((int) a, (int) b, c, (int) d, e);
        } else if (number == Abi.SYS_READ) {
            return read((int) a, b, (int) c);
        } else if (number == Abi.SYS_WRITE) {
            return write((int) a, b, (int) c);
        }
        throw Unsupported.because("the model has no system call " + number);
    }

    /** What it has to store is lost; only whether it could be stored matters to what the seam shows. */
    private int wait4(int pid, long status, int options, long usage) {
        int result = calls.waitpid(pid, new RawStatus(), options);
        return result > 0 && !(canStore(status) && canStore(usage)) ? -Abi.EFAULT : result;
    }

    private int waitid(int idtype, int id, long child, int options, long usage) {
        int result = calls.waitid(idtype, id, null, options);
        // The siginfo is stored in failure, too; the usage only if a child is reported.
        return !canStore(child) || (result == 0 && !canStore(usage)) ? -Abi.EFAULT : result;
    }

    private boolean canStore(long address) {
        return entrance.enter(() -> natives.canStore(address));
    }

    private int read(int fd, long address, int count) {
        byte[] bytes = new byte[count];
        int result = calls.read(fd, bytes, 0, count);
        return result > 0 && !entrance.enter(() -> natives.store(address, bytes, result)) ? -Abi.EFAULT : result;
    }

    private int write(int fd, long address, int count) {
        byte[] bytes = entrance.enter(() -> natives.load(address, count));
        return bytes.length < count ? -Abi.EFAULT : calls.write(fd, bytes, 0, count);
    }
}
