package posixwait.cli.io;

/** The version of the command. */
public final class Version {
    /** As the runnable jar says it; {@code development} where there is none. */
    public static final String OWN = own();

    private Version() {}

    private static String own() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
