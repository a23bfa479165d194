package posixwait.conformance.model;

/**
 * What a process used, as far as the model keeps account.
 *
 * @param cpuMicros CPU time in microseconds
 * @param residentKib the most memory it had at a time, in kibibytes
 * @param minorFaults page faults served without I/O: one when it begins, and one for each program
 */
public record Usage(long cpuMicros, long residentKib, long minorFaults) {}
