package posixwait.conformance.model;

import java.util.concurrent.atomic.AtomicInteger;
import posixwait.spi.Abi;

/** A pipe. */
final class Pipe {
    private static final int CAPACITY = 65_536;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final byte[] held = new byte[CAPACITY];
    private final int number = MADE.incrementAndGet();
    private int from;
    private int length;
    final OpenFile readEnd = new ReadEnd();
    final OpenFile writeEnd = new WriteEnd();

    private final class ReadEnd extends OpenFile {
        @Override
        int mode() {
            return Abi.O_RDONLY;
        }

        @Override
        int ready() {
            return (length > 0 ? Abi.POLLIN : 0) | (writeEnd.isOpen() ? 0 : Abi.POLLHUP);
        }

        @Override
        int read(byte[] bytes, int offset, int count) {
            if (length == 0) {
                return writeEnd.isOpen() && count > 0 ? -Abi.EAGAIN : 0;
            }
            int taken = Math.min(count, length);
            for (int i = 0; i < taken; i++) {
                bytes[offset + i] = held[(from + i) % CAPACITY];
            }
            from = (from + taken) % CAPACITY;
            length -= taken;
            return taken;
        }

        @Override
        int write(byte[] bytes, int offset, int count) {
            return -Abi.EBADF;
        }

        @Override
        public String toString() {
            return "pipe:[" + number + "]";
        }
    }

    private final class WriteEnd extends OpenFile {
        @Override
        int mode() {
            return Abi.O_WRONLY;
        }

        @Override
        int ready() {
            return readEnd.isOpen() ? length < CAPACITY ? Abi.POLLOUT : 0 : Abi.POLLOUT | Abi.POLLERR;
        }

        @Override
        int read(byte[] bytes, int offset, int count) {
            return -Abi.EBADF;
        }

        @Override
        int write(byte[] bytes, int offset, int count) {
            if (!readEnd.isOpen()) {
                return -Abi.EPIPE;
            }
            int room = CAPACITY - length;
            if (room == 0 && count > 0) {
                return -Abi.EAGAIN;
            }
            int put = Math.min(count, room);
            for (int i = 0; i < put; i++) {
                held[(from + length + i) % CAPACITY] = bytes[offset + i];
            }
            length += put;
            return put;
        }

        @Override
        public String toString() {
            return "pipe:[" + number + "]";
        }
    }
}
