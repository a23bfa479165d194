package posixwait.cli.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
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
        String remedy = "make one with 'posixwait " + maker + " --json FILE'";
        if (Files.isDirectory(path)) {
            throw Complaint.usage(option + " " + path, "is a directory", remedy);
        }
        try {
            T value = MAPPER.readValue(Files.readAllBytes(path), type);
            if (value == null) {
                throw Complaint.usage(option + " " + path, "is empty", remedy);
            }
            return value;
        } catch (IOException e) {
            throw Complaint.usage(option + " " + path, Complaint.reason(e), remedy)
                    .because(e);
        } catch (JacksonException e) {
            String where = e.getLocation() == null || e.getLocation().getLineNr() < 0
                    ? ""
                    : ", line " + e.getLocation().getLineNr();
            throw Complaint.usage(option + " " + path, "is not a result of '" + maker + "'" + where, remedy)
                    .because(e);
        }
    }
}
