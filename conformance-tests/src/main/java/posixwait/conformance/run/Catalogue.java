package posixwait.conformance.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.Glob;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.requirements.ChildrenUsageConformance;
import posixwait.conformance.requirements.CloneConformance;
import posixwait.conformance.requirements.CreationConformance;
import posixwait.conformance.requirements.DefaultActionConformance;
import posixwait.conformance.requirements.EquivalenceConformance;
import posixwait.conformance.requirements.ErrorConformance;
import posixwait.conformance.requirements.ForeignProcessConformance;
import posixwait.conformance.requirements.JdkConformance;
import posixwait.conformance.requirements.JobControlConformance;
import posixwait.conformance.requirements.JvmConformance;
import posixwait.conformance.requirements.LimitConformance;
import posixwait.conformance.requirements.NamespaceConformance;
import posixwait.conformance.requirements.OptionConformance;
import posixwait.conformance.requirements.OracleConformance;
import posixwait.conformance.requirements.OrphanConformance;
import posixwait.conformance.requirements.OwnUsageConformance;
import posixwait.conformance.requirements.ParentDeathSignalConformance;
import posixwait.conformance.requirements.PidReuseConformance;
import posixwait.conformance.requirements.PidfdConformance;
import posixwait.conformance.requirements.PidfdLimitConformance;
import posixwait.conformance.requirements.PidfdWaitConformance;
import posixwait.conformance.requirements.ProcessGroupConformance;
import posixwait.conformance.requirements.ProcessSignalConformance;
import posixwait.conformance.requirements.RaceConformance;
import posixwait.conformance.requirements.ResourceUsageConformance;
import posixwait.conformance.requirements.SecondJvmConformance;
import posixwait.conformance.requirements.SigchldConformance;
import posixwait.conformance.requirements.SigchldSignalConformance;
import posixwait.conformance.requirements.SignalActionConformance;
import posixwait.conformance.requirements.SignalMaskConformance;
import posixwait.conformance.requirements.SignalSendingConformance;
import posixwait.conformance.requirements.SpawnActionConformance;
import posixwait.conformance.requirements.SpawnConformance;
import posixwait.conformance.requirements.SpawnSignalConformance;
import posixwait.conformance.requirements.StatusWordConformance;
import posixwait.conformance.requirements.StopSignalConformance;
import posixwait.conformance.requirements.TerminalConformance;
import posixwait.conformance.requirements.ThreadConformance;
import posixwait.conformance.requirements.TraceConformance;
import posixwait.conformance.requirements.UsageCountConformance;
import posixwait.conformance.requirements.WaitAnyConformance;
import posixwait.conformance.requirements.WaitidConformance;
import posixwait.conformance.requirements.WaitidReportConformance;
import posixwait.conformance.requirements.WaitpidConformance;
import posixwait.conformance.requirements.ZombieConformance;

/** The requirements of the kit: those read from their tests, and those that are listed without one. */
public final class Catalogue {
    private static final List<Class<?>> CLASSES = List.of(
            StatusWordConformance.class,
            DefaultActionConformance.class,
            WaitAnyConformance.class,
            WaitpidConformance.class,
            OptionConformance.class,
            WaitidConformance.class,
            WaitidReportConformance.class,
            ResourceUsageConformance.class,
            ChildrenUsageConformance.class,
            UsageCountConformance.class,
            OwnUsageConformance.class,
            ErrorConformance.class,
            ZombieConformance.class,
            SigchldConformance.class,
            SigchldSignalConformance.class,
            SignalActionConformance.class,
            SignalMaskConformance.class,
            ProcessSignalConformance.class,
            SignalSendingConformance.class,
            ThreadConformance.class,
            CloneConformance.class,
            ProcessGroupConformance.class,
            TerminalConformance.class,
            OrphanConformance.class,
            ParentDeathSignalConformance.class,
            PidfdConformance.class,
            PidfdWaitConformance.class,
            PidfdLimitConformance.class,
            JobControlConformance.class,
            StopSignalConformance.class,
            RaceConformance.class,
            EquivalenceConformance.class,
            OracleConformance.class,
            SpawnConformance.class,
            SpawnActionConformance.class,
            SpawnSignalConformance.class,
            ForeignProcessConformance.class,
            TraceConformance.class,
            SecondJvmConformance.class,
            JdkConformance.class,
            JvmConformance.class,
            PidReuseConformance.class,
            NamespaceConformance.class,
            CreationConformance.class,
            LimitConformance.class);

    private static final Pattern ID = Pattern.compile("[A-Z]+-\\d{3}");
    private static final List<RequirementInfo> ALL = read();

    private Catalogue() {}

    /** {@return every requirement, in the order of groups and IDs} */
    public static List<RequirementInfo> all() {
        return ALL;
    }

    /**
     * {@return the requirements whose ID matches one of the patterns, in catalogue order; none if nothing matches}
     *
     * @param patterns IDs in which {@code *} stands for any characters; upper and lower case are the same
     */
    public static List<RequirementInfo> matching(List<String> patterns) {
        Predicate<String> wanted = Glob.anyOf(patterns);
        return ALL.stream().filter(info -> wanted.test(info.id())).toList();
    }

    /** {@return the version of the kit} */
    public static String version() {
        return properties().getProperty("version");
    }

    /** {@return the day that goes with the version; not that of the build, so that a build can be repeated} */
    public static LocalDate date() {
        return OffsetDateTime.parse(properties().getProperty("date")).toLocalDate();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream in = Catalogue.class.getResourceAsStream("kit.properties")) {
            properties.load(Objects.requireNonNull(in, "kit.properties"));
        } catch (IOException e) {
            throw new IllegalStateException("the kit's own jar cannot be read", e);
        }
        return properties;
    }

    private static List<RequirementInfo> read() {
        List<RequirementInfo> infos = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Class<?> type : CLASSES) {
            for (RequirementInfo info : of(type)) {
                if (!ID.matcher(info.id()).matches() || info.id().equals(Canary.ID) || !ids.add(info.id())) {
                    throw new IllegalStateException("ID malformed or used twice: " + info.id());
                }
                infos.add(info);
            }
        }
        for (Untested untested : Untested.ALL) {
            if (!ID.matcher(untested.id()).matches() || !ids.add(untested.id())) {
                throw new IllegalStateException("ID malformed or used twice: " + untested.id());
            }
            infos.add(untested.info());
        }
        List<String> groups =
                infos.stream().map(RequirementInfo::group).distinct().toList();
        infos.sort(Comparator.comparingInt((RequirementInfo info) -> groups.indexOf(info.group()))
                .thenComparing(RequirementInfo::id));
        return List.copyOf(infos);
    }

    /** {@return the requirements that a class tests, in the order of their IDs} */
    static List<RequirementInfo> of(Class<?> type) {
        List<RequirementInfo> group = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            Requirement requirement = method.getAnnotation(Requirement.class);
            if (requirement != null) {
                group.add(info(type, method, requirement));
            }
        }
        group.sort(Comparator.comparing(RequirementInfo::id));
        return group;
    }

    private static RequirementInfo info(Class<?> type, Method method, Requirement requirement) {
        @Nullable OwnJvm own = method.getAnnotation(OwnJvm.class);
        if (own == null) {
            own = type.getAnnotation(OwnJvm.class);
        }
        TestJvmKind jvm = own == null
                ? new TestJvmKind("", false)
                : new TestJvmKind(own.sigchldBlocked() ? "" : type.getName(), own.sigchldBlocked());
        return new RequirementInfo(
                requirement.id(),
                requirement.level(),
                method.getName().replace('_', ' '),
                requirement.rule(),
                List.of(requirement.sources()),
                requirement.deviation(),
                type.getName(),
                method.getName(),
                jvm,
                "");
    }
}
