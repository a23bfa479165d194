package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawStatus;

/** Faults in what a successful call returns, and in how many children it takes. */
final class ResultFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "result-overwritten",
                    "where a status is stored, the call returns 0 instead of the pid",
                    "Mimiker: cahirwpz/mimiker#336",
                    "WPID-001",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result = good.waitpid(pid, status, options);
                        return result > 0 && status != null ? 0 : result;
                    })),
            fault(
                    "wait-forgets-the-status",
                    "wait does not pass the status on",
                    "",
                    "WAIT-002",
                    Changed.waitAny((good, status) -> good.waitAny(null))),
            fault(
                    "wait-needs-a-status",
                    "wait without room for a status fails with EFAULT",
                    "Qiling: qilingframework/qiling#421; gem5: gem5/gem5#3343",
                    "WAIT-004",
                    Changed.waitAny((good, status) -> status == null ? -Abi.EFAULT : good.waitAny(status))),
            fault(
                    "wait-reaps-all",
                    "one wait reaps every zombie there is and reports the first",
                    "reapers that clean up after others: Unity-Technologies/mono#837",
                    "WAIT-005 WAIT-032",
                    Changed.waitAny((good, status) -> {
                        int result = good.waitAny(status);
                        int next = result;
                        while (next > 0) {
                            next = good.waitpid(-1, null, Abi.WNOHANG);
                        }
                        return result;
                    })),
            fault(
                    "wait-reports-a-stop",
                    "wait returns when a child stops",
                    "Go, Process.Wait: golang/go#60321",
                    "WAIT-009",
                    Changed.waitAny((good, status) -> good.waitpid(-1, status, Abi.WUNTRACED))),
            fault(
                    "sweep-ends-after-one",
                    "a loop with WNOHANG for any child is told after one child that there is no more",
                    "one reap a SIGCHLD: the-tcpdump-group/tcpdump#972, Yelp/dumb-init#44",
                    "OPT-033 CHLD-011",
                    good -> new ForwardingSystemCalls(good) {
                        private boolean reaped;

                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            boolean sweep = pid == -1 && (options & Abi.WNOHANG) != 0;
                            if (sweep && reaped) {
                                reaped = false;
                                return 0;
                            }
                            int result = delegate.waitpid(pid, status, options);
                            reaped = sweep && result > 0;
                            return result;
                        }
                    }));

    private ResultFaults() {}
}
