package posixwait.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The committed schemas. */
final class Schemas {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    /** {@return what is wrong with a JSON text, by the schema of a name} */
    static List<String> errors(String schema, String json) {
        return errorsAt("posixwait/cli/" + schema, json);
    }

    /** {@return what is wrong with a JSON text, by a schema of others} */
    static List<String> errorsByOthers(String schema, String json) {
        return errorsAt("deployment/" + schema, json);
    }

    private static List<String> errorsAt(String schema, String json) {
        return REGISTRY
                .getSchema(SchemaLocation.of("classpath:" + schema + ".schema.json"))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
