package posixwait.cli.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON. */
public final class Json {
    private static final String MAKE = "make one with ";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Else the last one would count, and a second "results" could empty a file.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A newer version of a file may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // What is not known is not there.
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /** {@return the value as JSON for people and machines, with a line end} */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value) + "\n";
    }

    /** {@return the value as JSON without line breaks} */
    public static String compact(Object value) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /** {@return a value from its JSON} */
    public static <T> T parse(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    /**
     * A kind of result.
     *
     * @param maker the command that writes it
     * @param member what it has at its top, and no other kind
     * @param type what it holds
     * @param <T> what it holds
     */
    public record Kind<T>(String maker, String member, Class<T> type) {
        private String remedy() {
            return "'posixwait " + maker + " --json FILE'";
        }
    }

    /**
     * Reads a result that an earlier command wrote.
     *
     * @param option the option that named the file
     * @param path the file
     * @param type what it holds
     * @param maker the command that makes such a file
     * @return what it holds
     * @throws Complaint if it cannot be read or holds something else
     */
    public static <T> T read(String option, Path path, Class<T> type, String maker) {
        Kind<T> kind = new Kind<>(maker, "", type);
        String what = option + " " + path;
        return parse(what, bytes(what, path, MAKE + kind.remedy()), kind);
    }

    /**
     * Reads a result that one of several commands wrote.
     *
     * @param path the file
     * @param kinds the kinds it may be of, told apart by their members
     * @return what it holds, of the type of its kind
     * @throws Complaint if it cannot be read or holds something else
     */
    public static Object readOneOf(Path path, List<Kind<?>> kinds) {
        String what = path.toString();
        String remedy = MAKE + kinds.stream().map(Kind::remedy).collect(Collectors.joining(" or "));
        String makers = kinds.stream().map(kind -> "'" + kind.maker + "'").collect(Collectors.joining(" or "));
        byte[] bytes = bytes(what, path, remedy);
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            for (Kind<?> kind : kinds) {
                if (tree.has(kind.member)) {
                    return parse(what, bytes, kind);
                }
            }
        } catch (JacksonException e) {
            throw Complaint.usage(what, "is not a result of " + makers + line(e) + reason(e), remedy)
                    .because(e);
        }
        throw Complaint.usage(what, "is not a result of " + makers, remedy);
    }

    private static byte[] bytes(String what, Path path, String remedy) {
        if (Files.isDirectory(path)) {
            throw Complaint.usage(what, "is a directory", remedy);
        }
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw Complaint.usage(what, Complaint.reason(e), remedy).because(e);
        }
    }

    private static <T> T parse(String what, byte[] bytes, Kind<T> kind) {
        String remedy = MAKE + kind.remedy();
        try {
            T value = MAPPER.readValue(bytes, kind.type);
            if (value == null) {
                throw Complaint.usage(what, "is nothing but 'null'", remedy);
            }
            return value;
        } catch (JacksonException e) {
            String maker = maker(bytes);
            String why = maker == null || maker.equals(kind.maker)
                    ? "is not a result of '" + kind.maker + "'" + line(e) + reason(e)
                    : "is a result of '" + maker + "', not of '" + kind.maker + "'";
            throw Complaint.usage(what, why, remedy).because(e);
        }
    }

    /** {@return the command that made a file, if it looks like one whose files are often mixed up} */
    private static @Nullable String maker(byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            if (tree.has("results")) {
                return "bench";
            }
            return tree.path("runs").path(0).has("requirements") ? "check" : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** What the types of results say of a file, which is for people; the words of the parser are not. */
    private static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        String message = cause == null ? null : cause.getMessage();
        if (cause instanceof NullPointerException && message != null && message.matches("\\w+")) {
            return ": it has no '" + message + "'";
        }
        if (cause instanceof IllegalArgumentException && message != null) {
            return ": " + message;
        }
        return e.getOriginalMessage().startsWith("Duplicate ") ? ": it has a property twice in one object" : "";
    }

    private static String line(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 0
                ? ""
                : ", line " + e.getLocation().getLineNr();
    }
}
