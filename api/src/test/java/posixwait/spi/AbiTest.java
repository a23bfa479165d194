package posixwait.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.CProgram;

/** Compares {@link Abi} with the headers of this machine where there is a C compiler, and with committed tables. */
class AbiTest {
    private static final String MACHINE = machine();
    private static final String ALL_AGREE =
            "Abi, what src/test/c/abi_probe.c prints, and src/test/resources/posixwait/spi/abi-*.tsv agree";

    /** What the probe printed; empty without a C compiler. */
    private static Map<String, Long> headers = Map.of();

    private static String machine() {
        String arch = System.getProperty("os.arch", "");
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    @BeforeAll
    static void runProbe(@TempDir Path directory) throws IOException, InterruptedException {
        if (CProgram.canCompile()) {
            headers = parse(CProgram.run("abi_probe.c", directory).stream());
        }
    }

    @Test
    void everyConstantIsWhatThisHostHas() throws IOException, ReflectiveOperationException {
        boolean compiled = !headers.isEmpty();
        Map<String, Long> host = compiled ? headers : table(MACHINE);
        assertThat(constants(MACHINE)).as(ALL_AGREE).containsExactlyInAnyOrderEntriesOf(host);
        System.out.printf(
                "Abi: %d constants compared with %s%n",
                host.size(), compiled ? "the headers of this host, by cc" : "the table for " + MACHINE + ", no cc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void everyConstantIsInTheTable(String machine) throws IOException, ReflectiveOperationException {
        assertThat(constants(machine)).as(ALL_AGREE).containsExactlyInAnyOrderEntriesOf(table(machine));
    }

    @Test
    void theTableIsWhatTheProbePrints() throws IOException {
        assumeTrue(!headers.isEmpty(), "no cc");
        assertThat(table(MACHINE)).as(ALL_AGREE).containsExactlyInAnyOrderEntriesOf(headers);
    }

    /** Initializes {@link Abi} once more, as on {@code machine}: some of its numbers depend on {@code os.arch}. */
    private static Map<String, Long> constants(String machine) throws IOException, ReflectiveOperationException {
        String own = System.setProperty("os.arch", machine);
        try {
            Map<String, Long> constants = new TreeMap<>();
            for (Field field : new Again().define(Abi.class).getFields()) {
                assertThat(field.getModifiers()).isEqualTo(Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL);
                constants.put(field.getName(), field.getLong(null));
            }
            return constants;
        } finally {
            System.setProperty("os.arch", own);
        }
    }

    private static final class Again extends ClassLoader {
        Again() {
            super(Abi.class.getClassLoader());
        }

        Class<?> define(Class<?> known) throws IOException {
            try (InputStream in = known.getResourceAsStream(known.getSimpleName() + ".class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(known.getName(), bytes, 0, bytes.length);
            }
        }
    }

    private static Map<String, Long> table(String machine) throws IOException {
        try (InputStream in = AbiTest.class.getResourceAsStream("abi-" + machine + ".tsv")) {
            return parse(new String(
                            Objects.requireNonNull(in, "no table for " + machine)
                                    .readAllBytes(),
                            UTF_8)
                    .lines());
        }
    }

    private static Map<String, Long> parse(Stream<String> lines) {
        Map<String, Long> values = new TreeMap<>();
        lines.map(line -> line.split("\t", -1)).forEach(line -> values.put(line[0], Long.valueOf(line[1])));
        return values;
    }
}
