/* Threads, and children that clone() made. */
#include "oracle.h"

static int ends(void *code) { return (int)(long)code; }

static pid_t cloned(int code) {
    size_t size = 64 * 1024;
    char *stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return clone(ends, stack + size, 0, (void *)(long)code);
}

struct asked {
    pid_t whom;
    int options;
    char answer[32];
};

static void *ask(void *argument) {
    struct asked *asked = argument;
    int status = 0;
    pid_t result = waitpid(asked->whom, &status, asked->options);
    snprintf(asked->answer, sizeof asked->answer, "%s", waited(result, asked->whom, status));
    return NULL;
}

static void by_another_thread(const char *name, pid_t whom, int options) {
    struct asked asked = {whom, options, ""};
    pthread_t thread;
    pthread_create(&thread, NULL, ask, &asked);
    pthread_join(thread, NULL);
    fact(name, "%s", asked.answer);
}

static void tell(void) {
    pid_t child = zombie(5);
    by_another_thread("another thread, its own children only", child, __WNOTHREAD);
    by_another_thread("another thread", child, 0);
    child = zombie(5);
    fact("the thread itself, its own children only", "%s", by_waitpid(child, __WNOTHREAD, child));
    child = cloned(7);
    fact("a clone child", "%s", by_waitpid(child, 0, child));
    fact("a clone child, any", "%s", by_waitpid(-1, 0, child));
    fact("a clone child, __WCLONE", "%s", by_waitpid(child, __WCLONE, child));
    child = cloned(7);
    fact("a clone child, __WALL", "%s", by_waitpid(child, __WALL, child));
    child = zombie(5);
    fact("another child, __WCLONE", "%s", by_waitpid(child, __WCLONE, child));
    fact("another child, __WALL", "%s", by_waitpid(child, __WALL, child));
}
