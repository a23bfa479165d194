package posixwait.cli.regression;

/** Why a row could not be compared. */
public enum Obstacle {
    /** The baseline has it, and the result does not. */
    GONE("in the baseline only"),
    /** The baseline has it; its question was not asked this time. */
    NOT_ASKED("not asked for"),
    /** The result has it, and the baseline does not. */
    NEW("not in the baseline"),
    /** In one of them or in both it is no multiple of C. */
    NO_FLOOR("without a ratio to the floor"),
    /** In one of them or in both nothing says how far the ratio may be off. */
    NO_NOISE("without a measure of noise, such as fewer than three rounds");

    private final String words;

    Obstacle(String words) {
        this.words = words;
    }

    /** {@return it in words that follow a number of rows} */
    String words() {
        return words;
    }
}
