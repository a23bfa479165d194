package posixwait.cli.io;

import java.util.Map;

/**
 * Colours on the standard output: only on a terminal that knows them, and not where {@code NO_COLOR} is set to something;
 * where {@code CLICOLOR_FORCE} is, also in a pipe.
 *
 * @see <a href="https://no-color.org">no-color.org</a>
 * @see <a href="https://bixense.com/clicolors">CLICOLOR_FORCE</a>
 */
public final class Paint {
    private final boolean on;

    private Paint(boolean on) {
        this.on = on;
    }

    /** {@return the paint for the standard output of this process} */
    public static Paint forStandardOutput() {
        return new Paint(wanted(Terminal.isTerminal(1), System.getenv()));
    }

    static boolean wanted(boolean terminal, Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
        return (!forced.isEmpty() && !forced.equals("0")) || (terminal && !"dumb".equals(environment.get("TERM")));
    }

    /** {@return whether there are colours} */
    public boolean isOn() {
        return on;
    }

    /** {@return no colours} */
    public static Paint none() {
        return new Paint(false);
    }

    /** {@return the text in green} */
    public String good(String text) {
        return painted("32", text);
    }

    /** {@return the text in yellow} */
    public String doubtful(String text) {
        return painted("33", text);
    }

    /** {@return the text in red} */
    public String bad(String text) {
        return painted("31;1", text);
    }

    /** {@return the text in bold} */
    public String strong(String text) {
        return painted("1", text);
    }

    private String painted(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
