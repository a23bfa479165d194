package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Expectations as a file: a JSON array of objects with {@code id}, {@code backend}, {@code when}, {@code reason},
 * {@code link} and {@code expires}, of which {@code id}, {@code reason} and {@code expires} must be there.
 */
public final class ExpectationsFile {
    // A value of another type, a name twice or a misspelt one would silently mean something else.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private ExpectationsFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the expectations
     * @throws IOException if the file cannot be read, or does not hold that; the message is one line
     */
    public static Expectations read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new Expectations(file.toString(), sha256(bytes), entries(bytes));
    }

    /** {@return the text of a file that holds these} */
    public static String text(List<Expectation> entries) {
        return MAPPER.writeValueAsString(entries) + "\n";
    }

    private static List<Expectation> entries(byte[] bytes) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
            throw new IOException("is not JSON" + (line < 1 ? "" : ", line " + line) + ": " + firstLine(e), e);
        }
        if (!root.isArray()) {
            throw new IOException("is not an array of expectations");
        }
        List<Expectation> entries = new ArrayList<>();
        for (JsonNode node : root) {
            Expectation entry = entry(node, entries.size() + 1);
            int other = entries.indexOf(entry);
            if (other >= 0) {
                throw new IOException("entry " + (entries.size() + 1) + " repeats entry " + (other + 1));
            }
            entries.add(entry);
        }
        return entries;
    }

    private static Expectation entry(JsonNode node, int number) throws IOException {
        if (!node.isObject()) {
            throw new IOException("entry " + number + " is not an object");
        }
        try {
            return MAPPER.treeToValue(node, Expectation.class);
        } catch (JacksonException e) {
            throw new IOException("entry " + number + " " + why(e), e);
        }
    }

    private static String why(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "has an unknown \"" + unknown.getPropertyName() + "\"; known are " + unknown.getKnownPropertyIds();
        }
        @Nullable Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        String path = e.getPath().stream()
                .map(reference -> String.valueOf(reference.getPropertyName()))
                .reduce((outer, inner) -> outer + "." + inner)
                .orElse("");
        return (path.isEmpty() ? "cannot be read: " : "has a bad \"" + path + "\": ") + firstLine(e);
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
