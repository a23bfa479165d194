package posixwait.spi;

/**
 * The C symbols that one {@code posix_spawn} takes, by address: what {@link Frame#posixSpawn} calls in order.
 *
 * <p>Each returns 0 or an error number, as POSIX says of them; none sets {@code errno}. An address of 0 is {@code NULL}.
 * Optional symbols that the C library lacks return {@link Abi#ENOSYS}.
 */
@SuppressWarnings("doclint:missing") // the parameters are those of the C functions, the results are above
public interface SpawnSymbols {
    /** {@code posix_spawn}; stores the pid at {@code pid}. */
    int posix_spawn(long pid, long path, long actions, long attributes, long argv, long envp);

    /** {@code posix_spawnp}; stores the pid at {@code pid}. */
    int posix_spawnp(long pid, long file, long actions, long attributes, long argv, long envp);

    /** {@code posix_spawnattr_init}. */
    int posix_spawnattr_init(long attributes);

    /** {@code posix_spawnattr_destroy}. */
    int posix_spawnattr_destroy(long attributes);

    /** {@code posix_spawnattr_setflags}. */
    int posix_spawnattr_setflags(long attributes, short flags);

    /** {@code posix_spawnattr_setpgroup}. */
    int posix_spawnattr_setpgroup(long attributes, int group);

    /** {@code posix_spawnattr_setsigmask}. */
    int posix_spawnattr_setsigmask(long attributes, long set);

    /** {@code posix_spawnattr_setsigdefault}. */
    int posix_spawnattr_setsigdefault(long attributes, long set);

    /** {@code posix_spawn_file_actions_init}. */
    int posix_spawn_file_actions_init(long actions);

    /** {@code posix_spawn_file_actions_destroy}. */
    int posix_spawn_file_actions_destroy(long actions);

    /** {@code posix_spawn_file_actions_addopen}. */
    int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode);

    /** {@code posix_spawn_file_actions_adddup2}. */
    int posix_spawn_file_actions_adddup2(long actions, int from, int to);

    /** {@code posix_spawn_file_actions_addclose}. */
    int posix_spawn_file_actions_addclose(long actions, int fd);

    /** {@code posix_spawn_file_actions_addclosefrom_np}, glibc 2.34; optional. */
    int posix_spawn_file_actions_addclosefrom_np(long actions, int fd);

    /** {@code posix_spawn_file_actions_addchdir_np}, glibc 2.29; optional. */
    int posix_spawn_file_actions_addchdir_np(long actions, long path);
}
