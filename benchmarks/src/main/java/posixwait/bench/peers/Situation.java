package posixwait.bench.peers;

/** What happens to a child, and what a library is then asked. Each child stops itself first, so that nothing is too early. */
enum Situation {
    /** It exits with 7. */
    EXITED_7("exit 7", "exited with 7"),

    /** It is killed by signal 9. */
    KILLED_9("exit 1", "was killed by signal 9"),

    /** It exits with 137, which is what a shell says of a child killed by signal 9. */
    EXITED_137("exit 137", "exited with 137"),

    /** It is stopped, and the library is asked while it is. */
    STOPPED("exit 0", "is stopped"),

    /** It exits with 7, and another thread of the process takes its status. */
    STOLEN("exit 7", "exited with 7, and another thread took the status");

    private final String end;
    private final String words;

    Situation(String end, String words) {
        this.end = end;
        this.words = words;
    }

    /** {@return what the child does, for a shell} */
    String script() {
        return "kill -s STOP $$; " + end;
    }

    /** {@return the situation, after "a child that"} */
    String words() {
        return words;
    }
}
