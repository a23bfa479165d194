package posixwait.conformance.run;

/**
 * A requirement to be tested, on the backend as it is or with a fault.
 *
 * @param requirement the requirement
 * @param fault the label of the fault; empty for none
 */
record Trial(RequirementInfo requirement, String fault) {

    /** {@return what it is called in the plan and the journal of a test JVM} */
    String key() {
        return fault.isEmpty() ? requirement.id() : requirement.id() + "@" + fault;
    }
}
