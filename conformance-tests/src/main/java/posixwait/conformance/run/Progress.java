package posixwait.conformance.run;

/** Hears how a run goes. Called from several threads, one at a time. */
public interface Progress {
    /** The run has begun and is to do this many requirements. */
    void planned(int requirements);

    /** What became of one of them is known. */
    void finished(RequirementResult result);

    /** {@return one that hears nothing} */
    static Progress silent() {
        return new Progress() {
            @Override
            public void planned(int requirements) {}

            @Override
            public void finished(RequirementResult result) {}
        };
    }
}
