package posixwait.conformance.model.backend;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import posixwait.spi.Abi;

/** The addresses that the model gives out: of the C functions that it knows, and of memory that nothing can look into. */
final class Natives {
    private static final int EVERY_PROTECTION = Abi.PROT_READ | Abi.PROT_WRITE | Abi.PROT_EXEC;
    private static final int EVERY_MAP = 0x7f_ffff;
    private static final int PAGE = 4096;
    private static final long FIRST_FUNCTION = 0x5000_0000L;
    private static final long FIRST_MAPPING = 0x7000_0000_0000L;

    private final Map<String, Long> functions = new HashMap<>();
    private final TreeMap<Long, Mapping> mappings = new TreeMap<>();
    private long next = FIRST_MAPPING;

    /** The bytes are there from the first time that one is stored. */
    private static final class Mapping {
        private final long size;
        private byte[] bytes = {};

        Mapping(long size) {
            this.size = size;
        }

        byte[] bytes() {
            if (bytes.length == 0) {
                bytes = new byte[Math.toIntExact(size)];
            }
            return bytes;
        }
    }

    /** {@code dlsym}: the functions that a child can be made to run, and one that is safe as a handler. */
    long dlsym(String symbol) {
        boolean known = symbol.equals("abs") || BareFunction.named(symbol).isPresent();
        return known ? functions.computeIfAbsent(symbol, name -> FIRST_FUNCTION + 16L * functions.size()) : -Abi.ENOENT;
    }

    /** {@return the function at an address} */
    Optional<BareFunction> function(long address) {
        return functions.entrySet().stream()
                .filter(entry -> entry.getValue() == address)
                .findFirst()
                .flatMap(entry -> BareFunction.named(entry.getKey()));
    }

    long mmap(long length, int protection, int flags) {
        boolean good = length > 0
                && (protection & ~EVERY_PROTECTION) == 0
                && (flags & ~EVERY_MAP) == 0
                && (flags & Abi.MAP_PRIVATE) != 0;
        if (!good) {
            return -Abi.EINVAL;
        } else if (length > Long.MAX_VALUE - next - PAGE) {
            return -Abi.ENOMEM;
        }
        long address = next;
        long size = (length + PAGE - 1) / PAGE * PAGE;
        mappings.put(address, new Mapping(size));
        next += size + PAGE;
        return address;
    }

    /** {@return whether the kernel could store something there; nothing is stored at {@code NULL}} */
    boolean canStore(long address) {
        return address == 0 || mapping(address, 1).isPresent();
    }

    private Optional<Map.Entry<Long, Mapping>> mapping(long address, int count) {
        return Optional.ofNullable(mappings.floorEntry(address))
                .filter(entry -> address + count <= entry.getKey() + entry.getValue().size);
    }

    boolean store(long address, byte[] bytes, int count) {
        Optional<Map.Entry<Long, Mapping>> found = mapping(address, count);
        found.ifPresent(entry ->
                System.arraycopy(bytes, 0, entry.getValue().bytes(), Math.toIntExact(address - entry.getKey()), count));
        return found.isPresent();
    }

    /** {@return a copy of what is stored; nothing if there is no such memory} */
    byte[] load(long address, int count) {
        return mapping(address, count)
                .map(entry -> {
                    int from = Math.toIntExact(address - entry.getKey());
                    return Arrays.copyOfRange(entry.getValue().bytes(), from, from + count);
                })
                .orElse(new byte[0]);
    }

    int munmap(long address, long length) {
        if (length <= 0 || address % PAGE != 0) {
            return -Abi.EINVAL;
        }
        mappings.remove(address); // of what is not mapped, too, it says 0
        return 0;
    }
}
