package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameTest {
    private final FakeMemory memory = new FakeMemory();
    private final Frame frame = new Frame(memory::addressOf);

    /** Stores a carrier. */
    @FunctionalInterface
    interface In<T> {
        long store(Frame frame, T carrier);
    }

    /** Loads a carrier. */
    @FunctionalInterface
    interface Out<T> {
        void load(Frame frame, T carrier);
    }

    private static <T> Arguments carrier(String name, T full, T empty, In<T> in, Out<T> out) {
        return Arguments.of(Named.of(name, Carriers.filled(full)), empty, in, out);
    }

    static Stream<Arguments> carriers() {
        return Stream.of(
                carrier("RawStatus", new RawStatus(), new RawStatus(), Frame::in, Frame::out),
                carrier("RawChild", new RawChild(), new RawChild(), Frame::in, Frame::out),
                carrier("RawUsage", new RawUsage(), new RawUsage(), Frame::in, Frame::out),
                carrier("RawSigaction, old", new RawSigaction(), new RawSigaction(), Frame::inOld, Frame::outOld),
                carrier("RawSignalSet, old", new RawSignalSet(), new RawSignalSet(), Frame::inOld, Frame::outOld),
                carrier("RawLimit", new RawLimit(), new RawLimit(), Frame::in, Frame::out),
                carrier("RawTimes", new RawTimes(), new RawTimes(), Frame::in, Frame::out),
                carrier("RawPipe", new RawPipe(), new RawPipe(), Frame::in, Frame::out));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    <T> void what_the_kernel_leaves_alone_comes_back_as_it_was(T full, T empty, In<T> in, Out<T> out) {
        in.store(frame, full);

        out.load(frame, empty);

        assertThat(Carriers.text(empty)).isEqualTo(Carriers.text(full));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    <T> void nothing_of_an_earlier_call_comes_back(T full, T empty, In<T> in, Out<T> out) {
        in.store(frame, full);
        in.store(frame, empty);

        out.load(frame, full);

        assertThat(Carriers.text(full)).isEqualTo(Carriers.text(empty));
    }

    @Test
    void no_two_slots_overlap() {
        RawStatus status = Carriers.filled(new RawStatus());
        RawChild child = Carriers.filled(new RawChild());
        RawUsage usage = Carriers.filled(new RawUsage());
        RawSigaction oldAction = Carriers.filled(new RawSigaction());
        RawSignalSet oldSet = Carriers.filled(new RawSignalSet());
        RawLimit limit = Carriers.filled(new RawLimit());
        RawTimes times = Carriers.filled(new RawTimes());
        RawPipe pipe = Carriers.filled(new RawPipe());
        List<Object> carriers = List.of(status, child, usage, oldAction, oldSet, limit, times, pipe);
        List<String> before = carriers.stream().map(Carriers::text).toList();
        frame.in(status);
        frame.in(child);
        frame.in(usage);
        frame.in(Carriers.filled(new RawSigaction()));
        frame.inOld(oldAction);
        frame.in(Carriers.filled(new RawSignalSet()));
        frame.inOld(oldSet);
        frame.in(limit);
        frame.in(times);
        frame.in(pipe);
        frame.timeout(1_000_000_002L);
        frame.event(-1, -1);
        frame.out(status);
        frame.out(child);
        frame.out(usage);
        frame.outOld(oldAction);
        frame.outOld(oldSet);
        frame.out(limit);
        frame.out(times);
        frame.out(pipe);

        assertThat(carriers.stream().map(Carriers::text)).isEqualTo(before);
    }

    @Test
    void no_carrier_has_address_0() {
        assertThat(new long[] {
                    frame.in((RawStatus) null),
                    frame.in((RawChild) null),
                    frame.in((RawUsage) null),
                    frame.in((RawSigaction) null),
                    frame.inOld((RawSigaction) null),
                    frame.in((RawSignalSet) null),
                    frame.inOld((RawSignalSet) null),
                    frame.in((RawLimit) null)
                })
                .containsOnly(0);
    }

    @Test
    void nothing_is_loaded_into_no_carrier() {
        assertThatCode(() -> {
                    frame.out((RawStatus) null);
                    frame.out((RawChild) null);
                    frame.out((RawUsage) null);
                    frame.outOld((RawSigaction) null);
                    frame.outOld((RawSignalSet) null);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void an_old_action_is_loaded_from_where_it_was_to_be_stored() {
        RawSigaction old = new RawSigaction();
        memory.at(frame.inOld(old)).putLong(Abi.SIGACTION_HANDLER, 4711);

        frame.outOld(old);

        assertThat(old.handler).isEqualTo(4711);
    }

    @Test
    void an_old_set_is_loaded_from_where_it_was_to_be_stored() {
        RawSignalSet old = new RawSignalSet();
        memory.at(frame.inOld(old)).putLong(0, 4711);

        frame.outOld(old);

        assertThat(old.bits).isEqualTo(4711);
    }

    @Test
    void a_set_leaves_the_old_one_alone() {
        RawSignalSet old = Carriers.filled(new RawSignalSet());
        frame.inOld(old);
        frame.in(new RawSignalSet());

        long bits = old.bits;
        frame.outOld(old);

        assertThat(old.bits).isEqualTo(bits);
    }

    @Test
    void signals_above_64_of_an_earlier_call_do_not_stay() {
        RawSignalSet set = new RawSignalSet();
        ByteBuffer sigset = memory.at(frame.in(set));
        sigset.putLong(8, -1).putLong(Abi.SIGSET_SIZE - 8, -1);

        frame.in(set);

        assertThat(new long[] {sigset.getLong(8), sigset.getLong(Abi.SIGSET_SIZE - 8)})
                .containsOnly(0);
    }

    @Test
    void a_status_is_an_int() {
        RawStatus status = new RawStatus();
        status.value = 0x137f;

        assertThat(memory.getInt(frame.in(status))).isEqualTo(0x137f);
    }

    @Test
    void a_status_that_the_kernel_stored_comes_out() {
        RawStatus status = new RawStatus();
        memory.at(frame.in(status)).putInt(0, 0x137f);

        frame.out(status);

        assertThat(status.value).isEqualTo(0x137f);
    }

    @Test
    void a_siginfo_has_its_fields_where_C_has_them() {
        RawChild child = Carriers.filled(new RawChild());

        ByteBuffer siginfo = memory.at(frame.in(child));

        assertThat(new long[] {
                    siginfo.getInt(Abi.SIGINFO_SIGNO),
                    siginfo.getInt(Abi.SIGINFO_ERRNO),
                    siginfo.getInt(Abi.SIGINFO_CODE),
                    siginfo.getInt(Abi.SIGINFO_PID),
                    siginfo.getInt(Abi.SIGINFO_UID),
                    siginfo.getInt(Abi.SIGINFO_STATUS),
                    siginfo.getLong(Abi.SIGINFO_UTIME),
                    siginfo.getLong(Abi.SIGINFO_STIME)
                })
                .containsExactly(
                        child.signo,
                        child.errno,
                        child.code,
                        child.pid,
                        child.uid,
                        child.status,
                        child.userTicks,
                        child.systemTicks);
    }

    @Test
    void a_usage_has_its_fields_in_the_order_of_C() {
        RawUsage u = Carriers.filled(new RawUsage());

        ByteBuffer usage = memory.at(frame.in(u));

        assertThat(IntStream.range(0, Abi.RUSAGE_SIZE / Long.BYTES).mapToLong(i -> usage.getLong(i * Long.BYTES)))
                .containsExactly(
                        u.userSeconds,
                        u.userMicros,
                        u.systemSeconds,
                        u.systemMicros,
                        u.maxResident,
                        u.sharedText,
                        u.unsharedData,
                        u.unsharedStack,
                        u.minorFaults,
                        u.majorFaults,
                        u.swaps,
                        u.blockInputs,
                        u.blockOutputs,
                        u.messagesSent,
                        u.messagesReceived,
                        u.signals,
                        u.voluntarySwitches,
                        u.involuntarySwitches);
    }

    @Test
    void an_action_has_its_fields_where_C_has_them() {
        RawSigaction action = Carriers.filled(new RawSigaction());

        ByteBuffer sigaction = memory.at(frame.in(action));

        assertThat(new long[] {
                    sigaction.getLong(Abi.SIGACTION_HANDLER),
                    sigaction.getLong(Abi.SIGACTION_MASK),
                    sigaction.getInt(Abi.SIGACTION_FLAGS)
                })
                .containsExactly(action.handler, action.mask, action.flags);
    }

    @Test
    void a_set_has_no_signal_above_64() {
        RawSignalSet set = new RawSignalSet();
        set.bits = -1;

        ByteBuffer sigset = memory.at(frame.in(set));

        assertThat(IntStream.range(0, Abi.SIGSET_SIZE / Long.BYTES).mapToLong(i -> sigset.getLong(i * Long.BYTES)))
                .startsWith(-1L)
                .filteredOn(bits -> bits != 0)
                .hasSize(1);
    }

    @Test
    void a_limit_is_two_longs() {
        RawLimit limit = new RawLimit();
        limit.soft = 7;
        limit.hard = Abi.RLIM_INFINITY;

        ByteBuffer rlimit = memory.at(frame.in(limit));

        assertThat(new long[] {rlimit.getLong(0), rlimit.getLong(8)}).containsExactly(7, -1);
    }

    @Test
    void times_are_four_longs() {
        RawTimes times = Carriers.filled(new RawTimes());

        ByteBuffer tms = memory.at(frame.in(times));

        assertThat(new long[] {tms.getLong(0), tms.getLong(8), tms.getLong(16), tms.getLong(24)})
                .containsExactly(times.user, times.system, times.childUser, times.childSystem);
    }

    @Test
    void a_pipe_is_two_ints_with_the_end_to_read_from_first() {
        RawPipe pipe = new RawPipe();
        ByteBuffer fds = memory.at(frame.in(pipe));
        fds.putInt(0, 5).putInt(4, 6);

        frame.out(pipe);

        assertThat(Carriers.text(pipe)).isEqualTo("RawPipe{readEnd=5, writeEnd=6}");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "999999999, 0, 999999999", "1000000000, 1, 0", "9223372036854775807, 9223372036, 854775807"})
    void a_timeout_is_seconds_and_nanoseconds(long nanos, long seconds, long rest) {
        ByteBuffer timespec = memory.at(frame.timeout(nanos));

        assertThat(new long[] {timespec.getLong(0), timespec.getLong(8)}).containsExactly(seconds, rest);
    }

    @Test
    void a_negative_timeout_is_none() {
        assertThat(frame.timeout(-1)).isZero();
    }

    @Test
    void an_event_has_its_data_where_this_machine_has_it() {
        ByteBuffer event = memory.at(frame.event(Abi.EPOLLIN, 0x1234_5678_9abcL));

        assertThat(new long[] {event.getInt(0), event.getLong(Abi.EPOLL_EVENT_DATA)})
                .containsExactly(Abi.EPOLLIN, 0x1234_5678_9abcL);
    }

    @Test
    void as_many_events_come_out_as_are_ready() {
        RawEvents events = new RawEvents(3);
        ByteBuffer array = memory.at(frame.in(events));
        for (int i = 0; i < 3; i++) {
            array.putInt(i * Abi.EPOLL_EVENT_SIZE, i + 1);
            array.putLong(i * Abi.EPOLL_EVENT_SIZE + Abi.EPOLL_EVENT_DATA, i + 11);
        }

        frame.out(events, 2);

        assertThat(Carriers.text(events)).isEqualTo("RawEvents{events=[1, 2, 0], data=[11, 12, 0]}");
    }

    @ParameterizedTest
    @CsvSource({"0", "-4"})
    void no_event_comes_out_of_a_call_that_found_none(int count) {
        RawEvents events = new RawEvents(1);
        memory.at(frame.in(events)).putInt(0, 1);

        frame.out(events, count);

        assertThat(Carriers.text(events)).isEqualTo("RawEvents{events=[0], data=[0]}");
    }

    @Test
    void a_poll_has_its_entries_one_after_the_other() {
        RawPoll poll = new RawPoll(2);
        poll.fds[1] = 7;
        poll.events[1] = Abi.POLLIN;
        poll.revents[1] = 3;

        ByteBuffer entry = memory.at(frame.in(poll) + Abi.POLLFD_SIZE);

        assertThat(new int[] {entry.getInt(0), entry.getShort(4), entry.getShort(6)})
                .containsExactly(7, Abi.POLLIN, 3);
    }

    @Test
    void only_what_is_ready_comes_out_of_a_poll() {
        RawPoll poll = new RawPoll(2);
        poll.fds[1] = 7;
        ByteBuffer array = memory.at(frame.in(poll));
        array.putInt(Abi.POLLFD_SIZE, 8).putShort(Abi.POLLFD_SIZE + 6, (short) Abi.POLLIN);

        frame.out(poll);

        assertThat(Carriers.text(poll)).isEqualTo("RawPoll{fds=[0, 7], events=[0, 0], revents=[0, 1]}");
    }

    @Test
    void bytes_to_be_written_are_those_of_the_range() {
        ByteBuffer bytes = memory.at(frame.in(new byte[] {1, 2, 3, 4}, 1, 2));

        assertThat(new byte[] {bytes.get(0), bytes.get(1)}).containsExactly(2, 3);
    }

    @Test
    void bytes_that_were_read_come_out_into_the_range() {
        byte[] bytes = {1, 2, 3, 4};
        memory.at(frame.room(bytes, 1, 3)).put(0, new byte[] {7, 8, 9});

        frame.out(bytes, 1, 2);

        assertThat(bytes).containsExactly(1, 7, 8, 4);
    }

    @ParameterizedTest
    @CsvSource({"0", "-9"})
    void no_bytes_come_out_of_a_read_that_had_none(int count) {
        byte[] bytes = {1, 2};
        memory.at(frame.room(bytes, 0, 2)).put(0, new byte[] {7, 8});

        frame.out(bytes, 0, count);

        assertThat(bytes).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "4, 1", "-1, 1", "0, -1"})
    void a_range_outside_the_array_is_rejected(int offset, int count) {
        byte[] bytes = new byte[4];

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frame.room(bytes, offset, count));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frame.in(bytes, offset, count));
    }

    @Test
    void as_many_bytes_as_there_is_room_for_need_no_more_room() {
        byte[] bytes = new byte[10_000];
        long address = frame.room(bytes, 0, 10_000);

        assertThat(frame.room(bytes, 0, 10_000)).isEqualTo(address);
    }

    @Test
    void there_is_room_for_more_bytes_than_before() {
        frame.room(new byte[10], 0, 10);
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 7);

        long address = frame.in(bytes, 0, bytes.length);

        assertThat(memory.at(address).get(99_999)).isEqualTo((byte) 7);
    }
}
