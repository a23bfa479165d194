package posixwait.conformance.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipePageTest {
    private static final String PROGRAM =
            "```java\npublic class A {\n    public static void main(String[] args) {}\n}\n```\n";
    private static final String OUTPUT = "```text\nhello\n```\n";

    private static RecipePage page(String markdown) {
        return new RecipePage("page.md", markdown);
    }

    @Test
    void a_program_and_what_it_prints_are_one_recipe() {
        assertThat(page("# A\n\n```\nother\n```\n\n" + PROGRAM + "\n" + OUTPUT + "\n```sh\nls\n```\n")
                        .recipes())
                .singleElement()
                .satisfies(recipe -> assertThat(recipe).hasToString("page.md:7 A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "nothing ! page.md:1: a page without a program or a command",
                "P ! page.md:1: a ```java block without a ```text block right after it",
                "P,prose,O ! page.md:1: a ```java block without a ```text block right after it",
                "P,P,O ! page.md:1: a ```java block without a ```text block right after it",
                "P,S,O ! page.md:1: a ```java block without a ```text block right after it",
                "P,O,O ! page.md:9: a ```text block that no program prints; what else is shown has no language",
                "O ! page.md:1: a ```text block that no program prints; what else is shown has no language",
                "P,E ! page.md:8: a ```text block that is empty proves nothing",
                "U ! page.md:1: a block without an end",
            })
    void a_page_that_breaks_a_rule_is_refused(String parts, String message) {
        String markdown = "";
        for (String part : parts.split(",", -1)) {
            markdown += switch (part) {
                case "P" -> PROGRAM;
                case "O" -> OUTPUT;
                case "S" -> "```sh\nls\n```\n";
                case "E" -> "\n```text\n```\n";
                case "U" -> "```java\n";
                default -> part + "\n";
            };
        }
        RecipePage page = page(markdown);

        assertThatThrownBy(page::recipes).isInstanceOf(PageError.class).hasMessage(message);
    }

    @Test
    void a_page_about_the_command_needs_no_program() {
        assertThat(page("# A\n\n```sh\nls\n```\n").recipes()).isEmpty();
    }

    @Test
    void a_fragment_is_no_program() {
        Recipe fragment = page("```java\nint a = 1;\n```\n" + OUTPUT).recipes().get(0);

        assertThatThrownBy(fragment::className).hasMessageStartingWith("page.md:1: a ```java block is a whole program");
    }
}
