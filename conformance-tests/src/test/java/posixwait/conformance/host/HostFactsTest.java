package posixwait.conformance.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posixwait.conformance.run.Jdk;

/** Facts are read from a made-up root directory: what a host could be, this one need not be. */
class HostFactsTest {
    @TempDir
    Path root;

    @Test
    void a_host_without_any_file_gives_reasons_instead_of_facts() {
        HostFacts facts = collect(Map.of());

        assertThat(facts.kernel()).isNull();
        assertThat(facts.sigchld()).isNull();
        assertThat(facts.cgroup()).isNull();
        assertThat(facts.limits()).isEmpty();
        assertThat(facts.absent())
                .containsEntry("kernel", "/proc/sys/kernel/osrelease: no such file")
                .containsKeys("sigchld", "cgroup", "limits", "libc", "pidOne", "seccomp", "cpu.model", "memory.total");
        assertThat(facts.summary()).startsWith("Linux (unknown kernel)");
    }

    @Test
    void this_host_gives_its_kernel_its_libc_and_its_limits() {
        HostFacts facts = HostFacts.collect();

        assertThat(facts.kernel()).isNotBlank();
        assertThat(facts.libc()).isNotNull();
        assertThat(facts.limits()).containsKeys("nproc", "nofile", "core", "sigpending", "stack", "as");
        assertThat(facts.absent()).doesNotContainKeys("kernel", "libc", "limits", "sigchld");
    }

    @Test
    void sigchld_is_read_from_the_masks_of_the_status_file() throws IOException {
        write("/proc/self/status", """
                Uid:\t1000\t1001\t1000\t1000
                Seccomp:\t2
                NoNewPrivs:\t1
                SigBlk:\t0000000000010000
                SigIgn:\t0000000000010001
                SigCgt:\t0000000000000000
                """);

        HostFacts facts = collect(Map.of());

        assertThat(facts.sigchld()).isEqualTo(new SignalState("ignored", true));
        assertThat(facts.seccomp()).isEqualTo("filter");
        assertThat(facts.noNewPrivileges()).isTrue();
        assertThat(facts.user()).extracting(User::effectiveUid).isEqualTo(1001L);
    }

    @Test
    void a_unified_control_group_gives_its_limits() throws IOException {
        write("/proc/self/cgroup", "0::/team/job\n");
        write("/sys/fs/cgroup/cgroup.controllers", "cpu memory pids\n");
        write("/sys/fs/cgroup/team/job/memory.max", "536870912\n");
        write("/sys/fs/cgroup/team/job/cpu.max", "150000 100000\n");
        write("/sys/fs/cgroup/team/job/pids.max", "max\n");
        write("/sys/fs/cgroup/team/job/pids.current", "7\n");

        assertThat(collect(Map.of()).cgroup())
                .isEqualTo(new Cgroup("v2", "/team/job", 536_870_912L, 1.5, null, 7L, List.of()));
    }

    @Test
    void a_limit_of_tasks_above_the_group_holds_for_it_too_and_the_least_room_counts() throws IOException {
        write("/proc/self/cgroup", "0::/pods/pod/job\n");
        write("/sys/fs/cgroup/cgroup.controllers", "pids\n");
        write("/sys/fs/cgroup/pods/pod/job/pids.max", "4000\n");
        write("/sys/fs/cgroup/pods/pod/job/pids.current", "10\n");
        write("/sys/fs/cgroup/pods/pod/pids.max", "1000\n");
        write("/sys/fs/cgroup/pods/pod/pids.current", "300\n");
        write("/sys/fs/cgroup/pods/pids.max", "max\n");

        Cgroup cgroup = Objects.requireNonNull(collect(Map.of()).cgroup());

        assertThat(cgroup.pidsLimits())
                .containsExactly(
                        new Cgroup.TaskLimit("/pods/pod/job", 4000, 10L),
                        new Cgroup.TaskLimit("/pods/pod", 1000, 300L));
        assertThat(cgroup.tightest()).contains(new Cgroup.TaskLimit("/pods/pod", 1000, 300L));
    }

    @Test
    void a_limit_above_a_group_of_the_first_version_is_found_by_its_own_controller() throws IOException {
        write("/proc/self/cgroup", "8:pids:/a/b\n4:memory:/c\n");
        write("/sys/fs/cgroup/pids/a/pids.max", "50\n");

        Cgroup cgroup = Objects.requireNonNull(collect(Map.of()).cgroup());

        assertThat(cgroup.pidsLimits()).containsExactly(new Cgroup.TaskLimit("/a", 50, null));
        assertThat(cgroup.pidsMax()).isNull();
    }

    @Test
    void a_group_outside_of_the_namespace_gives_the_limit_at_the_top_of_the_mount() throws IOException {
        write("/proc/self/cgroup", "0::/../other\n");
        write("/sys/fs/cgroup/cgroup.controllers", "pids\n");
        write("/sys/fs/cgroup/pids.max", "70\n");

        Cgroup cgroup = Objects.requireNonNull(collect(Map.of()).cgroup());

        assertThat(cgroup.tightest()).contains(new Cgroup.TaskLimit("/", 70, null));
    }

    @Test
    void settings_of_the_kernel_are_read_and_a_kernel_without_Yama_is_no_lack() throws IOException {
        write("/proc/sys/kernel/core_pattern", "|/usr/lib/systemd/systemd-coredump %P\n");
        write("/proc/sys/kernel/pid_max", "4194304\n");
        write("/proc/sys/kernel/threads-max", "many\n");

        HostFacts facts = collect(Map.of());

        assertThat(facts.kernelSettings())
                .isEqualTo(new KernelSettings("|/usr/lib/systemd/systemd-coredump %P", null, 4_194_304L, null));
        assertThat(facts.absent())
                .containsKey("kernel.threadsMax")
                .doesNotContainKeys("kernel.corePattern", "kernel.pidMax", "kernel.ptraceScope");
    }

    /** The least that pid_max can be set to is 301: pid_max_min in kernel/pid.c. */
    @Test
    void a_number_of_proc_sys_is_read_to_its_end() {
        KernelSettings settings = Objects.requireNonNull(HostFacts.collect().kernelSettings());

        assertThat(settings.pidMax()).isGreaterThan(300);
    }

    @Test
    void the_scope_of_ptrace_is_that_of_Yama() throws IOException {
        write("/proc/sys/kernel/yama/ptrace_scope", "2\n");

        assertThat(collect(Map.of()).kernelSettings())
                .extracting(KernelSettings::ptraceScope)
                .isEqualTo(2);
    }

    @Test
    void a_control_group_of_the_first_version_is_found_at_the_top_of_its_mount_in_a_container() throws IOException {
        write("/proc/self/cgroup", "9:name=systemd:/\n8:pids:/docker/4711\n4:memory:/docker/4711\n1:cpu,cpuacct:/x\n");
        write("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("/sys/fs/cgroup/pids/pids.max", "100\n");
        write("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
        write("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

        HostFacts facts = collect(Map.of("container", "podman"));

        assertThat(facts.cgroup())
                .isEqualTo(new Cgroup(
                        "v1", "/docker/4711", null, 0.5, 100L, null, List.of(new Cgroup.TaskLimit("/", 100, null))));
        assertThat(facts.container().hints())
                .contains("the control group names a container runtime", "environment has container=podman");
    }

    @Test
    void the_last_mount_over_a_directory_decides_whether_jna_may_execute_there() throws IOException {
        write("/proc/self/mountinfo", """
                1 0 8:1 / / rw,relatime - ext4 /dev/sda rw
                2 1 8:2 / / rw,noexec,relatime - ext4 /dev/sdb rw
                """);

        assertThat(collect(Map.of()).nativeDirectory())
                .isNotNull()
                .extracting(NativeDirectory::noexec, NativeDirectory::mount)
                .containsExactly(true, "/");
    }

    @Test
    void process_one_is_known_by_its_name() throws IOException {
        write("/proc/1/comm", "docker-init\n");
        write("/proc/1/cmdline", "/sbin/docker-init\0--\0java\0");

        assertThat(collect(Map.of()).pidOne()).isEqualTo(new PidOne("docker-init", "/sbin/docker-init", "tini", true));
    }

    @Test
    void a_process_one_whose_name_is_hidden_is_not_known() throws IOException {
        write("/proc/1/comm", "");

        HostFacts facts = collect(Map.of());

        assertThat(facts.pidOne()).isNull();
        assertThat(facts.absent()).containsKey("pidOne");
    }

    @Test
    void limits_and_jdks_are_listed() throws IOException {
        write("/proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max core file size        0                    unlimited            bytes
                Max processes             96365                96365                processes
                Max pending signals       100                  unlimited            signals
                Max nice priority         0                    0
                """);

        HostFacts facts = collect(Map.of());

        assertThat(facts.limits())
                .containsExactly(
                        Map.entry("core", new Limit("0", "unlimited")),
                        Map.entry("nproc", new Limit("96365", "96365")),
                        Map.entry("sigpending", new Limit("100", "unlimited")));
        assertThat(new Limit("0", "unlimited").allows(1)).isFalse();
        assertThat(new Limit("unlimited", "unlimited").allows(1)).isTrue();
        assertThat(facts.jdks()).containsExactly(new InstalledJdk("25.0.3", 25, "/jdk"));
    }

    private HostFacts collect(Map<String, String> environment) {
        return HostFacts.collect(root, environment, List.of(new Jdk(Path.of("/jdk"), "25.0.3", 25)), null);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
