package posixwait.jna;

import posixwait.live.Soak;
import posixwait.spi.BackendUnavailableException;

class JnaSoakTest extends Soak {
    JnaSoakTest() throws BackendUnavailableException {
        super(new JnaBackendProvider());
    }
}
