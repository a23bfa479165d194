package posixwait.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.junit.jupiter.api.Test;
import posixwait.spi.Abi;

class LibCTest {
    @Test
    void isLinkedOnce() {
        assertThat(LibC.link()).isSameAs(LibC.link());
    }

    @Test
    void everyFunctionHasTheSymbolOfItsName() {
        LibC libc = LibC.linkNow();

        assertThat(libc.getpid())
                .isEqualTo(Math.toIntExact(ProcessHandle.current().pid()));
        assertThat(libc.waitAny(0)).isEqualTo(-1);
        assertThat(libc.getppid()).isNotEqualTo(libc.getpid());
    }

    @Test
    void aFunctionThatTheCLibraryLacksReturnsEnosys() {
        assertThat(LibC.invoke(null, 0L, 0)).isEqualTo(Abi.ENOSYS);
    }

    @Test
    void aFunctionThatTheCLibraryHasIsCalled() {
        LibC libc = LibC.linkNow();
        assumeTrue(libc.address("posix_spawn_file_actions_addclosefrom_np") != -Abi.ENOENT, "glibc 2.34");
        try (Memory actions = new Memory(Abi.SPAWN_FILE_ACTIONS_SIZE)) {
            long address = Pointer.nativeValue(actions);
            assertThat(libc.posix_spawn_file_actions_init(address)).isZero();

            assertThat(libc.posix_spawn_file_actions_addclosefrom_np(address, -1))
                    .isEqualTo(Abi.EBADF);

            assertThat(libc.posix_spawn_file_actions_destroy(address)).isZero();
        }
    }
}
