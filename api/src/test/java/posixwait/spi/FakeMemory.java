package posixwait.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives buffers addresses of its own making, and reads and writes at them as a C library would. */
final class FakeMemory {
    private static final long DISTANCE = 1L << 32;

    private final TreeMap<Long, ByteBuffer> buffers = new TreeMap<>();

    /** {@return the address of {@code buffer}, far from every other} */
    long addressOf(ByteBuffer buffer) {
        long address = DISTANCE * (buffers.size() + 1);
        buffers.put(address, buffer.duplicate().order(ByteOrder.nativeOrder()));
        return address;
    }

    /** {@return what is at {@code address} and after} */
    ByteBuffer at(long address) {
        Map.Entry<Long, ByteBuffer> buffer = buffers.floorEntry(address);
        if (buffer == null) {
            throw new AssertionError("nothing at " + address);
        }
        return buffer.getValue()
                .slice(
                        Math.toIntExact(address - buffer.getKey()),
                        buffer.getValue().capacity() - Math.toIntExact(address - buffer.getKey()))
                .order(ByteOrder.nativeOrder());
    }

    int getInt(long address) {
        return at(address).getInt(0);
    }

    long getLong(long address) {
        return at(address).getLong(0);
    }

    /** {@return the C string at {@code address}} */
    String text(long address) {
        ByteBuffer bytes = at(address);
        int length = 0;
        while (bytes.get(length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(0, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** {@return the C strings that the array at {@code address} points to, up to {@code NULL}} */
    List<String> texts(long address) {
        List<String> texts = new ArrayList<>();
        for (long at = address; getLong(at) != 0; at += Long.BYTES) {
            texts.add(text(getLong(at)));
        }
        return texts;
    }
}
