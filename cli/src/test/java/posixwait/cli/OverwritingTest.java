package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** An option that is taken for one that reads would write over what is read. */
class OverwritingTest {
    private static final Set<String> READ = Set.of(
            "--backend-path",
            "--baseline",
            "--bench",
            "--check",
            "--doctor",
            "--expect",
            "--explore",
            "--peers",
            "--prove",
            "--result");

    /** Files with names of their own are made in it. */
    private static final String DIRECTORY = "--histograms";

    @Test
    void of_each_option_that_names_files_it_is_known_whether_they_are_read_or_written() {
        CommandLine all = HelpTest.all();

        assertThat(Stream.concat(Stream.of(all), all.getSubcommands().values().stream())
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .filter(OverwritingTest::namesFiles)
                        .map(OptionSpec::longestName)
                        .filter(name -> !name.equals(DIRECTORY))
                        .distinct()
                        .filter(name -> READ.contains(name) == Overwriting.WRITE.contains(name)))
                .isEmpty();
    }

    private static boolean namesFiles(OptionSpec option) {
        return option.type() == Path.class
                || (option.type() == List.class && Arrays.equals(option.auxiliaryTypes(), new Class<?>[] {Path.class}));
    }
}
