package posixwait.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelPageTest {
    @Test
    void the_page_shows_the_model_that_runs() throws IOException {
        // If this fails, replace the diagram and the table of the page by what is expected here.
        assertThat(Files.readString(Path.of("..", "docs", "model.md"))).contains(Diagram.states(), Diagram.sources());
    }
}
