package posixwait.fakes;

import java.lang.reflect.Proxy;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

/** Providers to be found by a service loader. */
public final class Providers {
    private Providers() {}

    /** Opens. */
    public abstract static class Good implements BackendProvider {
        private final String name;

        Good(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String binding() {
            return name + "-direct";
        }

        @Override
        public SystemCalls open() throws BackendUnavailableException {
            return (SystemCalls) Proxy.newProxyInstance(
                    SystemCalls.class.getClassLoader(),
                    new Class<?>[] {SystemCalls.class},
                    (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    });
        }
    }

    public static final class Ffm extends Good {
        public Ffm() {
            super("ffm");
        }
    }

    public static final class Jna extends Good {
        public Jna() {
            super("jna");
        }
    }

    public static final class OtherJna extends Good {
        public OtherJna() {
            super("jna");
        }
    }

    public static final class Alpha extends Good {
        public Alpha() {
            super("alpha");
        }
    }

    public static final class Zulu extends Good {
        public Zulu() {
            super("zulu");
        }
    }

    /** Has the name that is guessed for {@link posixwait.fakes.exploding.ExplodingProvider}. */
    public static final class NamedExploding extends Good {
        public NamedExploding() {
            super("exploding");
        }
    }

    public static final class Refusing extends Good {
        public Refusing() {
            super("refusing");
        }

        @Override
        public SystemCalls open() throws BackendUnavailableException {
            throw new BackendUnavailableException(name(), "it is Sunday", "come back tomorrow", null);
        }
    }

    /** What calling a library that is not there looks like. */
    public static final class Unlinked extends Good {
        public Unlinked() {
            super("unlinked");
        }

        @Override
        public SystemCalls open() {
            throw new NoClassDefFoundError("com/example/Native");
        }
    }

    public static final class Buggy extends Good {
        public Buggy() {
            super("buggy");
        }

        @Override
        public SystemCalls open() {
            throw new IllegalStateException("this is a bug");
        }
    }
}
