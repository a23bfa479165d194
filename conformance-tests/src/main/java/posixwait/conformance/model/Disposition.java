package posixwait.conformance.model;

import posixwait.spi.Abi;

/**
 * What a process does with a signal.
 *
 * @param handler {@code SIG_DFL}, {@code SIG_IGN} or an address
 * @param flags {@code SA_} bits
 */
record Disposition(long handler, int flags) {
    static final Disposition DEFAULT = new Disposition(Abi.SIG_DFL, 0);

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
