package posixwait.conformance.requirements;

import posixwait.Errno;
import posixwait.conformance.Kit;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;

/** Opens files as descriptors, which the seam has no call for and Java does not show. */
final class OpenFile {
    private OpenFile() {}

    /**
     * {@return a descriptor of a file, closed on exec and after the test}
     *
     * @param path the file, which exists
     * @param flags {@code O_} bits
     */
    static int open(Kit kit, String path, int flags) {
        try (NativeMemory memory = new NativeMemory(kit.reference())) {
            long result = kit.reference()
                    .syscall(Abi.SYS_OPENAT, Abi.AT_FDCWD, memory.putText(0, path), flags | Abi.O_CLOEXEC, 0, 0, 0);
            if (result == -Abi.ENOSYS) {
                throw Unsupported.because("openat: ENOSYS");
            } else if (result < 0) {
                throw new Unresolved("openat(" + path + "): " + new Errno((int) -result));
            }
            return kit.children().descriptor((int) result);
        }
    }
}
