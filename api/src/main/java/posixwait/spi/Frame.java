package posixwait.spi;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Native scratch memory of one thread, and the layout of every carrier in it.
 *
 * <p>A backend keeps one frame a thread. Each {@code in} copies a carrier to its slot and returns the slot's address, 0
 * for {@code null}; each {@code out} copies the slot back after the call. Every slot is copied in whole, so that what the
 * kernel leaves alone reaches the caller as it was. Offsets are those of {@link Abi}; no backend repeats them.
 *
 * <p>Not safe for use by two threads: a slot shared between threads would return one thread's status to another.
 */
@SuppressWarnings("doclint:missing") // each parameter is the carrier that the sentence is about
public final class Frame {
    private static final int STATUS = 0;
    private static final int CHILD = 8;
    private static final int USAGE = CHILD + Abi.SIGINFO_SIZE;
    private static final int ACTION = USAGE + Abi.RUSAGE_SIZE;
    private static final int OLD_ACTION = ACTION + Abi.SIGACTION_SIZE;
    private static final int SET = OLD_ACTION + Abi.SIGACTION_SIZE;
    private static final int OLD_SET = SET + Abi.SIGSET_SIZE;
    private static final int LIMIT = OLD_SET + Abi.SIGSET_SIZE;
    private static final int TIMES = LIMIT + Abi.RLIMIT_SIZE;
    private static final int PIPE = TIMES + Abi.TMS_SIZE;
    private static final int TIMEOUT = PIPE + 8;
    private static final int EVENT = TIMEOUT + Abi.TIMESPEC_SIZE;
    private static final int SIZE = EVENT + 16;

    private final ToLongFunction<ByteBuffer> addressOf;
    private final ByteBuffer slots;
    private final long base;
    private ByteBuffer bulk = ByteBuffer.allocateDirect(0);
    private long bulkBase;

    /**
     * Allocates the frame.
     *
     * @param addressOf the address of the first byte of a direct buffer
     */
    public Frame(ToLongFunction<ByteBuffer> addressOf) {
        this.addressOf = addressOf;
        this.slots = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
        this.base = addressOf.applyAsLong(slots);
    }

    /** {@return the address that {@code status} is stored at, 0 for {@code null}} */
    public long in(@Nullable RawStatus status) {
        if (status == null) {
            return 0;
        }
        slots.putInt(STATUS, status.value);
        return base + STATUS;
    }

    /** Loads {@code status}, unless it is {@code null}. */
    public void out(@Nullable RawStatus status) {
        if (status != null) {
            status.value = slots.getInt(STATUS);
        }
    }

    /** {@return the address that {@code child} is stored at, 0 for {@code null}} */
    public long in(@Nullable RawChild child) {
        if (child == null) {
            return 0;
        }
        slots.putInt(CHILD + Abi.SIGINFO_SIGNO, child.signo);
        slots.putInt(CHILD + Abi.SIGINFO_ERRNO, child.errno);
        slots.putInt(CHILD + Abi.SIGINFO_CODE, child.code);
        slots.putInt(CHILD + Abi.SIGINFO_PID, child.pid);
        slots.putInt(CHILD + Abi.SIGINFO_UID, child.uid);
        slots.putInt(CHILD + Abi.SIGINFO_STATUS, child.status);
        slots.putLong(CHILD + Abi.SIGINFO_UTIME, child.userTicks);
        slots.putLong(CHILD + Abi.SIGINFO_STIME, child.systemTicks);
        return base + CHILD;
    }

    /** Loads {@code child}, unless it is {@code null}. */
    public void out(@Nullable RawChild child) {
        if (child != null) {
            child.signo = slots.getInt(CHILD + Abi.SIGINFO_SIGNO);
            child.errno = slots.getInt(CHILD + Abi.SIGINFO_ERRNO);
            child.code = slots.getInt(CHILD + Abi.SIGINFO_CODE);
            child.pid = slots.getInt(CHILD + Abi.SIGINFO_PID);
            child.uid = slots.getInt(CHILD + Abi.SIGINFO_UID);
            child.status = slots.getInt(CHILD + Abi.SIGINFO_STATUS);
            child.userTicks = slots.getLong(CHILD + Abi.SIGINFO_UTIME);
            child.systemTicks = slots.getLong(CHILD + Abi.SIGINFO_STIME);
        }
    }

    /** {@return the address that {@code usage} is stored at, 0 for {@code null}} */
    public long in(@Nullable RawUsage usage) {
        if (usage == null) {
            return 0;
        }
        slots.putLong(USAGE, usage.userSeconds);
        slots.putLong(USAGE + 8, usage.userMicros);
        slots.putLong(USAGE + 16, usage.systemSeconds);
        slots.putLong(USAGE + 24, usage.systemMicros);
        slots.putLong(USAGE + 32, usage.maxResident);
        slots.putLong(USAGE + 40, usage.sharedText);
        slots.putLong(USAGE + 48, usage.unsharedData);
        slots.putLong(USAGE + 56, usage.unsharedStack);
        slots.putLong(USAGE + 64, usage.minorFaults);
        slots.putLong(USAGE + 72, usage.majorFaults);
        slots.putLong(USAGE + 80, usage.swaps);
        slots.putLong(USAGE + 88, usage.blockInputs);
        slots.putLong(USAGE + 96, usage.blockOutputs);
        slots.putLong(USAGE + 104, usage.messagesSent);
        slots.putLong(USAGE + 112, usage.messagesReceived);
        slots.putLong(USAGE + 120, usage.signals);
        slots.putLong(USAGE + 128, usage.voluntarySwitches);
        slots.putLong(USAGE + 136, usage.involuntarySwitches);
        return base + USAGE;
    }

    /** Loads {@code usage}, unless it is {@code null}. */
    public void out(@Nullable RawUsage usage) {
        if (usage != null) {
            usage.userSeconds = slots.getLong(USAGE);
            usage.userMicros = slots.getLong(USAGE + 8);
            usage.systemSeconds = slots.getLong(USAGE + 16);
            usage.systemMicros = slots.getLong(USAGE + 24);
            usage.maxResident = slots.getLong(USAGE + 32);
            usage.sharedText = slots.getLong(USAGE + 40);
            usage.unsharedData = slots.getLong(USAGE + 48);
            usage.unsharedStack = slots.getLong(USAGE + 56);
            usage.minorFaults = slots.getLong(USAGE + 64);
            usage.majorFaults = slots.getLong(USAGE + 72);
            usage.swaps = slots.getLong(USAGE + 80);
            usage.blockInputs = slots.getLong(USAGE + 88);
            usage.blockOutputs = slots.getLong(USAGE + 96);
            usage.messagesSent = slots.getLong(USAGE + 104);
            usage.messagesReceived = slots.getLong(USAGE + 112);
            usage.signals = slots.getLong(USAGE + 120);
            usage.voluntarySwitches = slots.getLong(USAGE + 128);
            usage.involuntarySwitches = slots.getLong(USAGE + 136);
        }
    }

    /** {@return the address that the action to install is stored at, 0 for {@code null}} */
    public long in(@Nullable RawSigaction action) {
        return in(action, ACTION);
    }

    /** {@return the address that the action to be overwritten with the old one is stored at, 0 for {@code null}} */
    public long inOld(@Nullable RawSigaction old) {
        return in(old, OLD_ACTION);
    }

    private long in(@Nullable RawSigaction action, int slot) {
        if (action == null) {
            return 0;
        }
        slots.putLong(slot + Abi.SIGACTION_HANDLER, action.handler);
        putSet(slot + Abi.SIGACTION_MASK, action.mask);
        slots.putInt(slot + Abi.SIGACTION_FLAGS, action.flags);
        return base + slot;
    }

    /** Loads the old action, unless it is {@code null}. */
    public void outOld(@Nullable RawSigaction old) {
        if (old != null) {
            old.handler = slots.getLong(OLD_ACTION + Abi.SIGACTION_HANDLER);
            old.mask = slots.getLong(OLD_ACTION + Abi.SIGACTION_MASK);
            old.flags = slots.getInt(OLD_ACTION + Abi.SIGACTION_FLAGS);
        }
    }

    /** {@return the address that {@code set} is stored at, 0 for {@code null}} */
    public long in(@Nullable RawSignalSet set) {
        return in(set, SET);
    }

    /** {@return the address that the set to be overwritten is stored at, 0 for {@code null}} */
    public long inOld(@Nullable RawSignalSet old) {
        return in(old, OLD_SET);
    }

    private long in(@Nullable RawSignalSet set, int slot) {
        if (set == null) {
            return 0;
        }
        putSet(slot, set.bits);
        return base + slot;
    }

    /** Loads the overwritten set, unless it is {@code null}. */
    public void outOld(@Nullable RawSignalSet old) {
        if (old != null) {
            old.bits = slots.getLong(OLD_SET);
        }
    }

    /** Signals end at 64; the C library's set has room for 1,024, which must not stay undefined. */
    private void putSet(int slot, long bits) {
        slots.putLong(slot, bits);
        for (int offset = 8; offset < Abi.SIGSET_SIZE; offset += 8) {
            slots.putLong(slot + offset, 0);
        }
    }

    /** {@return the address that {@code limit} is stored at, 0 for {@code null}} */
    public long in(@Nullable RawLimit limit) {
        if (limit == null) {
            return 0;
        }
        slots.putLong(LIMIT, limit.soft);
        slots.putLong(LIMIT + 8, limit.hard);
        return base + LIMIT;
    }

    /** Loads {@code limit}. */
    public void out(RawLimit limit) {
        limit.soft = slots.getLong(LIMIT);
        limit.hard = slots.getLong(LIMIT + 8);
    }

    /** {@return the address that {@code times} is stored at} */
    public long in(RawTimes times) {
        slots.putLong(TIMES, times.user);
        slots.putLong(TIMES + 8, times.system);
        slots.putLong(TIMES + 16, times.childUser);
        slots.putLong(TIMES + 24, times.childSystem);
        return base + TIMES;
    }

    /** Loads {@code times}. */
    public void out(RawTimes times) {
        times.user = slots.getLong(TIMES);
        times.system = slots.getLong(TIMES + 8);
        times.childUser = slots.getLong(TIMES + 16);
        times.childSystem = slots.getLong(TIMES + 24);
    }

    /** {@return the address that {@code pipe} is stored at} */
    public long in(RawPipe pipe) {
        slots.putInt(PIPE, pipe.readEnd);
        slots.putInt(PIPE + 4, pipe.writeEnd);
        return base + PIPE;
    }

    /** Loads {@code pipe}. */
    public void out(RawPipe pipe) {
        pipe.readEnd = slots.getInt(PIPE);
        pipe.writeEnd = slots.getInt(PIPE + 4);
    }

    /**
     * Stores a {@code struct timespec}.
     *
     * @param nanos the duration, 0 or more; negative for none
     * @return its address, 0 for none
     */
    public long timeout(long nanos) {
        if (nanos < 0) {
            return 0;
        }
        slots.putLong(TIMEOUT, nanos / 1_000_000_000L);
        slots.putLong(TIMEOUT + 8, nanos % 1_000_000_000L);
        return base + TIMEOUT;
    }

    /** {@return the address that one {@code epoll_event} for {@code epoll_ctl} is stored at} */
    public long event(int events, long data) {
        slots.putInt(EVENT, events);
        slots.putLong(EVENT + Abi.EPOLL_EVENT_DATA, data);
        return base + EVENT;
    }

    /** {@return the address of an array with room for {@code events}} */
    public long in(RawEvents events) {
        return bulk(events.capacity() * Abi.EPOLL_EVENT_SIZE);
    }

    /**
     * Loads the first {@code count} events.
     *
     * @param count what {@code epoll_wait} returned; nothing is loaded if it is 0 or negative
     */
    public void out(RawEvents events, int count) {
        for (int i = 0; i < count; i++) {
            events.events[i] = bulk.getInt(i * Abi.EPOLL_EVENT_SIZE);
            events.data[i] = bulk.getLong(i * Abi.EPOLL_EVENT_SIZE + Abi.EPOLL_EVENT_DATA);
        }
    }

    /** {@return the address of the array that {@code poll} is stored in} */
    public long in(RawPoll poll) {
        long address = bulk(poll.fds.length * Abi.POLLFD_SIZE);
        for (int i = 0; i < poll.fds.length; i++) {
            bulk.putInt(i * Abi.POLLFD_SIZE, poll.fds[i]);
            bulk.putShort(i * Abi.POLLFD_SIZE + 4, poll.events[i]);
            bulk.putShort(i * Abi.POLLFD_SIZE + 6, poll.revents[i]);
        }
        return address;
    }

    /** Loads {@code revents} of every entry. */
    public void out(RawPoll poll) {
        for (int i = 0; i < poll.fds.length; i++) {
            poll.revents[i] = bulk.getShort(i * Abi.POLLFD_SIZE + 6);
        }
    }

    /**
     * Makes room for {@code count} bytes to be read.
     *
     * @return their address
     * @throws IndexOutOfBoundsException if they would not fit into {@code bytes} at {@code offset}: a negative count is a
     *     huge one to the kernel, which would write beyond the room
     */
    public long room(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        return bulk(count);
    }

    /**
     * Stores {@code count} bytes to be written.
     *
     * @return their address
     * @throws IndexOutOfBoundsException if {@code bytes} does not hold them at {@code offset}
     */
    public long in(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        long address = bulk(count);
        bulk.put(0, bytes, offset, count);
        return address;
    }

    /** Loads {@code count} bytes that were read; nothing is loaded if it is 0 or negative. */
    public void out(byte[] bytes, int offset, int count) {
        bulk.get(0, bytes, offset, Math.max(0, count));
    }

    private long bulk(int bytes) {
        if (bulk.capacity() < bytes) {
            bulk = ByteBuffer.allocateDirect(Math.max(4096, bytes)).order(ByteOrder.nativeOrder());
            bulkBase = addressOf.applyAsLong(bulk);
        }
        return bulkBase;
    }

    /**
     * Carries out {@code plan}: builds {@code argv}, {@code envp}, attributes and file actions in native memory, calls
     * {@code posix_spawn} and frees what the C library allocated for them.
     *
     * @param plan what to spawn; text is passed as UTF-8
     * @param c the symbols to call
     * @return the pid of the child, or the negated error number of the first call that failed
     */
    public int posixSpawn(SpawnPlan plan, SpawnSymbols c) {
        return new SpawnImage(plan).spawn(c);
    }

    /** The native memory of one {@code posix_spawn}; lives until the collector finds it unreachable. */
    private final class SpawnImage {
        private final SpawnPlan plan;
        private final ByteBuffer memory;
        private final long start;
        private int end;

        SpawnImage(SpawnPlan plan) {
            this.plan = plan;
            this.memory = ByteBuffer.allocateDirect(size(plan)).order(ByteOrder.nativeOrder());
            this.start = addressOf.applyAsLong(memory);
        }

        private static int size(SpawnPlan plan) {
            int bytes = aligned(Abi.SIGSET_SIZE)
                    + aligned(Integer.BYTES)
                    + aligned(Abi.SPAWN_ATTRIBUTES_SIZE)
                    + aligned(Abi.SPAWN_FILE_ACTIONS_SIZE)
                    + size(plan.path());
            for (List<String> strings : List.of(plan.arguments(), plan.environment())) {
                bytes += 8 * (strings.size() + 1);
                for (String text : strings) {
                    bytes += size(text);
                }
            }
            for (SpawnPlan.Action action : plan.actions()) {
                if (action instanceof SpawnPlan.Open open) {
                    bytes += size(open.path());
                } else if (action instanceof SpawnPlan.ChangeDirectory change) {
                    bytes += size(change.path());
                }
            }
            return bytes;
        }

        /** {@return the most that a string can take: in UTF-8 three bytes a char, and one for the NUL} */
        private static int size(String text) {
            return aligned(3 * text.length() + 1);
        }

        private static int aligned(int bytes) {
            return bytes + 7 & ~7;
        }

        private int take(int bytes) {
            int at = end;
            end = at + aligned(bytes);
            return at;
        }

        private long text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int at = take(bytes.length + 1);
            memory.put(at, bytes, 0, bytes.length);
            memory.put(at + bytes.length, (byte) 0);
            return start + at;
        }

        private long texts(List<String> texts) {
            int at = take(8 * (texts.size() + 1));
            for (int i = 0; i < texts.size(); i++) {
                memory.putLong(at + 8 * i, text(texts.get(i)));
            }
            memory.putLong(at + 8 * texts.size(), 0);
            return start + at;
        }

        private long set(int at, long bits) {
            memory.putLong(at, bits);
            return start + at;
        }

        int spawn(SpawnSymbols c) {
            int set = take(Abi.SIGSET_SIZE);
            int pid = take(Integer.BYTES);
            long attributes = start + take(Abi.SPAWN_ATTRIBUTES_SIZE);
            long actions = start + take(Abi.SPAWN_FILE_ACTIONS_SIZE);
            long path = text(plan.path());
            long argv = texts(plan.arguments());
            long envp = texts(plan.environment());
            int error = c.posix_spawnattr_init(attributes);
            if (error != 0) {
                return -error;
            }
            try {
                error = c.posix_spawn_file_actions_init(actions);
                if (error != 0) {
                    return -error;
                }
                try {
                    error = prepare(c, attributes, actions, set);
                    if (error == 0) {
                        error = plan.search()
                                ? c.posix_spawnp(start + pid, path, actions, attributes, argv, envp)
                                : c.posix_spawn(start + pid, path, actions, attributes, argv, envp);
                    }
                    return error == 0 ? memory.getInt(pid) : -error;
                } finally {
                    c.posix_spawn_file_actions_destroy(actions);
                }
            } finally {
                c.posix_spawnattr_destroy(attributes);
                // Only addresses were handed out: without this the collector could free the memory during a call.
                Reference.reachabilityFence(memory);
            }
        }

        private int prepare(SpawnSymbols c, long attributes, long actions, int set) {
            int error = c.posix_spawnattr_setflags(attributes, (short) plan.flags());
            if (error == 0) {
                error = c.posix_spawnattr_setpgroup(attributes, plan.processGroup());
            }
            if (error == 0) {
                error = c.posix_spawnattr_setsigmask(attributes, set(set, plan.signalMask()));
            }
            if (error == 0) {
                error = c.posix_spawnattr_setsigdefault(attributes, set(set, plan.signalDefaults()));
            }
            for (SpawnPlan.Action action : plan.actions()) {
                if (error == 0) {
                    error = add(c, actions, action);
                }
            }
            return error;
        }

        private int add(SpawnSymbols c, long actions, SpawnPlan.Action action) {
            if (action instanceof SpawnPlan.Open open) {
                return c.posix_spawn_file_actions_addopen(
                        actions, open.fd(), text(open.path()), open.flags(), open.mode());
            }
            if (action instanceof SpawnPlan.Dup2 dup) {
                return c.posix_spawn_file_actions_adddup2(actions, dup.from(), dup.to());
            }
            if (action instanceof SpawnPlan.Close close) {
                return c.posix_spawn_file_actions_addclose(actions, close.fd());
            }
            if (action instanceof SpawnPlan.CloseFrom from) {
                return c.posix_spawn_file_actions_addclosefrom_np(actions, from.fd());
            }
            return c.posix_spawn_file_actions_addchdir_np(actions, text(((SpawnPlan.ChangeDirectory) action).path()));
        }
    }
}
