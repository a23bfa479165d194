package posixwait.conformance.model;

/** A call that fails by a rule. It never leaves the model: what the caller sees is the negated error number. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final Rule rule;
    private final int errno;

    Refused(Rule rule, int errno) {
        super(rule.name(), null, false, false);
        this.rule = rule;
        this.errno = errno;
    }

    Rule rule() {
        return rule;
    }

    int errno() {
        return errno;
    }

    /** A call that may be refused. */
    interface Call<T> {
        T make() throws Refused;
    }
}
