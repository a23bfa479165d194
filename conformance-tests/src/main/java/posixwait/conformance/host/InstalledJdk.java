package posixwait.conformance.host;

/**
 * A JDK or JRE found on the host.
 *
 * @param version its full version
 * @param feature the first number of that
 * @param home its directory
 */
public record InstalledJdk(String version, int feature, String home) {}
