package posixwait.ffm;

import posixwait.live.Soak;
import posixwait.spi.BackendUnavailableException;

class FfmSoakTest extends Soak {
    FfmSoakTest() throws BackendUnavailableException {
        super(new FfmBackendProvider());
    }
}
