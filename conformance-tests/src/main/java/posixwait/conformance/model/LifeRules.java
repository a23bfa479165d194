package posixwait.conformance.model;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import posixwait.spi.Abi;

/** What the end, the stop and the continuation of a process mean to its parent, its children and its group. */
final class LifeRules implements SignalRules.Events {
    private final ProcessTable table;
    private final Coverage coverage;
    private final Variation variation;
    private final ModelProcess init;
    private final Handled handled;
    private final SignalRules signals;

    /** Called when a handler ran. */
    interface Handled {
        void by(ModelThread thread, int signal);
    }

    LifeRules(ProcessTable table, Coverage coverage, Variation variation, ModelProcess init, Handled handled) {
        this.variation = variation;
        this.table = table;
        this.coverage = coverage;
        this.init = init;
        this.handled = handled;
        this.signals = new SignalRules(coverage, variation, this);
    }

    SignalRules signals() {
        return signals;
    }

    @Override
    public void end(ModelProcess process, Transition how, Change change) {
        Set<Integer> connected = new TreeSet<>();
        Stream.concat(Stream.of(process), process.children.stream())
                .map(one -> one.group)
                .filter(group -> !isOrphaned(group))
                .forEach(connected::add);
        process.go(how, change);
        process.pending.drop(-1);
        process.descriptors.closeAll();
        for (ModelProcess child : List.copyOf(process.children)) {
            giveAway(child, process);
        }
        connected.forEach(this::hangUpIfOrphaned);
        announceEnd(process);
    }

    /** Tells the parent of an end; the status is discarded if the parent wants none. */
    private void announceEnd(ModelProcess process) {
        ModelProcess parent = parentOf(process);
        if (parent == init) {
            coverage.applied(Rule.INIT_REAPS);
            bury(process, Transition.REAP);
            return;
        }
        Disposition disposition = parent.disposition(Abi.SIGCHLD);
        boolean ordinary = !process.isCloneChild();
        boolean ignored = ordinary && disposition.isIgnore();
        SignalInfo info = SignalInfo.about(process, process.exitSignal());
        // Discarded before the signal is sent: what the handler interrupts must not find the status any more.
        if (ignored) {
            coverage.applied(Rule.IGNORED_SIGCHLD_DISCARDS);
            bury(process, Transition.DISCARD);
        } else if (ordinary && disposition.has(Abi.SA_NOCLDWAIT)) {
            coverage.applied(Rule.NOCLDWAIT_DISCARDS);
            bury(process, Transition.DISCARD);
        }
        boolean silent = process.state() == State.GONE && !variation.sigchldWithoutZombie();
        if (!ignored && !silent) {
            // With SA_NOCLDWAIT, too: Linux sends SIGCHLD where POSIX leaves it open (_Exit.3posix#14).
            coverage.applied(ordinary ? Rule.SIGCHLD_FOR_END : Rule.OTHER_END_SIGNAL);
            // Signal 0 stands for none.
            signals.send(parent, info);
        }
    }

    /** Ends the life of a zombie: its numbers are free unless others use them. */
    private void bury(ModelProcess zombie, Transition how) {
        zombie.go(how);
        forget(zombie);
    }

    void forget(ModelProcess gone) {
        parentOf(gone).children.remove(gone);
        table.remove(gone);
    }

    @Override
    public void stopped(ModelProcess process) {
        tellOfStop(process, Rule.SIGCHLD_FOR_STOP);
    }

    @Override
    public void continued(ModelProcess process) {
        if (variation.sigchldForContinuation()) {
            tellOfStop(process, Rule.SIGCHLD_FOR_CONTINUATION);
        }
    }

    private void tellOfStop(ModelProcess process, Rule rule) {
        ModelProcess parent = parentOf(process);
        Disposition disposition = parent.disposition(Abi.SIGCHLD);
        if (disposition.isIgnore() || disposition.has(Abi.SA_NOCLDSTOP)) {
            coverage.applied(Rule.NO_SIGCHLD_FOR_STOPS);
        } else {
            coverage.applied(rule);
            signals.send(parent, SignalInfo.about(process, Abi.SIGCHLD));
        }
    }

    @Override
    public void handled(ModelThread thread, int signal) {
        handled.by(thread, signal);
    }

    /** Gives a child whose parent ends to the nearest subreaper among its ancestors, or to init. */
    private void giveAway(ModelProcess child, ModelProcess from) {
        ModelProcess heir = parentOf(from);
        while (heir != init && !(heir.subreaper && heir.state().lives())) {
            heir = parentOf(heir);
        }
        coverage.applied(heir == init ? Rule.ORPHAN_TO_INIT : Rule.ORPHAN_TO_SUBREAPER);
        from.children.remove(child);
        heir.children.add(child);
        child.parent = heir;
        child.maker = heir.firstThread();
        if (child.state() == State.ZOMBIE) {
            coverage.applied(Rule.ZOMBIE_TO_NEW_PARENT);
            announceEnd(child);
        }
    }

    private void hangUpIfOrphaned(int group) {
        List<ModelProcess> members = table.inGroup(group);
        if (isOrphaned(group)
                && members.stream().anyMatch(member -> member.state().isStopped())) {
            coverage.applied(Rule.ORPHANED_GROUP_HANGS_UP);
            members.forEach(member -> signals.send(member, SignalInfo.byKernel(Abi.SIGHUP)));
            members.forEach(member -> signals.send(member, SignalInfo.byKernel(Abi.SIGCONT)));
        }
    }

    @Override
    public boolean isOrphaned(int group) {
        return table.inGroup(group).stream()
                .filter(member -> member.state().lives() && member != init)
                .allMatch(member -> {
                    ModelProcess parent = parentOf(member);
                    return parent == init || parent.group == group || parent.session != member.session;
                });
    }

    private static ModelProcess parentOf(ModelProcess process) {
        return Objects.requireNonNull(process.parent, "init has no parent and does not end");
    }
}
