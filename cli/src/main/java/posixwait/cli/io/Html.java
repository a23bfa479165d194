package posixwait.cli.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** What the HTML files have in common: they are filled templates from the command's own jar. */
public final class Html {
    private Html() {}

    /** {@return a text as HTML, for an element or for an attribute in double quotes} */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * {@return a template with its places filled}
     *
     * <p>Each is filled once, in one pass: what is filled in may look like a place.
     *
     * @param template has places such as <code>{{body}}</code>
     * @param parts what goes into each place, by its name
     */
    public static String filled(String template, Map<String, String> parts) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            text.append(template, from, open);
            text.append(
                    Objects.requireNonNull(parts.get(template.substring(open + 2, close)), "a place without a part"));
            from = close + 2;
        }
        return text.append(template, from, template.length()).toString();
    }

    /** {@return the text of a file that lies beside a class in the jar} */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the command's own jar cannot be read: " + name, e);
        }
    }
}
