package posixwait.jna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibCTest {
    @Test
    void isLinkedOnce() {
        assertThat(LibC.link()).isSameAs(LibC.link());
    }
}
