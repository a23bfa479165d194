package posixwait.conformance.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Words in the byte order of the machine. */
final class NativeOrder {
    private NativeOrder() {}

    static long getLong(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong(offset);
    }

    static void putLong(byte[] bytes, int offset, long value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(offset, value);
    }
}
