package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.spi.Abi;

class WaitOptionsTest {
    @Nested
    class Of_waitpid {
        @Test
        void each_option_has_its_bit() {
            assertThat(new WaitOptions[] {
                        WaitOptions.NONE, WaitOptions.NOHANG, WaitOptions.UNTRACED, WaitOptions.CONTINUED
                    })
                    .extracting(WaitOptions::bits)
                    .containsExactly(0, 1, 2, 8);
        }

        @Test
        void options_add_up() {
            assertThat(WaitOptions.NOHANG.with(WaitOptions.UNTRACED).with(WaitOptions.CONTINUED))
                    .isEqualTo(WaitOptions.ofBits(11));
        }

        @Test
        void adding_leaves_the_original_as_it_was() {
            WaitOptions original = WaitOptions.ofBits(Abi.WNOHANG);
            WaitOptions added = original.with(WaitOptions.UNTRACED);

            assertThat(original).isEqualTo(WaitOptions.NOHANG).isNotEqualTo(added);
        }

        @Test
        void bits_contain_what_they_are_made_of() {
            assertThat(WaitOptions.ofBits(3).contains(WaitOptions.UNTRACED)).isTrue();
        }

        @Test
        void one_of_two_bits_is_not_both() {
            assertThat(WaitOptions.NOHANG.contains(WaitOptions.ofBits(3))).isFalse();
        }

        @Test
        void everything_contains_nothing() {
            assertThat(WaitOptions.NOHANG.contains(WaitOptions.NONE)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "0,          0",
            "1,          NOHANG",
            "2,          UNTRACED",
            "11,         NOHANG|UNTRACED|CONTINUED",
            "0x40000000, 0x40000000",
            "0x40000001, NOHANG|0x40000000",
            "-0x80000000, 0x80000000",
            "4,          0x4",
            "-1,         NOHANG|UNTRACED|CONTINUED|0xfffffff4"
        })
        void bits_are_shown_by_name_and_the_rest_in_hexadecimal(String bits, String text) {
            assertThat(WaitOptions.ofBits(Integer.decode(bits))).hasToString(text);
        }
    }

    @Nested
    class Of_waitid {
        @Test
        void each_option_has_its_bit() {
            assertThat(new WaitIdOptions[] {
                        WaitIdOptions.EXITED,
                        WaitIdOptions.STOPPED,
                        WaitIdOptions.CONTINUED,
                        WaitIdOptions.NOHANG,
                        WaitIdOptions.NOWAIT
                    })
                    .extracting(WaitIdOptions::bits)
                    .containsExactly(4, 2, 8, 1, 0x1000000);
        }

        @Test
        void options_add_up() {
            assertThat(WaitIdOptions.EXITED.with(WaitIdOptions.NOWAIT)).isEqualTo(WaitIdOptions.ofBits(0x1000004));
        }

        @Test
        void bits_contain_what_they_are_made_of() {
            assertThat(WaitIdOptions.ofBits(0x1000004).contains(WaitIdOptions.NOWAIT))
                    .isTrue();
        }

        @Test
        void one_of_two_bits_is_not_both() {
            assertThat(WaitIdOptions.EXITED.contains(WaitIdOptions.ofBits(6))).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "0,          0",
            "4,          EXITED",
            "0x1000005,  EXITED|NOHANG|NOWAIT",
            "14,         EXITED|STOPPED|CONTINUED",
            "0x40000004, EXITED|0x40000000",
            "16,         0x10"
        })
        void bits_are_shown_by_name_and_the_rest_in_hexadecimal(String bits, String text) {
            assertThat(WaitIdOptions.ofBits(Integer.decode(bits))).hasToString(text);
        }
    }
}
