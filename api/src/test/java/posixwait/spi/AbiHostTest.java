package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts {@link Abi} has the numbers of. */
class AbiHostTest {
    private static final String SYSTEM = System.getProperty("os.name");
    private static final String MACHINE = System.getProperty("os.arch");

    @BeforeAll
    static void theNumbersOfThisMachineAreLookedUp() {
        assertThat(Abi.SYS_GETTID).isPositive();
    }

    private static void host(String system, String machine) {
        System.setProperty("os.name", system);
        System.setProperty("os.arch", machine);
    }

    @AfterEach
    void theHostIsItselfAgain() {
        host(SYSTEM, MACHINE);
    }

    @ParameterizedTest
    @CsvSource({"Linux, amd64", "Linux, x86_64", "Linux, aarch64"})
    void linux_on_the_two_machines_is_known(String system, String machine) {
        host(system, machine);

        assertThatCode(() -> Abi.requireHost("any")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Linux, arm", "Mac OS X, aarch64", "FreeBSD, amd64"})
    void other_hosts_are_refused_by_name(String system, String machine) {
        host(system, machine);

        assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(() -> Abi.requireHost("any"))
                .withMessage("any: knows Linux on x86-64 and AArch64 with a 64-bit JVM, this is " + system + " on "
                        + machine + "; run it on such a host");
    }
}
