package posixwait.conformance.interleave;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands in for a {@link CountDownLatch}. */
public final class StrandLatch extends CountDownLatch {
    private final int object = Steps.run().newObject();

    /** As the constructor of {@link CountDownLatch}. */
    public StrandLatch(int count) {
        super(count);
    }

    @Override
    public void countDown() {
        Steps.step("count down");
        Steps.changes(object);
        super.countDown();
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        long deadline = Steps.nanoTime() + unit.toNanos(time);
        boolean open = StrandThread.awaitInterruptibly("latch", () -> getCount() == 0, deadline);
        Steps.reads(object);
        return open;
    }
}
