package posixwait.cli.io;

import java.util.List;

/** The exit codes. */
public final class Exit {
    /** Every backend that ran conforms. */
    public static final int CONFORMS = 0;

    /** A backend does not conform, something on the host must be fixed, or a ratio to C got worse. */
    public static final int DOES_NOT_CONFORM = 1;

    /** The command line is wrong: an option, a name, a file. */
    public static final int USAGE = 2;

    /** The host could not run it. */
    public static final int HOST = 3;

    /** The codes that every command has, as its help lists them. */
    public static final List<String> OF_EVERY_COMMAND = List.of(
            USAGE + ":the command line is wrong: an option, a name, a file",
            HOST + ":the host could not run it",
            "130:ended by SIGINT, as Ctrl-C sends it: nothing it started is left, no file is half written",
            "143:ended by SIGTERM, likewise; and so on, 128 and the number of the signal");

    private Exit() {}

    /** {@return the code of several parts: a failed requirement counts most, then a part that could not run} */
    public static int worst(int... codes) {
        int worst = CONFORMS;
        for (int code : codes) {
            worst = worst == DOES_NOT_CONFORM || code == DOES_NOT_CONFORM ? DOES_NOT_CONFORM : Math.max(worst, code);
        }
        return worst;
    }
}
