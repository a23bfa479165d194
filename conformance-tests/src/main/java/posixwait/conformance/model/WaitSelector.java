package posixwait.conformance.model;

import posixwait.spi.Abi;

/** Which children a wait looks at. */
sealed interface WaitSelector {
    /** {@return whether it looks at this child} */
    boolean selects(ModelProcess child);

    /** {@return the rule that it is} */
    Rule rule();

    /** Every child. */
    record Any() implements WaitSelector {
        @Override
        public boolean selects(ModelProcess child) {
            return true;
        }

        @Override
        public Rule rule() {
            return Rule.ANY_CHILD;
        }
    }

    /** The child with that pid. */
    record One(int pid) implements WaitSelector {
        @Override
        public boolean selects(ModelProcess child) {
            return child.pid() == pid;
        }

        @Override
        public Rule rule() {
            return Rule.ONE_CHILD;
        }
    }

    /** The children in a process group. For one's own group it is that of the moment of the call (wait.2#15). */
    record Group(int group, Rule rule) implements WaitSelector {
        @Override
        public boolean selects(ModelProcess child) {
            return child.group == group;
        }
    }

    /** The process that a pidfd refers to, whatever became of its pid. */
    record Referred(ModelProcess process) implements WaitSelector {
        @Override
        public boolean selects(ModelProcess child) {
            return child == process;
        }

        @Override
        public Rule rule() {
            return Rule.BY_PIDFD;
        }
    }

    /** As the first argument of {@code waitpid} selects. */
    static WaitSelector ofPid(ModelProcess caller, int pid) {
        if (pid == -1) {
            return new Any();
        } else if (pid == 0) {
            return new Group(caller.group, Rule.OWN_GROUP);
        } else if (pid < 0) {
            return new Group(-pid, Rule.OTHER_GROUP);
        }
        return new One(pid);
    }

    /** As the first two arguments of {@code waitid} select. */
    static WaitSelector ofId(ModelProcess caller, int idtype, int id) throws Refused {
        if (idtype == Abi.P_ALL) {
            return new Any();
        } else if (idtype == Abi.P_PID && id > 0) {
            return new One(id);
        } else if (idtype == Abi.P_PGID && id == 0) {
            return new Group(caller.group, Rule.OWN_GROUP);
        } else if (idtype == Abi.P_PGID && id > 0) {
            return new Group(id, Rule.OTHER_GROUP);
        } else if (idtype == Abi.P_PIDFD && id >= 0) {
            return new Referred(caller.descriptors.pidfd(id).process);
        }
        throw new Refused(Rule.BAD_ID, Abi.EINVAL);
    }
}
