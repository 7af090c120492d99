/* Starts the program that was compiled for this processor: lib/fastmtp/fastmtp-v3 or -v4 beside the directory of this one. */
#define _GNU_SOURCE
#include "../FastMtp.Native/processor.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    (void)argc;
    char here[4096], path[4160];
    const char *build = fastmtp_build_for_processor();
    if (!build) {
        fputs("fastmtp: " FASTMTP_NO_BUILD " The .NET tool runs here.\n", stderr);
        return 1;
    }
    ssize_t length = readlink("/proc/self/exe", here, sizeof here - 1);
    if (length < 0) {
        fprintf(stderr, "fastmtp: /proc/self/exe cannot be read (%s); mount /proc.\n", strerror(errno));
        return 1;
    }
    here[length] = 0;
    for (int levels = 0; levels < 2; levels++) {
        char *slash = strrchr(here, '/');
        if (slash) *slash = 0;
    }
    snprintf(path, sizeof path, "%s/lib/fastmtp/fastmtp-%s", here, build);
    execv(path, argv);
    fprintf(stderr, "fastmtp: %s cannot be started (%s); keep bin and lib of the package together.\n", path, strerror(errno));
    return 1;
}
