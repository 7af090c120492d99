/* Forwards every call to the library that was compiled for this processor. */
#define _GNU_SOURCE
#include "fastmtp.h"
#include "processor.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define API __attribute__((visibility("default")))

/* type, name, parameters, arguments, return value if no library can be loaded */
#define FUNCTIONS(F)                                                                                                           \
    F(int, fastmtp_abi_version, (void), (), 0)                                                                                 \
    F(fastmtp_status, fastmtp_open, (const char *path, const char *species, fastmtp_potential **p), (path, species, p),  \
      FASTMTP_UNSUPPORTED)                                                                                                     \
    F(double, fastmtp_cutoff, (const fastmtp_potential *p), (p), 0)                                                            \
    F(double, fastmtp_min_distance, (const fastmtp_potential *p), (p), 0)                                                      \
    F(double, fastmtp_shortest_distance, (const fastmtp_potential *p, int a, int b), (p, a, b), 0)                             \
    F(int, fastmtp_species_count, (const fastmtp_potential *p), (p), 0)                                                        \
    F(const char *, fastmtp_species_name, (const fastmtp_potential *p, int species), (p, species), NULL)                       \
    F(int, fastmtp_species_number, (const fastmtp_potential *p, const char *name), (p, name), -1)                              \
    F(const char *, fastmtp_kernel, (const fastmtp_potential *p), (p), NULL)                                                   \
    F(const char *, fastmtp_why_interpreted, (const fastmtp_potential *p), (p), NULL)                                          \
    F(int, fastmtp_has_grades, (const fastmtp_potential *p), (p), 0)                                                           \
    F(int, fastmtp_member_count, (const fastmtp_potential *p), (p), 0)                                                         \
    F(fastmtp_status, fastmtp_set_threads, (fastmtp_potential *p, int threads), (p, threads), FASTMTP_UNSUPPORTED)             \
    F(fastmtp_status, fastmtp_set_precision, (fastmtp_potential *p, fastmtp_precision precision), (p, precision), FASTMTP_UNSUPPORTED) \
    F(fastmtp_status, fastmtp_compute_atoms, (fastmtp_potential *p, const fastmtp_atoms *a, const fastmtp_results *r),             \
      (p, a, r), FASTMTP_UNSUPPORTED)                                                                                          \
    F(fastmtp_status, fastmtp_compute_configuration, (fastmtp_potential *p, const fastmtp_configuration *c, const fastmtp_results *r), \
      (p, c, r), FASTMTP_UNSUPPORTED)

static struct {
#define MEMBER(type, name, parameters, arguments, failure) type(*name) parameters;
    FUNCTIONS(MEMBER)
    const char *(*fastmtp_last_error)(void);
    void (*fastmtp_close)(fastmtp_potential *);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int loaded;
static char why_not[4352];

static void load(void)
{
    char path[4096];
    Dl_info here;
    const char *cpu = fastmtp_build_for_processor();
    if (!cpu) {
        snprintf(why_not, sizeof why_not, FASTMTP_NO_BUILD);
        return;
    }
    if (!dladdr(&library, &here)) return;
    const char *slash = strrchr(here.dli_fname, '/');
    snprintf(path, sizeof path, "%.*slibfastmtp-%s.so", slash ? (int)(slash - here.dli_fname + 1) : 0, here.dli_fname, cpu);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        snprintf(why_not, sizeof why_not,
                 "Cannot load the library for this processor (%.2000s); keep libfastmtp.so and libfastmtp-%s.so together.",
                 dlerror(), cpu);
        return;
    }
    loaded = 1;
#define FIND(type, name, parameters, arguments, failure) loaded &= (*(void **)&library.name = dlsym(handle, #name)) != NULL;
    FUNCTIONS(FIND)
    FIND(, fastmtp_last_error, , , )
    FIND(, fastmtp_close, , , )
    if (!loaded) snprintf(why_not, sizeof why_not, "%s and libfastmtp.so are of different versions; install them together.", path);
}

static int is_loaded(void)
{
    pthread_once(&once, load);
    return loaded;
}

#define FORWARD(type, name, parameters, arguments, failure) \
    API type name parameters { return is_loaded() ? library.name arguments : failure; }
FUNCTIONS(FORWARD)

API const char *fastmtp_last_error(void) { return is_loaded() ? library.fastmtp_last_error() : why_not; }

API void fastmtp_close(fastmtp_potential *p)
{
    if (is_loaded()) library.fastmtp_close(p);
}
