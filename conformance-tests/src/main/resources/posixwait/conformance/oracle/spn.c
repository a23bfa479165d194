/* posix_spawn: what it makes, and how it fails. */
#include "oracle.h"
#include <fcntl.h>
#include <spawn.h>

#define CLOSED 1000000
#define MANY 70
#define LONG 100000

static char *const none[] = {NULL};

static const char *spawned(const char *path, const char *script, posix_spawn_file_actions_t *actions,
                           posix_spawnattr_t *attributes, char *const *environment) {
    char *arguments[] = {"sh", "-c", (char *)script, NULL};
    pid_t child = 0;
    int error = posix_spawn(&child, path, actions, attributes, arguments, environment);
    return error != 0 ? error_name(error) : by_waitpid(child, 0, child);
}

static void tell(void) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);

    fact("a program", "%s", spawned("/bin/sh", "exit 7", NULL, NULL, none));
    fact("a program that is not there", "%s", spawned("/nonexistent/program", ":", NULL, NULL, none));
    fact("a directory", "%s", spawned("/", ":", NULL, NULL, none));
    fact("children of the failures", "%s", by_waitpid(-1, WNOHANG, 0));

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 5, "/nonexistent/file", O_RDONLY, 0);
    fact("opening a file that is not there", "%s", spawned("/bin/sh", ":", &actions, NULL, none));
    posix_spawn_file_actions_destroy(&actions);
    posix_spawn_file_actions_init(&actions);
    /* Some C libraries notice it here, others in the child. */
    int error = posix_spawn_file_actions_adddup2(&actions, CLOSED, 5);
    fact("a copy of a closed descriptor", "%s",
         error != 0 ? error_name(error) : spawned("/bin/sh", ":", &actions, NULL, none));
    posix_spawn_file_actions_destroy(&actions);

    pid_t gone = zombie(0);
    end(gone);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, gone);
    fact("a group that is gone", "%s", spawned("/bin/sh", ":", NULL, &attributes, none));
    posix_spawnattr_setpgroup(&attributes, 0);
    fact("a signal to its own group", "%s", spawned("/bin/sh", "kill -s KILL 0", NULL, &attributes, none));

    signal(SIGUSR1, SIG_IGN);
    posix_spawnattr_setflags(&attributes, 0);
    fact("a signal that the parent ignores", "%s", spawned("/bin/sh", "kill -s USR1 $$; exit 3", NULL, &attributes, none));
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigdefault(&attributes, &set);
    fact("a signal with its default action", "%s",
         spawned("/bin/sh", "kill -s USR1 $$; exit 3", NULL, &attributes, none));

    char *environment[MANY + 1] = {NULL};
    for (int i = 0; i < MANY; i++) {
        environment[i] = malloc(LONG + 1);
        memset(environment[i], 'x', LONG);
        environment[i][1] = '=';
        environment[i][LONG] = 0;
    }
    fact("an environment that is too large", "%s", spawned("/bin/sh", ":", NULL, NULL, environment));
}
