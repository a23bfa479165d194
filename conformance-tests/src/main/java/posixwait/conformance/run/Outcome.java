package posixwait.conformance.run;

/** What became of one requirement in one run. */
public enum Outcome {
    /** The test passed. */
    PASSED,
    /** The test failed, and no expectation says so. */
    FAILED,
    /** The test failed as the expectations say. */
    EXPECTED_FAILURE,
    /** The test passed although the expectations say it fails; the expectations are out of date. */
    UNEXPECTED_PASS,
    /** The host or the backend lacks what the test needs; the detail has the evidence. */
    UNSUPPORTED,
    /** The situation to be tested could not be set up. */
    UNRESOLVED,
    /** The test did not end in its time, and what it waited for was killed. */
    TIMEOUT,
    /** The test's JVM died in it. */
    CRASHED,
    /** The test was not started; or, for level {@code UNTESTED}, there is none. */
    NOT_RUN;

    /** {@return whether the requirement was tried and not met, which an expectation may excuse} */
    public boolean isFailure() {
        return this == FAILED || this == TIMEOUT || this == CRASHED;
    }

    /** {@return whether a gate lets this through: nothing went wrong, which is not to say that something was proven} */
    public boolean conforms() {
        return this == PASSED || this == EXPECTED_FAILURE || this == UNSUPPORTED;
    }
}
