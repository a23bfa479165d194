package posixwait.conformance.mutants;

import posixwait.conformance.run.RequirementInfo;

/**
 * A requirement to be run, as it is written in a command to a {@link MutantJvm}.
 *
 * @param id its ID
 * @param className the class of its test
 * @param method the method of its test
 * @param limitMillis how long it may take
 */
record Asked(String id, String className, String method, long limitMillis) {
    static Asked of(RequirementInfo requirement, long limitMillis) {
        return new Asked(requirement.id(), requirement.className(), requirement.methodName(), limitMillis);
    }

    static Asked parse(String word) {
        String[] parts = word.split(" ", -1);
        return new Asked(parts[0], parts[1], parts[2], Long.parseLong(parts[3]));
    }

    @Override
    public String toString() {
        return String.join(" ", id, className, method, Long.toString(limitMillis));
    }
}
