package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.spi.Abi;

class GetpgidTest {
    @Test
    void theErrnoOfACallThatFailedIsKept() {
        for (Getpgid call : linked()) {
            assertThat(call.kept(-1)).isEqualTo(-1);
            assertThat(call.errno()).isEqualTo(Abi.ESRCH);
        }
    }

    @Test
    void aCallThatSucceedsSaysTheGroup() {
        int group = Backends.available().get(0).calls().getpgid(0);

        assertThat(linked()).isNotEmpty().allMatch(call -> call.kept(0) == group);
    }

    @Test
    void whereErrnoIsNotKeptTheOneBeforeStays() {
        for (Getpgid call : linked()) {
            if (call instanceof FfmGetpgid) {
                call.kept(-1);
                int before = call.errno();

                assertThat(call.unkept(-1)).isEqualTo(-1);
                assertThat(call.errno()).isEqualTo(before);
            }
        }
    }

    private static List<Getpgid> linked() {
        return Backends.available().stream()
                .map(Backend::binding)
                .filter(Getpgid::of)
                .map(Getpgid::linked)
                .toList();
    }
}
