package posixwait.bench;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** By JNA's direct mapping, which keeps {@code errno} after every call. */
final class JnaGetpgid implements Getpgid {
    static {
        Native.register(JnaGetpgid.class, NativeLibrary.getProcess());
    }

    private static native int getpgid(int pid);

    @Override
    public int unkept(int pid) {
        throw new UnsupportedOperationException("JNA keeps errno after every call");
    }

    @Override
    public int kept(int pid) {
        return getpgid(pid);
    }

    @Override
    public int errno() {
        return Native.getLastError();
    }
}
