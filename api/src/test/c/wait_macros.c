/*
 * What the macros of <sys/wait.h> make of every low word, as runs: words whose macros all say the same, but for a
 * value that counts up.
 *
 *     <first>-<last> <predicates> <value> <core>
 *
 * first, last  status words, hexadecimal
 * predicates   the letters of those that are true: E WIFEXITED, S WIFSIGNALED, T WIFSTOPPED, C WIFCONTINUED; none
 * value        of the first word: WEXITSTATUS for E, WTERMSIG for S, WSTOPSIG for T, else 0; one more for each next word
 * core         WCOREDUMP for S, else 0
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

struct facts {
    char predicates[5];
    int value;
    int core;
};

static struct facts of(int word) {
    struct facts f = {"", 0, 0};
    if (WIFEXITED(word)) {
        strcat(f.predicates, "E");
        f.value = WEXITSTATUS(word);
    }
    if (WIFSIGNALED(word)) {
        strcat(f.predicates, "S");
        f.value = WTERMSIG(word);
        f.core = WCOREDUMP(word) != 0;
    }
    if (WIFSTOPPED(word)) {
        strcat(f.predicates, "T");
        f.value = WSTOPSIG(word);
    }
    if (WIFCONTINUED(word)) {
        strcat(f.predicates, "C");
    }
    if (f.predicates[0] == '\0') {
        strcat(f.predicates, "none");
    }
    return f;
}

int main(void) {
    for (int first = 0; first <= 0xffff;) {
        struct facts f = of(first);
        int last = first;
        for (; last < 0xffff; last++) {
            struct facts next = of(last + 1);
            if (strcmp(next.predicates, f.predicates) != 0 || next.core != f.core
                || next.value != f.value + last + 1 - first) {
                break;
            }
        }
        printf("%04x-%04x %s %d %d\n", first, last, f.predicates, f.value, f.core);
        first = last + 1;
    }
    return 0;
}
