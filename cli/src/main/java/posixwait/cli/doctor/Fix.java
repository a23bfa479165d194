package posixwait.cli.doctor;

import java.util.Objects;

/**
 * What to do about a finding, a line for each way to run a JVM.
 *
 * @param linux on plain Linux
 * @param docker in a container of Docker or Podman
 * @param kubernetes in a pod
 */
public record Fix(String linux, String docker, String kubernetes) {
    /** Rejects what is not complete: it comes from files. */
    public Fix {
        Objects.requireNonNull(linux, "linux");
        Objects.requireNonNull(docker, "docker");
        Objects.requireNonNull(kubernetes, "kubernetes");
    }

    /** A JDK that runs every backend. */
    static Fix anotherJdk() {
        return new Fix(
                "install a JDK 22 or later, best the newest with long-term support, and set JAVA_HOME",
                "FROM eclipse-temurin:25, or another image with a JDK 22 or later",
                "image: one with a JDK 22 or later, such as eclipse-temurin:25");
    }
}
