/* Which of the builds this processor runs: "v4" (AVX-512), "v3" (AVX2), or NULL. */
#ifndef FASTMTP_PROCESSOR_H
#define FASTMTP_PROCESSOR_H

#include <stddef.h>

#define FASTMTP_NO_BUILD "This processor lacks AVX2 or FMA (x86-64-v3), which FastMtp needs."

static inline const char *fastmtp_build_for_processor(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return "v4";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return "v3";
    return NULL;
}

#endif
