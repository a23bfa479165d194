package posixwait.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the measuring JVMs, parsed and verified once for all of them, so that each starts in less time: a dynamic
 * archive of class data sharing (JEP 350), made in the directory of a run and gone with it.
 *
 * <p>It holds classes and nothing compiled, so what is measured afterwards is what it would have been. Not for JVMs whose
 * start is the question.
 */
final class ClassArchive {
    /** For fewer JVMs it is not worth the JVM that makes it. */
    static final int FEWEST_JVMS = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** From this JDK on the messages of class data sharing have a further tag. */
    private static final int SAYS_AOT = 25;

    private final Path file;

    private ClassArchive(Path file) {
        this.file = file;
    }

    /** There is none, and why, in one line. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String reason) {
            super(reason);
        }
    }

    /**
     * Makes one, for the JDK that runs this and its class path.
     *
     * @param directory where
     * @throws Missing if this JDK, or this class path, cannot have one
     */
    static ClassArchive make(SharedDirectory directory) throws Missing {
        String classPath = System.getProperty("java.class.path");
        if (Stream.of(classPath.split(File.pathSeparator, -1)).anyMatch(entry -> Files.isDirectory(Path.of(entry)))) {
            throw new Missing("classes in a directory, which is on the class path, cannot be shared");
        }
        Path file = directory.file("classes.jsa");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MeasuringJvm.flags(Runtime.version().feature()));
        command.addAll(Effort.QUICK.fewCallsFlags());
        command.add("-XX:ArchiveClassesAtExit=" + file);
        command.addAll(quietly());
        command.add(directory.flag());
        command.add("-Djava.io.tmpdir=" + directory.path());
        command.add("-XX:-UsePerfData");
        command.add("-cp");
        command.add(classPath);
        command.add(ClassArchiveMain.class.getName());
        try {
            MeasuringProcess.run(command, PATIENCE, directory);
        } catch (MeasuringProcess.Failed e) {
            throw new Missing(String.valueOf(e.getMessage()));
        }
        if (!Files.exists(file)) {
            throw new Missing("Java " + Runtime.version().feature() + " wrote none");
        }
        return new ClassArchive(file);
    }

    /** {@return flags for a JVM of the same JDK and class path; one that cannot use it does without and says nothing} */
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:SharedArchiveFile=" + file);
        flags.addAll(quietly());
        return List.copyOf(flags);
    }

    private static List<String> quietly() {
        return Runtime.version().feature() >= SAYS_AOT
                ? List.of("-Xlog:cds*=off", "-Xlog:aot*=off")
                : List.of("-Xlog:cds*=off");
    }
}
