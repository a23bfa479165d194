package posixwait;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The registrations that have to be asked, dense, each knowing its index. */
final class SweepList {
    private @Nullable Registration[] entries = new Registration[16];
    private int count;

    int count() {
        return count;
    }

    void add(Registration registration) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        registration.sweepIndex = count;
        entries[count++] = registration;
    }

    /**
     * Takes {@code registration} out, if it is there. The last one gets its index, so who goes from the end to the beginning
     * misses none that stays, whatever is taken out on the way.
     */
    void remove(Registration registration) {
        int index = registration.sweepIndex;
        if (index == Registration.NOT_SWEPT) {
            return;
        }
        Registration last = Objects.requireNonNull(entries[--count]);
        entries[count] = null;
        if (last != registration) {
            entries[index] = last;
            last.sweepIndex = index;
        }
        registration.sweepIndex = Registration.NOT_SWEPT;
    }

    /** {@return the entry, {@code null} at an index that was one before others were taken out} */
    @Nullable Registration at(int index) {
        return entries[index];
    }
}
