package posixwait.ffm;

import static posixwait.ffm.Downcalls.ADDRESS;
import static posixwait.ffm.Downcalls.INT;
import static posixwait.ffm.Downcalls.SHORT;
import static posixwait.ffm.Downcalls.here;
import static posixwait.ffm.Downcalls.link;
import static posixwait.ffm.Downcalls.linkOptional;

import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import posixwait.spi.SpawnSymbols;

/** The symbols of {@code posix_spawn}. They return error numbers, never -1, so nothing is folded. */
final class FfmSpawnSymbols implements SpawnSymbols {
    private static final MemoryLayout[] SIX_ADDRESSES = {ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS};

    private static final MethodHandle SPAWN = link("posix_spawn", INT, SIX_ADDRESSES);
    private static final MethodHandle SPAWNP = link("posix_spawnp", INT, SIX_ADDRESSES);
    private static final MethodHandle ATTR_INIT = link("posix_spawnattr_init", INT, ADDRESS);
    private static final MethodHandle ATTR_DESTROY = link("posix_spawnattr_destroy", INT, ADDRESS);
    private static final MethodHandle ATTR_SETFLAGS = link("posix_spawnattr_setflags", INT, ADDRESS, SHORT);
    private static final MethodHandle ATTR_SETPGROUP = link("posix_spawnattr_setpgroup", INT, ADDRESS, INT);
    private static final MethodHandle ATTR_SETSIGMASK = link("posix_spawnattr_setsigmask", INT, ADDRESS, ADDRESS);
    private static final MethodHandle ATTR_SETSIGDEFAULT = link("posix_spawnattr_setsigdefault", INT, ADDRESS, ADDRESS);
    private static final MethodHandle ACTIONS_INIT = link("posix_spawn_file_actions_init", INT, ADDRESS);
    private static final MethodHandle ACTIONS_DESTROY = link("posix_spawn_file_actions_destroy", INT, ADDRESS);
    private static final MethodHandle ADD_OPEN =
            link("posix_spawn_file_actions_addopen", INT, ADDRESS, INT, ADDRESS, INT, INT);
    private static final MethodHandle ADD_DUP2 = link("posix_spawn_file_actions_adddup2", INT, ADDRESS, INT, INT);
    private static final MethodHandle ADD_CLOSE = link("posix_spawn_file_actions_addclose", INT, ADDRESS, INT);
    private static final MethodHandle ADD_CLOSE_FROM =
            linkOptional("posix_spawn_file_actions_addclosefrom_np", ADDRESS, INT);
    private static final MethodHandle ADD_CHDIR =
            linkOptional("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);

    @Override
    public int posix_spawn(long pid, long path, long actions, long attributes, long argv, long envp) {
        return (int) here().call(SPAWN, pid, path, actions, attributes, argv, envp);
    }

    @Override
    public int posix_spawnp(long pid, long file, long actions, long attributes, long argv, long envp) {
        return (int) here().call(SPAWNP, pid, file, actions, attributes, argv, envp);
    }

    @Override
    public int posix_spawnattr_init(long attributes) {
        return (int) here().call(ATTR_INIT, attributes);
    }

    @Override
    public int posix_spawnattr_destroy(long attributes) {
        return (int) here().call(ATTR_DESTROY, attributes);
    }

    @Override
    public int posix_spawnattr_setflags(long attributes, short flags) {
        return (int) here().call(ATTR_SETFLAGS, attributes, flags);
    }

    @Override
    public int posix_spawnattr_setpgroup(long attributes, int group) {
        return (int) here().call(ATTR_SETPGROUP, attributes, group);
    }

    @Override
    public int posix_spawnattr_setsigmask(long attributes, long set) {
        return (int) here().call(ATTR_SETSIGMASK, attributes, set);
    }

    @Override
    public int posix_spawnattr_setsigdefault(long attributes, long set) {
        return (int) here().call(ATTR_SETSIGDEFAULT, attributes, set);
    }

    @Override
    public int posix_spawn_file_actions_init(long actions) {
        return (int) here().call(ACTIONS_INIT, actions);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long actions) {
        return (int) here().call(ACTIONS_DESTROY, actions);
    }

    @Override
    public int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode) {
        return (int) here().call(ADD_OPEN, actions, fd, path, flags, mode);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long actions, int from, int to) {
        return (int) here().call(ADD_DUP2, actions, from, to);
    }

    @Override
    public int posix_spawn_file_actions_addclose(long actions, int fd) {
        return (int) here().call(ADD_CLOSE, actions, fd);
    }

    @Override
    public int posix_spawn_file_actions_addclosefrom_np(long actions, int fd) {
        return (int) here().call(ADD_CLOSE_FROM, actions, fd);
    }

    @Override
    public int posix_spawn_file_actions_addchdir_np(long actions, long path) {
        return (int) here().call(ADD_CHDIR, actions, path);
    }
}
