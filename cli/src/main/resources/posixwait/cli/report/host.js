/** The facts of the host, and what the doctor says about them. */
function drawHost(data) {
  byId("findings").append(
    ...data.findings.map((finding) =>
      el(
        "li",
        {},
        el("span", { class: "status " + finding.severity }, finding.severity),
        el("span", { class: "about" }, finding.about),
        el("span", {}, finding.finding),
        ...(finding.severity === "OK" ? [] : remedies(finding).map((line) => el("span", { class: "fix" }, line)))
      )
    )
  );
  for (const [name, value] of facts(data.check.host)) {
    byId("facts").append(el("dt", {}, name), el("dd", {}, value));
  }
}

/** What to do, for each way to run a JVM, or why there is nothing to do; and what it was seen in. */
function remedies(finding) {
  const fix = finding.fix;
  return [
    "Seen in: " + finding.evidence,
    ...(fix ? ["Linux: " + fix.linux, "Docker: " + fix.docker, "Kubernetes: " + fix.kubernetes] : ["No fix: " + finding.noFix]),
  ];
}

function facts(host) {
  const limits = Object.entries(host.limits || {}).map(([name, limit]) => name + " " + limit.soft + " (hard " + limit.hard + ")");
  const cgroup = host.cgroup && [
    host.cgroup.version + " " + host.cgroup.path,
    host.cgroup.memoryMaxBytes && "memory " + Math.round(host.cgroup.memoryMaxBytes / 1048576) + " MiB",
    host.cgroup.cpus && host.cgroup.cpus + " CPUs",
    (host.cgroup.pidsLimits || []).map((limit) => "pids.max " + limit.max + " in " + limit.group).join(", ") || "pids.max " + (host.cgroup.pidsMax || "not set"),
  ].filter(Boolean).join(", ");
  const known = [
    ["Kernel", host.kernel],
    ["Distribution", host.distribution],
    ["Architecture", host.arch],
    ["C library", host.libc && [host.libc.name, host.libc.version, host.libc.file].filter(Boolean).join(" ")],
    ["CPU", [host.cpu.available + " available", host.cpu.model, host.cpu.governor && "governor " + host.cpu.governor, host.cpu.clockSource && "clock " + host.cpu.clockSource].filter(Boolean).join(", ")],
    ["Memory", host.memory.totalBytes && Math.round(host.memory.totalBytes / 1048576) + " MiB"],
    ["Control group", cgroup],
    ["Container", host.container.hints.join("; ") || "no hints"],
    ["Process 1", host.pidOne && [host.pidOne.name, host.pidOne.kind !== "unknown" && host.pidOne.kind, host.pidOne.program].filter(Boolean).join(", ")],
    ["SIGCHLD", host.sigchld && host.sigchld.disposition + (host.sigchld.blocked ? ", blocked" : "")],
    ["Limits", limits.join(", ")],
    ["Seccomp", host.seccomp && host.seccomp + (host.noNewPrivileges ? ", no_new_privs" : "")],
    ["Core images go to", host.kernelSettings && host.kernelSettings.corePattern],
    ["Scope of ptrace", host.kernelSettings && String(host.kernelSettings.ptraceScope ?? "")],
    ["pid_max", host.kernelSettings && host.kernelSettings.pidMax && String(host.kernelSettings.pidMax)],
    ["JNA unpacks to", host.nativeDirectory && host.nativeDirectory.path + (host.nativeDirectory.noexec ? " (noexec)" : "")],
    ["User", host.user && host.user.name + " (" + host.user.effectiveUid + ")"],
    ["JVM of the command", host.jvm.name + " " + host.jvm.version + ", " + host.jvm.vendor],
    ["Native access", host.jvm.nativeAccess.join(", ") || "nothing granted"],
    ["JDKs", host.jdks.map((jdk) => jdk.version).join(", ")],
    ["C compiler", host.cc && host.cc.version],
  ].filter(([, value]) => value);
  return [...known, ...Object.entries(host.absent || {}).map(([name, reason]) => [name, "not known: " + reason])];
}
