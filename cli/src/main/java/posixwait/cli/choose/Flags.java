package posixwait.cli.choose;

import java.util.List;

/** What a JVM needs on its command line to use a backend without warnings, now or later. */
final class Flags {
    /** From here on a JVM warns of native access that was not granted. */
    private static final int WARNS_FFM = 22;

    private static final int WARNS_JNI = 24;

    private Flags() {}

    static List<String> of(Candidate candidate) {
        boolean ffm = candidate.backend().equals("ffm");
        if (candidate.feature() < (ffm ? WARNS_FFM : WARNS_JNI)) {
            return List.of("none on this JDK");
        }
        String classPath = "--enable-native-access=ALL-UNNAMED  (class path)";
        return switch (candidate.backend()) {
            case "ffm" -> List.of(classPath, "--enable-native-access=posixwait.ffm  (module path)");
            case "jna" -> List.of(classPath, "--enable-native-access=com.sun.jna  (module path)");
            default -> List.of(classPath);
        };
    }
}
