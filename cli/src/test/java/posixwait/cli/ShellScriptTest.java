package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellScriptTest {
    private static List<String> arguments(String script) {
        return ShellScript.calls(script).get(0).arguments();
    }

    @Test
    void quotes_hold_a_word_together_and_are_no_part_of_it() {
        assertThat(arguments("java -jar a.jar check --id 'ST-*' --json \"$RESULT.json\" a'b'c"))
                .containsExactly("check", "--id", "ST-*", "--json", "$RESULT.json", "abc");
    }

    @Test
    void a_line_may_be_continued() {
        assertThat(arguments("java -jar a.jar check \\\n  --list")).containsExactly("check", "--list");
    }

    @Test
    void redirections_and_comments_are_no_arguments() {
        assertThat(arguments("java -jar a.jar merge a#b 2>/dev/null >> out 2>&1 --html c < in # --json"))
                .containsExactly("merge", "a#b", "--html", "c");
    }

    @Test
    void a_command_ends_where_the_next_begins() {
        assertThat(ShellScript.calls(
                        "ls; X=1 /usr/bin/java -Xmx1g -jar b/a.jar one || ./posixwait two && (posixwait)\nls"))
                .containsExactly(
                        new ShellScript.Call("b/a.jar", List.of("one")),
                        new ShellScript.Call("./posixwait", List.of("two")),
                        new ShellScript.Call("posixwait", List.of()));
    }

    @Test
    void other_commands_are_none_of_ours() {
        assertThat(ShellScript.calls("jar -jar a.jar\njava -cp a.jar Main\necho posixwait\nmvn package"))
                .isEmpty();
    }

    @Test
    void a_quote_without_an_end_is_refused() {
        assertThatThrownBy(() -> ShellScript.calls("echo 'a")).hasMessageContaining("a quote without an end");
    }
}
