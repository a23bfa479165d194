package posixwait.jna;

import com.sun.jna.Native;
import posixwait.smoke.AdoptedChildrenSmoke;

class JnaAdoptedChildrenTest extends AdoptedChildrenSmoke {
    JnaAdoptedChildrenTest() {
        super(new JnaBackendProvider(), Native.class);
    }
}
