/*
 * What kernels share on cores with the DSP extension (Cortex-M4, M7, M33): products of pairs of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_DSP_PRIVATE_H
#define MNV2_DSP_PRIVATE_H

#include "mnv2_compiler.h"

#if MNV2_HAS_DSP

#include <stdint.h>
#include <string.h>

/* Four values taken apart. */
typedef struct
{
    int32_t even;
    int32_t odd;
} mnv2_dsp_pairs;

/* Four int8 values at any address. */
static inline uint32_t mnv2_dsp_load(const int8_t *values)
{
    uint32_t word;
    memcpy(&word, values, sizeof word);
    return word;
}

#ifdef MNV2_DSP_INSTRUCTIONS
#include MNV2_DSP_INSTRUCTIONS
#else
#include <arm_acle.h>

/*
 * The same from a pointer that moves on. Compilers do not move a volatile statement across another: a loop that fills
 * all registers stays in the order in which it is written, and nothing has to wait in memory.
 */
static inline uint32_t mnv2_dsp_load_next(const int8_t **values)
{
    uint32_t word;
    __asm__ volatile("ldr %0, [%1], #4" : "=r"(word), "+r"(*values) : : "memory");
    return word;
}

/* Bytes 0 and 2 of four as a pair. */
static inline int32_t mnv2_dsp_even(uint32_t bytes)
{
    return __sxtb16((int32_t)bytes);
}

/* Bytes 1 and 3 of four as a pair. In one instruction, which compilers do not find by themselves. */
static inline int32_t mnv2_dsp_odd(uint32_t bytes)
{
    int32_t pair;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(bytes));
    return pair;
}

/* One double-word load, which compilers do not find by themselves. */
static inline mnv2_dsp_pairs mnv2_dsp_load_pairs(const mnv2_dsp_pairs *from)
{
    mnv2_dsp_pairs pairs;
    __asm__("ldrd %0, %1, %2" : "=r"(pairs.even), "=r"(pairs.odd) : "o"(*from));
    return pairs;
}

/* sum + a[0] * b[0] + a[1] * b[1], modulo 2^32. */
static inline int32_t mnv2_dsp_mac(int32_t sum, int32_t a, int32_t b)
{
    return __smlad(a, b, sum);
}

/* The upper half of a * b + 2^31. */
static inline int32_t mnv2_dsp_rounded_high_product(int32_t a, int32_t b)
{
    int32_t high;
    __asm__("smmulr %0, %1, %2" : "=r"(high) : "r"(a), "r"(b));
    return high;
}

#endif

#endif

#endif
