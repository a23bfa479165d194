package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.time.Duration;
import posixwait.ResourceUsage;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;
import posixwait.spi.RawUsage;

/** The usage of the process itself: requirements RU-060 to RU-062. */
@Conformance("getrusage() of the caller")
public final class OwnUsageConformance {
    private static final String OWN_TIME = "the CPU time of this JVM";
    private static final Duration WORK = Duration.ofMillis(20);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public OwnUsageConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "RU-060",
            level = REQUIRED,
            rule = "getrusage() of anything but what it knows fails with EINVAL.",
            sources = {"POSIX.1-2017 getrusage(), ERRORS", "getrusage(2), ERRORS"})
    void usage_of_something_else_is_EINVAL() {
        for (int who : new int[] {99, -99, Integer.MAX_VALUE}) {
            assertThat(kit.calls().getrusage(who, new RawUsage())).as("%d", who).isEqualTo(-Abi.EINVAL);
        }
    }

    @Requirement(
            id = "RU-061",
            level = REQUIRED,
            rule = "RUSAGE_SELF is the usage of the process: of all its threads, those that have ended included.",
            sources = {"POSIX.1-2017 getrusage(), DESCRIPTION", "getrusage(2), DESCRIPTION"})
    void RUSAGE_SELF_includes_every_thread() {
        kit.requireHost(OWN_TIME);
        Duration before = cpu(Abi.RUSAGE_SELF);

        Duration used = kit.threads().start(this::work).join();

        assertThat(cpu(Abi.RUSAGE_SELF).minus(before)).isGreaterThanOrEqualTo(used);
    }

    @Requirement(
            id = "RU-062",
            level = LINUX,
            rule = "RUSAGE_THREAD is the usage of the calling thread, without that of other threads.",
            sources = {"getrusage(2), DESCRIPTION"})
    void RUSAGE_THREAD_is_of_the_calling_thread() {
        kit.requireHost(OWN_TIME);
        Duration used = kit.threads().start(this::work).join();

        Duration own = cpu(Abi.RUSAGE_THREAD);
        Duration all = cpu(Abi.RUSAGE_SELF);

        assertThat(all.minus(own)).isGreaterThanOrEqualTo(used);
    }

    /** Uses CPU time; {@return at least how much} */
    private Duration work() {
        RawUsage usage = new RawUsage();
        Duration used;
        do {
            kit.reference().getrusage(Abi.RUSAGE_THREAD, usage);
            used = ResourceUsage.of(usage).cpu();
        } while (used.compareTo(WORK) < 0);
        return used;
    }

    private Duration cpu(int who) {
        RawUsage usage = new RawUsage();
        assertThat(kit.calls().getrusage(who, usage)).isZero();
        return ResourceUsage.of(usage).cpu();
    }
}
