package posixwait.ffm;

import posixwait.smoke.SystemCallsSmoke;
import posixwait.spi.BackendUnavailableException;

class FfmSystemCallsTest extends SystemCallsSmoke {
    FfmSystemCallsTest() throws BackendUnavailableException {
        super(new FfmBackendProvider());
    }
}
