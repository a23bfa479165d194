package posixwait.ffm;

import posixwait.smoke.ProviderSmoke;

class FfmBackendProviderTest extends ProviderSmoke {
    FfmBackendProviderTest() {
        super(new FfmBackendProvider(), "posixwait.ffm");
    }
}
