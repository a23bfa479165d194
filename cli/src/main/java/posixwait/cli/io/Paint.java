package posixwait.cli.io;

/** Colours on the standard output: only on a terminal, and not where {@code NO_COLOR} is set. */
public final class Paint {
    private final boolean on;

    private Paint(boolean on) {
        this.on = on;
    }

    /** {@return the paint for the standard output of this process} */
    public static Paint forStandardOutput() {
        String refused = System.getenv("NO_COLOR");
        return new Paint(Terminal.isTerminal(1) && (refused == null || refused.isEmpty()));
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
