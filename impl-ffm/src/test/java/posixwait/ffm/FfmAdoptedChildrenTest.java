package posixwait.ffm;

import posixwait.smoke.AdoptedChildrenSmoke;

class FfmAdoptedChildrenTest extends AdoptedChildrenSmoke {
    FfmAdoptedChildrenTest() {
        super(new FfmBackendProvider());
    }
}
