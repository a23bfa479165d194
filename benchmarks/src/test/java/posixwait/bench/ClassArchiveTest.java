package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    private Path directory;

    /** As here: the classes under test are in one. */
    @Test
    void aDirectoryOnTheClassPathCannotBeSharedAndNoJvmIsStartedToFindOut() {
        assertThatThrownBy(() -> ClassArchive.make(new SharedDirectory(directory)))
                .isInstanceOf(ClassArchive.Missing.class)
                .hasMessageContaining("directory");

        assertThat(directory).isEmptyDirectory();
    }
}
