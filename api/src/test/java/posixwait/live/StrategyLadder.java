package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.Backend;
import posixwait.Errno;
import posixwait.Fate;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawLimit;
import posixwait.spi.SystemCalls;

/** Each rung of the reaper's strategies is taken when the kernel, or the backend, refuses what the rung above it needs. */
public abstract class StrategyLadder extends LiveReaper {
    /** Descriptors that are left to the reaper, of which it takes two for itself. */
    private static final int DESCRIPTORS_LEFT = 40;

    protected StrategyLadder(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    @Test
    void childrenGoByPidfdWhereNothingIsRefused() throws InterruptedException {
        try (Brood brood = new Brood(backend, 20);
                Reaper reaper = Reaper.open(backend)) {
            List<Registration> all = register(reaper, brood, 20);

            assertThat(all).allMatch(one -> one.strategy().kind() == Strategy.Kind.PIDFD);
            assertStatuses(all);
            assertThat(reaper.toString()).doesNotContain("asked at intervals");
        }
    }

    // The kernel refuses

    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EPERM", "EINVAL"})
    @Tag(NEW_JVM)
    void childrenAreAskedWhereASandboxRefusesPidfds(String errno) throws IOException, InterruptedException {
        new OwnJvm(provider).run(PidfdsRefused.class, errno);
    }

    /** A sandbox refuses {@code pidfd_open}. */
    static final class PidfdsRefused implements Scenario {
        @Override
        public void run(Backend backend, String... arguments) throws InterruptedException, IOException {
            int errno = number(arguments[0]);
            SeccompFilter.refusePidfdOpen(backend.calls(), errno);
            assertThat(backend.calls().pidfdOpen(backend.calls().getpid(), 0)).isEqualTo(-errno);
            reapAsked(backend, "pidfd_open: " + arguments[0]);
        }
    }

    @Test
    @Tag(NEW_JVM)
    void childrenAreAskedWhereTheKernelDoesNotWaitByPidfd() throws IOException, InterruptedException {
        new OwnJvm(provider).run(WaitByPidfdRefused.class);
    }

    /** Linux 5.3 has {@code pidfd_open}, and {@code waitid} does not know {@code P_PIDFD}. */
    static final class WaitByPidfdRefused implements Scenario {
        @Override
        public void run(Backend backend, String... arguments) throws InterruptedException, IOException {
            SeccompFilter.refuseWaitByPidfd(backend.calls());
            assertThat(backend.calls().waitid(Abi.P_PIDFD, 0, null, Abi.WEXITED))
                    .isEqualTo(-Abi.EINVAL);
            reapAsked(backend, "waitid(P_PIDFD): EINVAL");
        }
    }

    /** Reaps 200 children that all have to be asked for this reason, which is told everywhere. */
    private static void reapAsked(Backend backend, String reason) throws InterruptedException, IOException {
        try (Recording recording = recording();
                Brood brood = new Brood(backend, 201);
                Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
            List<Registration> all = register(reaper, brood, 200);
            assertThat(all).allMatch(one -> one.strategy().kind() == Strategy.Kind.SWEEP);
            assertThat(all).allMatch(one -> one.strategy().reason().startsWith(reason));
            int living = brood.pausing();
            Registration alive = reaper.register(living, Watch.ends());
            assertStatuses(all);
            assertThat(reaper.toString()).contains("1 of them asked at intervals (" + reason);
            backend.calls().kill(living, Abi.SIGKILL);
            assertThat(alive.await()).isInstanceOf(WaitStatus.Signaled.class);

            List<RecordedEvent> events = Recordings.eventsOf(recording, "posixwait.Strategy");
            assertThat(events)
                    .hasSize(201)
                    .allMatch(event -> event.getString("strategy").equals("SWEEP"));
            assertThat(events).allMatch(event -> event.getString("reason").startsWith(reason));
        }
    }

    private static Recording recording() {
        Recording recording = new Recording();
        recording.enable("posixwait.Strategy");
        recording.start();
        return recording;
    }

    @Test
    @Tag(NEW_JVM)
    void whoComesWhenTheDescriptorsAreUsedUpIsAsked() throws IOException, InterruptedException {
        new OwnJvm(provider).run(DescriptorsUsedUp.class);
    }

    /** The limit of descriptors is reached in the middle of registering. */
    static final class DescriptorsUsedUp implements Scenario {
        @Override
        public void run(Backend backend, String... arguments) throws InterruptedException, IOException {
            SystemCalls calls = backend.calls();
            try (Recording recording = recording();
                    Brood brood = new Brood(backend, 201);
                    Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
                RawLimit before = leaveDescriptors(calls, DESCRIPTORS_LEFT);
                List<Registration> all = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    all.add(reaper.register(brood.pausing(), Watch.ends()));
                }
                String summary = reaper.toString();
                all.forEach(one -> calls.kill(one.pid(), Abi.SIGKILL));
                List<Optional<Fate>> fates = fates(all);
                // The descriptors are free again, so pidfds can be had again.
                Registration later = reaper.register(brood.exiting(3), Watch.ends());
                Optional<Fate> fate = later.await(PATIENCE);
                // Not judged before: assertions are classes that would have to be loaded.
                calls.setrlimit(Abi.RLIMIT_NOFILE, before);

                List<Registration> asked = all.stream()
                        .filter(one -> one.strategy().kind() == Strategy.Kind.SWEEP)
                        .toList();
                int byPidfd = all.size() - asked.size();
                assertThat(byPidfd).isBetween(1, DESCRIPTORS_LEFT);
                assertThat(asked)
                        .isEqualTo(all.subList(byPidfd, all.size()))
                        .allMatch(one -> one.strategy().toString().startsWith("SWEEP (pidfd_open: EMFILE"));
                assertThat(summary)
                        .contains("200 children, " + asked.size() + " of them asked at intervals (pidfd_open: EMFILE");
                assertThat(fates).containsOnly(Optional.of(new WaitStatus.Signaled(Signal.KILL, false)));
                assertThat(later.strategy().kind()).isEqualTo(Strategy.Kind.PIDFD);
                assertThat(fate).contains(new WaitStatus.Exited(3));
                List<RecordedEvent> events = Recordings.eventsOf(recording, "posixwait.Strategy");
                assertThat(events).hasSize(201);
                assertThat(events.stream()
                                .filter(event -> event.getString("reason").startsWith("pidfd_open: EMFILE"))
                                .count())
                        .isEqualTo(asked.size());
            }
        }
    }

    @Test
    @Tag(NEW_JVM)
    void aReaperThatGetsNoDescriptorAtAllAsksEveryChild() throws IOException, InterruptedException {
        new OwnJvm(provider).run(NoDescriptors.class);
    }

    /** No descriptor is left when the first child is registered; later there are some. */
    static final class NoDescriptors implements Scenario {
        @Override
        public void run(Backend backend, String... arguments) throws InterruptedException {
            SystemCalls calls = backend.calls();
            try (Brood brood = new Brood(backend, 101);
                    Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
                List<Integer> pids = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    pids.add(brood.exiting(i));
                }
                RawLimit before = leaveDescriptors(calls, 0);
                List<Registration> all = new ArrayList<>();
                for (int pid : pids) {
                    all.add(reaper.register(pid, Watch.ends()));
                }
                List<Optional<Fate>> fates = fates(all);
                // Not judged before: assertions are classes that would have to be loaded.
                calls.setrlimit(Abi.RLIMIT_NOFILE, before);
                assertThat(all).allMatch(one -> one.strategy().toString().startsWith("SWEEP (epoll_create1: EMFILE"));
                assertThat(fates).isEqualTo(exitedInOrder(100));
                // There is nobody to be asked and no epoll: the thread waits until it is woken.
                await(
                        "the reaper waits",
                        () -> Thread.getAllStackTraces().keySet().stream()
                                .anyMatch(thread -> thread.getName().startsWith("posixwait-reaper-")
                                        && thread.getState() == Thread.State.TIMED_WAITING));
                Registration later = reaper.register(brood.exiting(9), Watch.ends());
                assertThat(later.strategy().kind()).isEqualTo(Strategy.Kind.PIDFD);
                assertThat(later.await(PATIENCE)).contains(new WaitStatus.Exited(9));
            }
        }
    }

    /** Lowers the limit so far that as many descriptors can be had; {@return what it was} */
    private static RawLimit leaveDescriptors(SystemCalls calls, int left) {
        RawLimit limit = new RawLimit();
        calls.getrlimit(Abi.RLIMIT_NOFILE, limit);
        RawLimit low = new RawLimit();
        low.hard = limit.hard;
        // The lowest free number: below it everything is used.
        int next = calls.fcntl(0, Abi.F_DUPFD_CLOEXEC, 0);
        calls.close(next);
        low.soft = (long) next + left;
        if (calls.setrlimit(Abi.RLIMIT_NOFILE, low) < 0) {
            throw new Scenario.NotHere("setrlimit(RLIMIT_NOFILE) to " + low.soft + " failed");
        }
        return limit;
    }

    // The backend refuses

    @ParameterizedTest
    @CsvSource({"ENOSYS, 1", "EPERM, 1", "EINVAL, 1", "EMFILE, 20", "ENFILE, 20", "ENOMEM, 20", "ENODEV, 20"})
    void whatPidfdOpenReturnsDecidesWhetherItIsAskedAgain(String errno, int attempts) throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Backend refusing = with(new ForwardingSystemCalls(calls) {
            @Override
            public int pidfdOpen(int pid, int flags) {
                asked.incrementAndGet();
                return -number(errno);
            }
        });
        assertAsked(refusing, "pidfd_open: " + errno);
        assertThat(asked).hasValue(attempts);
    }

    @Test
    void childrenAreAskedWhereTheBackendDoesNotWaitByPidfd() throws InterruptedException {
        assertAsked(
                with(new ForwardingSystemCalls(calls) {
                    @Override
                    public int waitid(int idtype, int id, RawChild child, int options) {
                        return idtype == Abi.P_PIDFD ? -Abi.EINVAL : super.waitid(idtype, id, child, options);
                    }
                }),
                "waitid(P_PIDFD): EINVAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EMFILE", "ENFILE", "ENOMEM"})
    void childrenAreAskedWithoutAnEpoll(String errno) throws InterruptedException {
        assertAsked(
                with(new ForwardingSystemCalls(calls) {
                    @Override
                    public int epollCreate1(int flags) {
                        return -number(errno);
                    }
                }),
                "epoll_create1: " + errno);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EMFILE", "ENODEV"})
    void childrenAreAskedWithoutAnEventfd(String errno) throws InterruptedException {
        assertAsked(
                with(new ForwardingSystemCalls(calls) {
                    @Override
                    public int eventfd(int initial, int flags) {
                        return -number(errno);
                    }
                }),
                "eventfd: " + errno);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOSPC", "ENOMEM"})
    void childrenAreAskedWhoseDescriptorsTheEpollDoesNotTake(String errno) throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        assertAsked(
                with(new ForwardingSystemCalls(calls) {
                    @Override
                    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
                        return operation == Abi.EPOLL_CTL_ADD && asked.incrementAndGet() > 1
                                ? -number(errno)
                                : super.epollCtl(epoll, operation, fd, events, data);
                    }
                }),
                "epoll_ctl: " + errno);
    }

    private static void assertAsked(Backend refusing, String reason) throws InterruptedException {
        try (Brood brood = new Brood(refusing, 20);
                Reaper reaper = Reaper.open(refusing)) {
            List<Registration> all = register(reaper, brood, 20);
            assertThat(all).allMatch(one -> one.strategy().kind() == Strategy.Kind.SWEEP);
            assertThat(all).allMatch(one -> one.strategy().reason().startsWith(reason));
            assertStatuses(all);
        }
    }

    // Shared

    private Backend with(SystemCalls decorated) {
        return new Backend(backend.name(), backend.binding(), decorated);
    }

    private static int number(String name) {
        for (int number = 1; number <= 133; number++) {
            if (new Errno(number).name().equals(name)) {
                return number;
            }
        }
        throw new AssertionError(name);
    }

    /** Makes and registers children, each with an exit code of its own. */
    private static List<Registration> register(Reaper reaper, Brood brood, int count) {
        List<Registration> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(reaper.register(brood.exiting(i), Watch.ends()));
        }
        return all;
    }

    private static void assertStatuses(List<Registration> all) throws InterruptedException {
        assertThat(fates(all)).isEqualTo(exitedInOrder(all.size()));
    }

    private static List<Optional<Fate>> fates(List<Registration> all) throws InterruptedException {
        List<Optional<Fate>> fates = new ArrayList<>();
        for (Registration one : all) {
            fates.add(one.await(PATIENCE));
        }
        return fates;
    }

    private static List<Optional<Fate>> exitedInOrder(int count) {
        List<Optional<Fate>> fates = new ArrayList<>();
        for (int code = 0; code < count; code++) {
            fates.add(Optional.of(new WaitStatus.Exited(code)));
        }
        return fates;
    }
}
