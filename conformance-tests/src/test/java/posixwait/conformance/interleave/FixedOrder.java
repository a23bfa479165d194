package posixwait.conformance.interleave;

import java.util.Iterator;
import java.util.List;

/** The order of a run that was. */
final class FixedOrder implements Order {
    private final Iterator<Integer> schedule;

    FixedOrder(List<Integer> schedule) {
        this.schedule = schedule.iterator();
    }

    @Override
    public int next(long enabled, int last) {
        int strand = schedule.hasNext() ? schedule.next() : Long.numberOfTrailingZeros(enabled);
        if ((enabled >> strand & 1) == 0) {
            throw new OutOfStep("strand " + strand + " cannot go on");
        }
        return strand;
    }
}
