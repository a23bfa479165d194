package posixwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.spi.Abi;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

class ReferenceTest {
    private static Backend jna() throws BackendUnavailableException {
        return Backends.open("jna");
    }

    /** A backend that answers these calls with {@code -ENOSYS}. */
    private static Backend without(Set<String> calls, Backend good) {
        SystemCalls some = (SystemCalls) Proxy.newProxyInstance(
                SystemCalls.class.getClassLoader(), new Class<?>[] {SystemCalls.class}, (proxy, method, arguments) -> {
                    if (!calls.contains(method.getName())) {
                        return method.invoke(good.calls(), arguments);
                    }
                    return method.getReturnType() == long.class ? (Object) (long) -Abi.ENOSYS : (Object) (-Abi.ENOSYS);
                });
        return new Backend("guest", "borrowed", some);
    }

    @Test
    void a_backend_that_has_every_call_prepares_for_itself() throws BackendUnavailableException {
        Backend jna = jna();

        assertThat(Reference.of(jna)).isEqualTo(new Reference(jna, List.of()));
    }

    @Test
    void another_backend_prepares_for_one_that_lacks_a_call() throws BackendUnavailableException {
        Reference reference = Reference.of(without(Set.of("waitid", "dlsym"), jna()));

        assertThat(reference.lacks()).containsExactly("waitid", "dlsym", "clone");
        assertThat(reference.backend().name()).isIn("ffm", "jna");
    }

    @Test
    void a_failure_says_nothing_once_the_backend_answered_that_it_lacks_a_call() throws BackendUnavailableException {
        Kit kit = kitWithoutWaitid();
        kit.calls().getpid();

        assertThat(kit.saysNothing(true)).isEmpty();
        kit.calls().waitid(Abi.P_ALL, 0, null, Abi.WEXITED);
        assertThat(kit.saysNothing(true)).hasValue("guest lacks a call that this needs: waitid: ENOSYS");
        assertThat(kit.saysNothing(false)).isEmpty();
    }

    @Test
    void a_pass_says_nothing_if_the_backend_was_asked_for_nothing_that_it_has() throws BackendUnavailableException {
        Kit kit = kitWithoutWaitid();
        kit.calls().waitid(Abi.P_ALL, 0, null, Abi.WEXITED);

        assertThat(kit.saysNothing(false)).hasValue("this needs no call that guest has");
    }

    @Test
    void a_verdict_on_a_backend_that_has_every_call_is_never_withheld() throws BackendUnavailableException {
        Kit kit = new Kit(jna(), Reference.of(jna()), "");

        assertThat(kit.saysNothing(true)).isEmpty();
        assertThat(kit.saysNothing(false)).isEmpty();
    }

    private static Kit kitWithoutWaitid() throws BackendUnavailableException {
        Backend guest = without(Set.of("waitid"), jna());
        return new Kit(guest, Reference.of(guest), "");
    }
}
