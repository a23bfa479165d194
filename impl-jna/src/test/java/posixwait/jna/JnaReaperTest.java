package posixwait.jna;

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
class JnaReaperTest {
    @Nested
    class Ladder extends StrategyLadder {
        Ladder() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }

    @Nested
    class BesideProcess extends ReaperBesideProcess {
        BesideProcess() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }

    @Nested
    class LosesNothing extends ReaperLosesNothing {
        LosesNothing() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }

    @Nested
    class Closing extends ReaperClosing {
        Closing() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }

    @Nested
    class Events extends ReaperEvents {
        Events() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }

    @Nested
    class VirtualThreads extends ReaperVirtualThreads {
        VirtualThreads() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }

    @Nested
    class Recordings extends ReaperRecordings {
        Recordings() throws BackendUnavailableException {
            super(new JnaBackendProvider());
        }
    }
}
