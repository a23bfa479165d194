package posixwait.jna;

import posixwait.smoke.SystemCallsSmoke;
import posixwait.spi.BackendUnavailableException;

class JnaSystemCallsTest extends SystemCallsSmoke {
    JnaSystemCallsTest() throws BackendUnavailableException {
        super(new JnaBackendProvider());
    }
}
