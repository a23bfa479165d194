package posixwait.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import posixwait.Errno;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * A page of native memory for structures that the seam has no carrier for.
 *
 * <p>The seam gives addresses, not access to what is there. The kernel has that: what is written to a pipe can be read from it
 * to any address, and the other way round.
 */
public final class NativeMemory implements AutoCloseable {
    private static final int SIZE = 4096;

    private final SystemCalls calls;
    private final long address;
    private final RawPipe pipe = new RawPipe();

    /**
     * Maps the page, all zeros.
     *
     * @param calls the calls to do it by, and to move what goes in and out
     */
    public NativeMemory(SystemCalls calls) {
        this.calls = calls;
        this.address =
                require("mmap", calls.mmap(SIZE, Abi.PROT_READ | Abi.PROT_WRITE, Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS));
        require("pipe2", calls.pipe2(pipe, Abi.O_CLOEXEC));
    }

    /** {@return the address of a byte of the page} */
    public long address(int offset) {
        return address + offset;
    }

    /** Stores bytes. */
    public void put(int offset, byte[] bytes) {
        require("write", calls.write(pipe.writeEnd, bytes, 0, bytes.length));
        require("read", calls.syscall(Abi.SYS_READ, pipe.readEnd, address(offset), bytes.length, 0, 0, 0));
    }

    /** Stores a word. */
    public void putLong(int offset, long value) {
        put(
                offset,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(value)
                        .array());
    }

    /** Stores text and the zero that ends it; {@return its address} */
    public long putText(int offset, String text) {
        put(offset, (text + '\0').getBytes(StandardCharsets.UTF_8));
        return address(offset);
    }

    /** {@return a copy of what is stored, in the byte order of the machine} */
    public ByteBuffer get(int offset, int length) {
        byte[] bytes = new byte[length];
        require("write", calls.syscall(Abi.SYS_WRITE, pipe.writeEnd, address(offset), length, 0, 0, 0));
        require("read", calls.read(pipe.readEnd, bytes, 0, length));
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static long require(String call, long result) {
        if (result == -Abi.ENOSYS) {
            throw Unsupported.because(call + ": ENOSYS");
        } else if (result < 0) {
            throw new Unresolved(call + ": " + new Errno((int) -result));
        }
        return result;
    }

    @Override
    public void close() {
        calls.close(pipe.readEnd);
        calls.close(pipe.writeEnd);
        calls.munmap(address, SIZE);
    }
}
