package posixwait.conformance.run;

/**
 * What became of one requirement that is to notice a fault.
 *
 * @param id the requirement
 * @param title its title, a sentence
 * @param sound what became of it on the backend as it is
 * @param broken what became of it on the backend with the fault
 * @param detail why, in a line or more; of the sound backend if that did not pass
 * @param soundMillis how long it took on the backend as it is
 * @param millis how long it took with the fault
 */
public record CatchResult(
        String id, String title, Outcome sound, Outcome broken, String detail, long soundMillis, long millis) {

    /** {@return whether it tells the two backends apart} */
    public Verdict verdict() {
        if (sound == Outcome.UNSUPPORTED || (sound == Outcome.PASSED && tooSlowToTell())) {
            return Verdict.NOT_PROVEN;
        }
        boolean noticed = broken == Outcome.FAILED || broken == Outcome.TIMEOUT;
        return sound == Outcome.PASSED && noticed ? Verdict.CAUGHT : Verdict.MISSED;
    }

    /**
     * {@return whether the time ran out with the fault, and might have without it} It took more than half of that time
     * without the fault, so that a host as busy as this one may be all that made the difference.
     */
    public boolean tooSlowToTell() {
        return broken == Outcome.TIMEOUT && 2 * soundMillis > millis;
    }
}
