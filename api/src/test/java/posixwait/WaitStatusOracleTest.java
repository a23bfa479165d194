package posixwait;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.WaitStatus.Trapped;
import posixwait.WaitStatus.Unrecognized;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/** The decoder against the macros of {@code <sys/wait.h>}, which {@code wait_macros.c} asks about every low word. */
class WaitStatusOracleTest {
    private static final int LOW_WORDS = 0x10000;
    private static final long SEED = 4711;

    /** What the macros say of one word; see {@code wait_macros.c}. */
    private record Facts(int word, String predicates, int value, boolean core) {

        static Stream<Facts> parse(String run) {
            String[] columns = run.split("[- ]", 5);
            int first = Integer.parseInt(columns[0], 16);
            int last = Integer.parseInt(columns[1], 16);
            int value = Integer.parseInt(columns[3]);
            return IntStream.rangeClosed(first, last)
                    .mapToObj(word -> new Facts(word, columns[2], value + word - first, columns[4].equals("1")));
        }

        WaitStatus status() {
            return switch (predicates) {
                case "E" -> new Exited(value);
                case "S" -> new Signaled(new Signal(value), core);
                case "T" -> new Stopped(new Signal(value));
                case "C" -> new Continued();
                case "none" -> new Unrecognized(word);
                default -> throw new AssertionError("more than one predicate is true: " + this);
            };
        }
    }

    private static List<String> committedTable() throws IOException {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                requireNonNull(WaitStatusOracleTest.class.getResourceAsStream("wait-macros.txt")),
                StandardCharsets.US_ASCII))) {
            return table.lines().toList();
        }
    }

    private static List<Facts> oracle() throws IOException {
        return committedTable().stream().flatMap(Facts::parse).toList();
    }

    private static RawChild siginfo(int code, int status) {
        RawChild child = new RawChild();
        child.code = code;
        child.status = status;
        return child;
    }

    private static IntStream signals() {
        return IntStream.rangeClosed(1, Abi.SIGRTMAX);
    }

    /** Every status word that Linux makes of a child without a tracer. */
    private static List<Integer> wordsOfTheKernel() {
        List<Integer> words = new ArrayList<>();
        IntStream.range(0, 256).forEach(code -> words.add(code << 8));
        signals().forEach(signal -> words.addAll(List.of(signal, signal | 0x80, signal << 8 | 0x7f)));
        words.add(0xffff);
        return words;
    }

    private static IntStream randomWords() {
        return new Random(SEED).ints(200_000);
    }

    @Test
    void the_committed_table_is_what_the_macros_of_this_host_say(@TempDir Path scratch) throws Exception {
        assumeTrue(CProgram.canCompile(), "no cc on this host: the committed table stands unchecked");

        assertThat(CProgram.run("wait_macros.c", scratch)).isEqualTo(committedTable());
    }

    @Test
    void the_table_has_every_low_word_in_order() throws IOException {
        assertThat(oracle())
                .extracting(Facts::word)
                .isEqualTo(IntStream.range(0, LOW_WORDS).boxed().toList());
    }

    @Test
    void every_low_word_decodes_as_the_macros_say() throws IOException {
        assertThat(oracle()).allSatisfy(facts -> {
            if (!WaitStatus.of(facts.word()).equals(facts.status())) {
                assertThat(WaitStatus.of(facts.word())).isEqualTo(facts.status());
            }
        });
    }

    @Test
    void exactly_one_predicate_is_true_for_every_word_of_the_kernel() throws IOException {
        List<Facts> oracle = oracle();

        assertThat(wordsOfTheKernel())
                .extracting(word -> oracle.get(word).predicates())
                .containsOnly("E", "S", "T", "C");
    }

    @Test
    void no_word_of_the_kernel_is_unrecognized() {
        assertThat(wordsOfTheKernel()).extracting(WaitStatus::of).doesNotHaveAnyElementsOfTypes(Unrecognized.class);
    }

    @Test
    void different_words_of_the_kernel_are_different_statuses() {
        assertThat(wordsOfTheKernel()).extracting(WaitStatus::of).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff00, 0xc800, 0x8000})
    void an_exit_code_is_never_negative(int word) {
        assertThat(WaitStatus.of(word)).isEqualTo(new Exited(word >> 8));
    }

    @Test
    void the_stop_of_a_ptrace_event_has_its_number_above_bit_15() {
        assertThat(WaitStatus.of(0x6057f)).isEqualTo(new Trapped(new Signal(Abi.SIGTRAP), 6));
    }

    @Test
    void the_stop_of_a_traced_system_call_has_bit_7_of_its_signal_set() {
        assertThat(WaitStatus.of(0x857f)).isEqualTo(new Stopped(new Signal(Abi.SIGTRAP | 0x80)));
    }

    @Test
    void a_word_with_high_bits_that_is_no_ptrace_event_is_kept() {
        assertThat(WaitStatus.of(0x10700)).isEqualTo(new Unrecognized(0x10700));
    }

    @Test
    void no_bit_of_a_word_outside_the_four_forms_is_lost() {
        assertThat(randomWords().filter(word -> word >>> 16 != 0)).allSatisfy(word -> {
            WaitStatus status = WaitStatus.of(word);
            int kept = status instanceof Trapped trapped
                    ? trapped.event() << 16 | trapped.signal().number() << 8 | 0x7f
                    : ((Unrecognized) status).word();
            if (kept != word) {
                assertThat(kept).isEqualTo(word);
            }
        });
    }

    @Test
    void every_stop_with_high_bits_is_a_trap() {
        assertThat(randomWords().map(word -> (word & 0xffffff00) | 0x7f).filter(word -> word >>> 16 != 0))
                .allMatch(word -> WaitStatus.of(word) instanceof Trapped);
    }

    @Test
    void an_exit_is_the_same_as_word_and_as_siginfo() {
        assertThat(IntStream.range(0, 256))
                .allSatisfy(code ->
                        assertThat(WaitStatus.of(siginfo(Abi.CLD_EXITED, code))).isEqualTo(WaitStatus.of(code << 8)));
    }

    @Test
    void a_killing_signal_is_the_same_as_word_and_as_siginfo() {
        assertThat(signals())
                .allSatisfy(signal -> assertThat(WaitStatus.of(siginfo(Abi.CLD_KILLED, signal)))
                        .isEqualTo(WaitStatus.of(signal)));
    }

    @Test
    void a_core_dump_is_the_same_as_word_and_as_siginfo() {
        assertThat(signals())
                .allSatisfy(signal -> assertThat(WaitStatus.of(siginfo(Abi.CLD_DUMPED, signal)))
                        .isEqualTo(WaitStatus.of(signal | 0x80)));
    }

    @Test
    void a_stop_is_the_same_as_word_and_as_siginfo() {
        assertThat(signals())
                .allSatisfy(signal -> assertThat(WaitStatus.of(siginfo(Abi.CLD_STOPPED, signal)))
                        .isEqualTo(WaitStatus.of(signal << 8 | 0x7f)));
    }

    @Test
    void a_continue_is_the_same_as_word_and_as_siginfo() {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_CONTINUED, Abi.SIGCONT))).isEqualTo(WaitStatus.of(0xffff));
    }

    @Test
    void a_ptrace_event_is_the_same_as_word_and_as_siginfo() {
        assertThat(IntStream.range(1, 256))
                .allSatisfy(event -> assertThat(WaitStatus.of(siginfo(Abi.CLD_TRAPPED, event << 8 | Abi.SIGTRAP)))
                        .isEqualTo(WaitStatus.of(event << 16 | Abi.SIGTRAP << 8 | 0x7f)));
    }

    @Test
    void a_trap_without_an_event_has_event_0() {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_TRAPPED, Abi.SIGSTOP))).isEqualTo(new Trapped(Signal.STOP, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {256, -1, 0x5a5a5a5a, 511})
    void eight_bits_of_a_wide_exit_value_count(int value) {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_EXITED, value))).isEqualTo(new Exited(value & 0xff));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 34, 40, 64})
    void death_by_a_real_time_signal_decodes(int signal) {
        assertThat(WaitStatus.of(signal)).isEqualTo(new Signaled(new Signal(signal), false));
    }

    @ParameterizedTest
    @CsvSource({"0, 7, 0x7", "7, 9, 0x7000009", "-6, 9, 0xfa000009", "99, -1, 0x63ffffff"})
    void an_unknown_si_code_is_kept_with_its_si_status(int code, int status, String word) {
        assertThat(WaitStatus.of(siginfo(code, status)))
                .isEqualTo(new Unrecognized(Long.decode(word).intValue()));
    }

    @ParameterizedTest
    @ValueSource(ints = {Abi.CLD_KILLED, Abi.CLD_DUMPED, Abi.CLD_STOPPED})
    void an_impossible_signal_is_kept_with_its_si_code(int code) {
        assertThat(WaitStatus.of(siginfo(code, 256))).isEqualTo(new Unrecognized(code << 24 | 256));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255})
    void every_number_of_eight_bits_is_kept_as_a_signal(int signal) {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_KILLED, signal))).isEqualTo(new Signaled(new Signal(signal), false));
    }

    @Test
    void a_negative_signal_of_a_death_is_kept_with_its_si_code() {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_KILLED, -1)))
                .isEqualTo(new Unrecognized(Abi.CLD_KILLED << 24 | 0xffffff));
    }

    @Test
    void a_negative_status_of_a_trap_is_kept_with_its_si_code() {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_TRAPPED, -1)))
                .isEqualTo(new Unrecognized(Abi.CLD_TRAPPED << 24 | 0xffffff));
    }

    @Test
    void a_trap_may_have_no_signal() {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_TRAPPED, 0))).isEqualTo(new Trapped(new Signal(0), 0));
    }

    @Test
    void a_trap_without_an_event_does_not_speak_of_one() {
        assertThat(WaitStatus.of(siginfo(Abi.CLD_TRAPPED, Abi.SIGSTOP))).hasToString("trapped by SIGSTOP");
    }

    @Test
    void no_siginfo_is_too_strange_to_decode() {
        Random random = new Random(SEED);

        assertThat(IntStream.range(0, 100_000)
                        .mapToObj(i -> siginfo(random.nextInt(-2, 9), random.nextInt() >> random.nextInt(32))))
                .allSatisfy(WaitStatus::of);
    }

    @ParameterizedTest
    @CsvSource({
        "0x700, true",
        "9, true",
        "0x86, true",
        "0x137f, false",
        "0xffff, false",
        "0x6057f, false",
        "0xff, false"
    })
    void only_an_exit_and_a_killing_signal_end_a_child(String word, boolean ended) {
        assertThat(WaitStatus.of(Integer.decode(word)).ended()).isEqualTo(ended);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x700   | exited with 7",
                "9       | killed by SIGKILL",
                "0x86    | killed by SIGABRT, core dumped",
                "0x137f  | stopped by SIGSTOP",
                "0xffff  | continued",
                "0x6057f | trapped by SIGTRAP, event 6",
                "0xff    | unrecognized status 0xff"
            })
    void a_status_says_what_happened(String word, String text) {
        assertThat(WaitStatus.of(Integer.decode(word))).hasToString(text);
    }
}
