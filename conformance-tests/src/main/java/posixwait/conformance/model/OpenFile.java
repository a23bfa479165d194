package posixwait.conformance.model;

import posixwait.spi.Abi;

/** What a descriptor refers to: an open file description, shared by all its copies. */
abstract class OpenFile {
    private int references;
    boolean nonBlocking;

    /** {@return the {@code POLL} bits that hold now} */
    abstract int ready();

    /** {@return the number of bytes read, {@code -EAGAIN} if there are none yet, another negated error number} */
    int read(byte[] bytes, int offset, int count) {
        return -Abi.EINVAL;
    }

    /** {@return the number of bytes written, {@code -EAGAIN} if there is no room yet, another negated error number} */
    int write(byte[] bytes, int offset, int count) {
        return -Abi.EINVAL;
    }

    /** {@return {@code O_RDONLY}, {@code O_WRONLY} or {@code O_RDWR}} */
    int mode() {
        return Abi.O_RDWR;
    }

    final boolean isOpen() {
        return references > 0;
    }

    final void refer() {
        references++;
    }

    final void release() {
        references--;
    }

    /** {@code /dev/null}. */
    static final class Nowhere extends OpenFile {
        @Override
        int ready() {
            return Abi.POLLIN;
        }

        @Override
        int read(byte[] bytes, int offset, int count) {
            return 0;
        }

        @Override
        int write(byte[] bytes, int offset, int count) {
            return count;
        }

        @Override
        public String toString() {
            return "/dev/null";
        }
    }

    /** A pidfd. */
    static final class Pidfd extends OpenFile {
        final ModelProcess process;

        Pidfd(ModelProcess process, boolean nonBlocking) {
            this.process = process;
            this.nonBlocking = nonBlocking;
        }

        @Override
        int ready() {
            State state = process.state();
            // The hang-up is Linux's since 6.9 only.
            return state.lives() ? 0 : state == State.GONE ? Abi.POLLIN | Abi.POLLHUP : Abi.POLLIN;
        }

        @Override
        public String toString() {
            return "anon_inode:[pidfd]";
        }
    }

    /** An eventfd. */
    static final class Counter extends OpenFile {
        private static final long MOST = -2; // as an unsigned number
        private long value;

        Counter(int initial, boolean nonBlocking) {
            this.value = Integer.toUnsignedLong(initial);
            this.nonBlocking = nonBlocking;
        }

        @Override
        int ready() {
            return value == 0 ? 0 : Abi.POLLIN;
        }

        @Override
        int read(byte[] bytes, int offset, int count) {
            if (count < Long.BYTES) {
                return -Abi.EINVAL;
            } else if (value == 0) {
                return -Abi.EAGAIN;
            }
            NativeOrder.putLong(bytes, offset, value);
            value = 0;
            return Long.BYTES;
        }

        @Override
        int write(byte[] bytes, int offset, int count) {
            if (count < Long.BYTES) {
                return -Abi.EINVAL;
            }
            long added = NativeOrder.getLong(bytes, offset);
            if (added == -1) {
                return -Abi.EINVAL;
            } else if (Long.compareUnsigned(added, MOST - value) > 0) {
                return -Abi.EAGAIN;
            }
            value += added;
            return Long.BYTES;
        }

        @Override
        public String toString() {
            return "anon_inode:[eventfd]";
        }
    }
}
