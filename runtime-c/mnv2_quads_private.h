/*
 * What the kernels share that compute four pixels at a time with the DSP extension.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_QUADS_PRIVATE_H
#define MNV2_QUADS_PRIVATE_H

#include "mnv2_dsp_private.h"

#include <stdint.h>
#include <string.h>

/* Assembly where there is a compiler for it; elsewhere C that takes the same data in the same order. */
#if MNV2_HAS_DSP && !defined(MNV2_DSP_INSTRUCTIONS)
#define MNV2_QUADS_IN_ASSEMBLY 1
/* A kernel is one text of assembly. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#else
#define MNV2_QUADS_IN_ASSEMBLY 0
#endif

/*
 * A load behind a load takes half its time on a Cortex-M4. Others have to wait for what was loaded at once, so that
 * loads are better apart. An Armv7E-M core with doubles is a Cortex-M7; without, it may be one, which is slower then.
 */
#if defined(__ARM_ARCH_7EM__) && !(defined(__ARM_FP) && (__ARM_FP & 8))
#define MNV2_LOADS_TOGETHER 1
#else
#define MNV2_LOADS_TOGETHER 0
#endif

/* A parameter that only assembly reads. */
#define MNV2_IN_REGISTER MNV2_UNUSED

/* SMMLAR: a * b / 2^32, rounded half up, plus `add`. */
static inline int32_t mnv2_add_rounded_high_product(int32_t a, int32_t b, int32_t add)
{
    return (int32_t)(uint32_t)(uint64_t)((((int64_t)a * b + (INT64_C(1) << 31)) >> 32) + add);
}

/* SMMLSR: from - a * b / 2^32, rounded half up. */
static inline int32_t mnv2_subtract_rounded_high_product(int32_t from, int32_t a, int32_t b)
{
    return (int32_t)(uint32_t)(uint64_t)((((INT64_C(1) << 31) - (int64_t)a * b) >> 32) + from);
}

#endif
