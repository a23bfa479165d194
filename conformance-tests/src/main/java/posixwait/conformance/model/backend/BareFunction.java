package posixwait.conformance.model.backend;

import java.util.Optional;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;

/** What a bare child does: the C functions that the model knows. */
enum BareFunction {
    /** Ends. */
    EXIT("_exit") {
        @Override
        void run(ModelKernel kernel, ModelProcess child, long argument) {
            kernel.work(child, ModelCalls.MICROS_PER_CALL);
            kernel.exit(child, (int) argument);
        }
    },

    /** Stays until it is killed. */
    PAUSE("pause") {
        @Override
        void run(ModelKernel kernel, ModelProcess child, long argument) {}
    },

    /** Dies of {@code SIGABRT}, although that is blocked: {@code abort} unblocks it first (abort(3)). */
    ABORT("abort") {
        @Override
        void run(ModelKernel kernel, ModelProcess child, long argument) {
            kernel.setMask(child, child.firstThread().mask() & ~(1L << (Abi.SIGABRT - 1)));
            kernel.kill(child, child.pid(), Abi.SIGABRT);
        }
    };

    private final String symbol;

    BareFunction(String symbol) {
        this.symbol = symbol;
    }

    static Optional<BareFunction> named(String symbol) {
        for (BareFunction function : values()) {
            if (function.symbol.equals(symbol)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    abstract void run(ModelKernel kernel, ModelProcess child, long argument);
}
