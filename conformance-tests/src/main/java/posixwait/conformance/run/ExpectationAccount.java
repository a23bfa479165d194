package posixwait.conformance.run;

import java.util.List;

/**
 * What became of the entries of a file of expectations in one invocation.
 *
 * @param file the file, as it was named
 * @param sha256 the SHA-256 of what was read, in hexadecimal
 * @param entries how many entries it has
 * @param applied how many of them made an expected failure of a failure
 * @param elsewhere how many speak of another host, or of what this invocation left out
 * @param canary whether one of them is the canary
 * @param faults what is wrong with entries, a line each: which one, and what to do; none may be left for a gate to open
 */
public record ExpectationAccount(
        String file, String sha256, int entries, int applied, int elsewhere, boolean canary, List<String> faults) {}
