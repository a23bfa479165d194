package posixwait.cli.bench;

import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Complaint;

/**
 * What became of the benchmarks.
 *
 * @param file the figures
 * @param failure what could not be measured although it should have been; {@code null} if all was
 */
public record BenchOutcome(BenchFile file, @Nullable Complaint failure) {
    /** {@return the figures, if all of them were measured} */
    public BenchFile complete() {
        if (failure != null) {
            throw failure;
        }
        return file;
    }
}
