package posixwait.bench;

/** {@code getpgid} as a backend links its calls, without the seam around it: what remains is the binding. */
interface Getpgid {
    /** {@return whether that of a binding is known here} */
    static boolean of(String binding) {
        return binding.equals(Subject.FFM) || binding.equals(Subject.JNA_DIRECT);
    }

    /**
     * {@return that of a binding}
     *
     * @throws IllegalStateException if this JVM cannot link it
     */
    static Getpgid linked(String binding) {
        return switch (binding) {
            case Subject.FFM -> new FfmGetpgid();
            case Subject.JNA_DIRECT -> new JnaGetpgid();
            default -> throw new IllegalStateException("no getpgid of " + binding + " is known");
        };
    }

    /** Makes a call after which nobody keeps {@code errno}. */
    int unkept(int pid);

    /** Makes a call after which {@code errno} is kept for this thread. */
    int kept(int pid);

    /** {@return the {@code errno} that was kept} */
    int errno();
}
