package posixwait.jna;

import com.sun.jna.Native;
import posixwait.smoke.ProviderSmoke;

class JnaBackendProviderTest extends ProviderSmoke {
    JnaBackendProviderTest() {
        super(new JnaBackendProvider(), "com.sun.jna", Native.class);
    }
}
