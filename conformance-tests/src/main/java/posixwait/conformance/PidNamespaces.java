package posixwait.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import posixwait.Spawn;
import posixwait.conformance.roles.Role;

/** Starts the first process of a PID namespace, by {@code unshare(1)}. */
public final class PidNamespaces {
    private static final long CAP_SYS_ADMIN = 1L << 21;

    private PidNamespaces() {}

    /**
     * {@return what starts the program after it as the first process of a PID namespace, as a child of its own}
     *
     * <p>Who may not make one gets a user namespace with it, in which everybody may.
     */
    private static List<String> unshare() {
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"));
        if ((Proc.signals("self", "CapEff") & CAP_SYS_ADMIN) == 0) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        return command;
    }

    /**
     * {@return a JVM that plays a role as the first process}
     *
     * <p>{@link TalkingChild#line} is {@link Unsupported} if the host does not let us, with what {@code unshare} said.
     */
    public static TalkingChild playing(Kit kit, Role role, Object... arguments) {
        return TalkingChild.playing(kit, unshare(), List.of(), how -> how, role, arguments);
    }

    /**
     * {@return a shell that runs a script as the first process}
     *
     * @param kit the test's
     * @param script what it runs
     * @param how changes the way it is started, such as what it inherits
     */
    public static TalkingChild shell(Kit kit, String script, UnaryOperator<Spawn> how) {
        List<String> command = unshare();
        command.addAll(List.of("/bin/sh", "-c", script));
        return TalkingChild.running(kit, command, how);
    }
}
