package posixwait.conformance.model;

import posixwait.spi.Abi;

/**
 * What a process does with a signal.
 *
 * @param handler {@code SIG_DFL}, {@code SIG_IGN} or an address
 * @param flags {@code SA_} bits
 * @param mask what is blocked while the handler runs; handlers of the model take no time
 */
record Disposition(long handler, int flags, long mask) {
    static final Disposition DEFAULT = new Disposition(Abi.SIG_DFL, 0, 0);

    boolean isIgnore() {
        return handler == Abi.SIG_IGN;
    }

    boolean isDefault() {
        return handler == Abi.SIG_DFL;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
