package posixwait.conformance.run;

/**
 * What became of one requirement that is to notice a fault.
 *
 * @param id the requirement
 * @param title its title, a sentence
 * @param sound what became of it on the backend as it is
 * @param broken what became of it on the backend with the fault
 * @param detail why, in a line or more; of the sound backend if that did not pass
 * @param millis how long it took with the fault
 */
public record CatchResult(String id, String title, Outcome sound, Outcome broken, String detail, long millis) {

    /** {@return whether it tells the two backends apart} */
    public Verdict verdict() {
        if (sound == Outcome.UNSUPPORTED) {
            return Verdict.NOT_PROVEN;
        }
        boolean noticed = broken == Outcome.FAILED || broken == Outcome.TIMEOUT;
        return sound == Outcome.PASSED && noticed ? Verdict.CAUGHT : Verdict.MISSED;
    }
}
