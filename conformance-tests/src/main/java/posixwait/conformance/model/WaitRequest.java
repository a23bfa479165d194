package posixwait.conformance.model;

import posixwait.spi.Abi;

/**
 * What a wait asks for, after its arguments were checked.
 *
 * @param selector which children
 * @param options the bits of {@code waitid}, {@code WEXITED} made explicit for the others
 * @param byDescriptor whether a pidfd without blocking was given: then what would be "nothing yet" is {@code EAGAIN}
 */
record WaitRequest(WaitSelector selector, int options, boolean byDescriptor) {
    private static final int KINDS = Abi.WEXITED | Abi.WSTOPPED | Abi.WCONTINUED;
    private static final int THREADS = Abi.__WNOTHREAD | Abi.__WCLONE | Abi.__WALL;
    private static final int WORD_OPTIONS = Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED | THREADS;
    private static final int INFO_OPTIONS = Abi.WNOHANG | Abi.WNOWAIT | KINDS | THREADS;

    /** As {@code wait}, {@code waitpid}, {@code wait3} and {@code wait4} ask. */
    static WaitRequest forWord(ModelProcess caller, int pid, int options) throws Refused {
        if ((options & ~WORD_OPTIONS) != 0) {
            throw new Refused(Rule.BAD_WORD_OPTIONS, Abi.EINVAL);
        } else if (pid == Integer.MIN_VALUE) {
            throw new Refused(Rule.SMALLEST_INT, Abi.ESRCH);
        }
        return new WaitRequest(WaitSelector.ofPid(caller, pid), options | Abi.WEXITED, false);
    }

    /** As {@code waitid} asks. */
    static WaitRequest forInfo(ModelProcess caller, int idtype, int id, int options) throws Refused {
        if ((options & ~INFO_OPTIONS) != 0) {
            throw new Refused(Rule.BAD_INFO_OPTIONS, Abi.EINVAL);
        } else if ((options & KINDS) == 0) {
            throw new Refused(Rule.NO_KIND_OF_CHANGE, Abi.EINVAL);
        }
        WaitSelector selector = WaitSelector.ofId(caller, idtype, id);
        boolean nonBlocking = idtype == Abi.P_PIDFD && caller.descriptors.pidfd(id).nonBlocking;
        return new WaitRequest(selector, options, nonBlocking && (options & Abi.WNOHANG) == 0);
    }

    boolean has(int option) {
        return (options & option) != 0;
    }
}
