package posixwait.conformance.explore;

import posixwait.spi.Abi;

/** What a script does with {@code SIGCHLD}. */
enum Action {
    DEFAULT(What.DEFAULT, 0),
    IGNORE(What.IGNORE, 0),
    HANDLE(What.HANDLE, 0),
    HANDLE_RESTART(What.HANDLE, Abi.SA_RESTART),
    HANDLE_NOCLDSTOP(What.HANDLE, Abi.SA_NOCLDSTOP),
    HANDLE_RESTART_NOCLDSTOP(What.HANDLE, Abi.SA_RESTART | Abi.SA_NOCLDSTOP),
    HANDLE_NOCLDWAIT(What.HANDLE, Abi.SA_NOCLDWAIT),
    HANDLE_ONCE(What.HANDLE, Abi.SA_RESETHAND),
    DEFAULT_NOCLDWAIT(What.DEFAULT, Abi.SA_NOCLDWAIT),
    DEFAULT_NOCLDSTOP(What.DEFAULT, Abi.SA_NOCLDSTOP);

    private enum What {
        DEFAULT,
        IGNORE,
        HANDLE
    }

    private final What what;
    private final int flags;

    Action(What what, int flags) {
        this.what = what;
        this.flags = flags;
    }

    static Action numbered(int number) {
        return values()[number];
    }

    /** {@return the handler: the given one where one is wanted} */
    long handler(long harmless) {
        return switch (what) {
            case DEFAULT -> Abi.SIG_DFL;
            case IGNORE -> Abi.SIG_IGN;
            case HANDLE -> harmless;
        };
    }

    int flags() {
        return flags;
    }
}
