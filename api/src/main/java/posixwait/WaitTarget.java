package posixwait;

import posixwait.spi.Abi;

/**
 * Which children a call waits for.
 *
 * <p>Every target has a form for {@code waitid} (an id type and an id), and all but {@link ByPidfd} one for
 * {@code waitpid} and {@code wait4} (a signed pid).
 */
public sealed interface WaitTarget {

    /** Every child of this process, whoever created it: pid -1, {@code P_ALL}. */
    record AnyChild() implements WaitTarget {
        @Override
        public String toString() {
            return "-1";
        }
    }

    /**
     * One child: {@code P_PID}.
     *
     * @param pid 1 or more
     */
    record Pid(int pid) implements WaitTarget {
        /** Rejects 0 and below, which would select something else. */
        public Pid {
            requirePositive("pid", pid);
        }

        @Override
        public String toString() {
            return Integer.toString(pid);
        }
    }

    /**
     * The children in one process group: pid {@code -group}, {@code P_PGID}.
     *
     * @param group 2 or more: the negated 1 would select every child in {@code waitpid}
     */
    record Group(int group) implements WaitTarget {
        /** Rejects what would select something else. */
        public Group {
            if (group < 2) {
                throw new IllegalArgumentException("process group " + group + " is less than 2");
            }
        }

        @Override
        public String toString() {
            return Integer.toString(-group);
        }
    }

    /** The children in the caller's process group: pid 0; {@code P_PGID} with id 0 since Linux 5.4. */
    record OwnGroup() implements WaitTarget {
        @Override
        public String toString() {
            return "0";
        }
    }

    /**
     * The child that a pidfd refers to: {@code P_PIDFD}, Linux 5.4; {@code waitid} only.
     *
     * @param fd a pidfd, 0 or more
     */
    record ByPidfd(int fd) implements WaitTarget {
        /** Rejects what is no descriptor. */
        public ByPidfd {
            if (fd < 0) {
                throw new IllegalArgumentException("descriptor " + fd + " is negative");
            }
        }

        @Override
        public String toString() {
            return "pidfd " + fd;
        }
    }

    /** {@return every child} */
    static WaitTarget any() {
        return new AnyChild();
    }

    /**
     * {@return the child with this pid}
     *
     * @param pid 1 or more
     * @throws IllegalArgumentException if it is less
     */
    static WaitTarget pid(int pid) {
        return new Pid(pid);
    }

    /**
     * {@return the children in this process group}
     *
     * @param group 2 or more
     * @throws IllegalArgumentException if it is less
     */
    static WaitTarget group(int group) {
        return new Group(group);
    }

    /** {@return the children in the caller's process group} */
    static WaitTarget ownGroup() {
        return new OwnGroup();
    }

    /**
     * {@return the child that {@code pidfd} refers to}
     *
     * @param pidfd open for as long as the target is used
     */
    static WaitTarget pidfd(Pidfd pidfd) {
        return new ByPidfd(pidfd.fd());
    }

    /**
     * {@return the first argument of {@code waitpid} and {@code wait4}}
     *
     * @throws IllegalArgumentException for {@link ByPidfd}, which only {@code waitid} takes
     */
    default int toPid() {
        if (this instanceof Pid one) {
            return one.pid();
        } else if (this instanceof Group many) {
            return -many.group();
        } else if (this instanceof AnyChild) {
            return -1;
        } else if (this instanceof OwnGroup) {
            return 0;
        }
        throw new IllegalArgumentException("only waitid takes a pidfd");
    }

    /** {@return the first argument of {@code waitid}} */
    default int toIdType() {
        if (this instanceof AnyChild) {
            return Abi.P_ALL;
        } else if (this instanceof Pid) {
            return Abi.P_PID;
        } else if (this instanceof ByPidfd) {
            return Abi.P_PIDFD;
        }
        return Abi.P_PGID;
    }

    /** {@return the second argument of {@code waitid}; 0 where it is not used} */
    default int toId() {
        if (this instanceof Pid one) {
            return one.pid();
        } else if (this instanceof Group many) {
            return many.group();
        } else if (this instanceof ByPidfd handle) {
            return handle.fd();
        }
        return 0;
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + " is less than 1");
        }
    }
}
