/* The signal for the death of the parent, as the process itself sees it. */
#include "oracle.h"

static const char *asked(void) {
    static char text[16];
    int number = -1;
    if (prctl(PR_GET_PDEATHSIG, &number) == -1) return error_name(errno);
    snprintf(text, sizeof text, "%d", number);
    return text;
}

static void tell(void) {
    fact("at first", "%s", asked());
    fact("asking for SIGURG", "%s", plain(prctl(PR_SET_PDEATHSIG, SIGURG)));
    fact("then", "%s", asked());
    fact("asking for signal 65", "%s", plain(prctl(PR_SET_PDEATHSIG, 65)));
    fact("asking for signal -1", "%s", plain(prctl(PR_SET_PDEATHSIG, -1)));
    fact("after that", "%s", asked());
    fact("asking for none", "%s", plain(prctl(PR_SET_PDEATHSIG, 0)));
    fact("at last", "%s", asked());
}
