package posixwait.cli.regression;

/**
 * A row that both results have.
 *
 * @param row what it is about
 * @param baseline the ratio to C of the baseline
 * @param now that of the result
 * @param error the standard error of the logarithm of {@code now / baseline}, with all noise in it
 * @param confidence 1 less the share of false alarms there would be among all rows reported with as much evidence
 */
public record Change(Row row, double baseline, double now, double error, double confidence) {
    /** {@return by how much it got worse: 0.1 is ten percent; negative if it got better} */
    public double worse() {
        return now / baseline - 1;
    }

    /** {@return whether it got worse by more than that, and by more than noise explains} */
    boolean isRegression(double allowed) {
        return worse() > allowed && confidence >= Comparison.CONFIDENCE;
    }
}
