package posixwait.conformance.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posixwait.conformance.Proc;
import posixwait.conformance.ProgramJvm;
import posixwait.conformance.run.Jdks;

/** Programs that are not well: each must be noticed, and nothing of it may stay. */
class RecipeRunTest {
    @TempDir
    Path directory;

    private static Recipe program(String body) {
        String markdown = "```java\nimport posixwait.*;\n\npublic class A {\n"
                + "    public static void main(String[] args) throws Exception {\n" + body + "\n    }\n}\n```\n"
                + "```text\nwell\n```\n";
        return new RecipePage("page.md", markdown).recipes().get(0);
    }

    private String compile(Recipe recipe) throws IOException {
        return new RecipeCompiler(RecipeClassPath.library()).compile(List.of(recipe), directory);
    }

    private ProgramJvm.Ended run(String body, Duration patience) throws IOException, InterruptedException {
        assertThat(compile(program(body))).isEmpty();
        return new ProgramJvm(Jdks.current(), directory.toString(), patience).run("A", directory);
    }

    @Test
    void a_warning_of_javac_is_told_with_the_line_of_the_page() throws IOException {
        assertThat(compile(program("        java.util.List list = null;")))
                .contains("A.java:6: warning: [rawtypes]")
                .contains("warnings found and -Werror specified");
    }

    @Test
    void a_program_that_does_not_end_is_ended() throws Exception {
        ProgramJvm.Ended ended = run("        Thread.sleep(60_000);", Duration.ofSeconds(1));

        assertThat(ended.trouble()).contains("did not end in 1 s");
    }

    @Test
    void a_program_that_fails_is_told() throws Exception {
        ProgramJvm.Ended ended = run("        System.exit(3);", Duration.ofSeconds(60));

        assertThat(ended.trouble()).contains("ended with exit code 3");
    }

    @Test
    void a_daemon_with_a_session_of_its_own_that_is_left_behind_is_told_and_ended() throws Exception {
        ProgramJvm.Ended ended = run(
                "        new ProcessBuilder(\"sh\", \"-c\", \"setsid sleep 60 >/dev/null 2>&1 & echo $! >pid\").start().waitFor();",
                Duration.ofSeconds(60));

        String pid = Files.readString(directory.resolve("pid")).strip();
        assertThat(ended.trouble()).hasValueSatisfying(told -> assertThat(told).startsWith("left behind: [" + pid));
        // A zombie is left if whoever adopted it is slow.
        assertThat(Proc.state(Integer.parseInt(pid)).filter(state -> state != 'Z'))
                .isEmpty();
    }

    @Test
    void what_goes_to_the_standard_error_is_compared_as_well() throws Exception {
        ProgramJvm.Ended ended = run(
                "        System.out.println(\"well\");\n        System.err.println(\"not so\");",
                Duration.ofSeconds(60));

        assertThat(program("").expected().difference(ended.printed()))
                .contains("the page ends after 1 lines, and the program printed: not so");
    }
}
