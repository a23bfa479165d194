package posixwait.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;
import posixwait.spi.Abi;

class DowncallsTest {
    /** {@return a handle with the type of a linked function that throws} */
    private static MethodHandle throwing(Throwable thrown) {
        return MethodHandles.dropArguments(
                MethodHandles.throwException(long.class, Throwable.class).bindTo(thrown), 0, MemorySegment.class);
    }

    @Test
    void anErrorOfTheJvmGoesThroughAsItIs() {
        Error error = new StackOverflowError();

        assertThatThrownBy(() -> Downcalls.here().call(throwing(error))).isSameAs(error);
    }

    @Test
    void anExceptionThatNoDowncallThrowsIsAnAssertionError() {
        assertThatThrownBy(() -> Downcalls.here().call(throwing(new IOException())))
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aLinkedSymbolIsCalled() {
        MethodHandle getpid = Downcalls.link("getpid", Downcalls.INT);

        assertThat(Downcalls.here().call(getpid))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void anOptionalSymbolThatIsThereIsCalled() {
        MethodHandle toupper = Downcalls.linkOptional("toupper", Downcalls.INT);

        assertThat(Downcalls.here().call(toupper, 'a')).isEqualTo('A');
    }

    @Test
    void aSymbolThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Downcalls.link("no_such_symbol", Downcalls.INT))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessage("the C library has no no_such_symbol");
    }

    @Test
    void anOptionalSymbolThatIsNotThereReturnsEnosys() {
        MethodHandle absent = Downcalls.linkOptional("no_such_symbol", Downcalls.ADDRESS, Downcalls.INT);

        assertThat(Downcalls.here().call(absent, 1, 2)).isEqualTo(Abi.ENOSYS);
    }
}
