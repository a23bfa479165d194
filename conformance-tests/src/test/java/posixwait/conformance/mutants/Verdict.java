package posixwait.conformance.mutants;

/**
 * How the kit noticed a mutant.
 *
 * @param requirement the ID of the requirement
 * @param outcome its outcome: as in a report of the kit, or {@code HUNG} or {@code ENDED} for the whole JVM
 * @param detail what the test said
 */
record Verdict(String requirement, String outcome, String detail) {}
