package posixwait.ffm;

import org.junit.jupiter.api.Nested;
import posixwait.live.ReaperBesideProcess;
import posixwait.live.ReaperClosing;
import posixwait.live.ReaperEvents;
import posixwait.live.ReaperLosesNothing;
import posixwait.live.ReaperRecordings;
import posixwait.live.ReaperVirtualThreads;
import posixwait.live.StrategyLadder;
import posixwait.spi.BackendUnavailableException;

/** The reaper on this backend and the kernel that runs. */
class FfmReaperTest {
    @Nested
    class Ladder extends StrategyLadder {
        Ladder() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }

    @Nested
    class BesideProcess extends ReaperBesideProcess {
        BesideProcess() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }

    @Nested
    class LosesNothing extends ReaperLosesNothing {
        LosesNothing() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }

    @Nested
    class Closing extends ReaperClosing {
        Closing() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }

    @Nested
    class Events extends ReaperEvents {
        Events() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }

    @Nested
    class VirtualThreads extends ReaperVirtualThreads {
        VirtualThreads() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }

    @Nested
    class Recordings extends ReaperRecordings {
        Recordings() throws BackendUnavailableException {
            super(new FfmBackendProvider());
        }
    }
}
