package posixwait.conformance.recipes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of a page and what it prints.
 *
 * @param page the page, as it is called in the failure text
 * @param line the line of the page where the program begins
 * @param source the program
 * @param expected what it prints, with placeholders
 */
record Recipe(String page, int line, String source, ExpectedText expected) {
    private static final Pattern MAIN_CLASS = Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);

    /** {@return the name of its class} */
    String className() {
        Matcher matcher = MAIN_CLASS.matcher(source);
        if (!matcher.find() || !source.contains("public static void main(String[] args)")) {
            throw new PageError(page, line, "a ```java block is a whole program: a public class with a main method");
        }
        return matcher.group(1);
    }

    /** {@return whether it uses what javac warns of whatever the options, but for one} */
    boolean usesSunMisc() {
        return source.contains("import sun.misc.");
    }

    /** {@return whether the other shows the same program and the same output} */
    boolean isSameAs(Recipe other) {
        return source.equals(other.source) && expected.text().equals(other.expected.text());
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + className();
    }
}
