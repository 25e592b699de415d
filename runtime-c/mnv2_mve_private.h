/*
 * What kernels share on cores with Helium (MVE): vectors of four accumulators and how they become outputs.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every function gives the bits of its scalar counterpart in mnv2_fixed_point_private.h.
 */
#ifndef MNV2_MVE_PRIVATE_H
#define MNV2_MVE_PRIVATE_H

#include "mnv2_compiler.h"

/* Kernels that are assembly as a whole have a form in C for everything else, also for tests of vectors in C. */
#if MNV2_HAS_MVE && !defined(MNV2_MVE_INSTRUCTIONS)
#define MNV2_MVE_IN_ASSEMBLY 1
/* A kernel is one text of assembly. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#else
#define MNV2_MVE_IN_ASSEMBLY 0
#endif

#if MNV2_HAS_MVE

#include <stdint.h>

#ifdef MNV2_MVE_INSTRUCTIONS
#include MNV2_MVE_INSTRUCTIONS
#else
#include <arm_mve.h>

#endif

/*
 * mnv2_multiply_by_quantized_multiplier in four lanes, each with a multiplier and a shift of its own. A rounding shift
 * takes ties upwards; one less in negative numbers takes theirs away from zero. `scales_down` says that all shifts are
 * -31 to -1, which takes half the work.
 */
static inline int32x4_t mnv2_mve_multiply(int32x4_t x, int32x4_t multiplier, int32x4_t shift, int32_t scales_down)
{
    if (scales_down)
    {
        const int32x4_t high = vqrdmulhq_s32(x, multiplier);
        return vrshlq_s32(vqaddq_s32(high, vshrq_n_s32(high, 31)), shift);
    }
    const int32x4_t none = vdupq_n_s32(0);
    const int32x4_t right = vminq_s32(shift, none);
    const int32x4_t high = vqrdmulhq_s32(vshlq_s32(x, vmaxq_s32(shift, none)), multiplier);
    return vrshlq_s32(vqaddq_s32(high, vshrq_n_s32(vandq_s32(high, right), 31)), right);
}

/* All ones where a shift of -31 to -1 rounds; 0 where a shift of 0 has nothing to round. */
static inline int32x4_t mnv2_mve_ties(int32_t shift)
{
    return vdupq_n_s32(shift < 0 ? -1 : 0);
}

/* mnv2_scale in four lanes: |x| < 2^30, one multiplier and one shift of -31 to 0 for all of them. */
static inline int32x4_t mnv2_mve_scale(int32x4_t x, int32_t multiplier, int32_t shift, int32x4_t ties)
{
    const int32x4_t high = vqrdmulhq_n_s32(x, multiplier);
    return vrshlq_n_s32(vaddq_s32(high, vandq_s32(vshrq_n_s32(high, 31), ties)), shift);
}

/* Adds `runs` runs of eight bytes, `step` apart, to eight sums; so many at a time as 16 bits hold. */
static inline void mnv2_mve_add_runs(int32_t *sums, const int8_t *values, int32_t runs, int32_t step)
{
    int32x4_t first = vld1q_s32(sums);
    int32x4_t second = vld1q_s32(sums + 4);
    while (runs > 0)
    {
        const int32_t now = runs < 256 ? runs : 256;
        int16x8_t sum = vdupq_n_s16(0);
        for (int32_t i = 0; i < now; i++)
        {
            sum = vaddq_s16(sum, vldrbq_s16(values));
            values += step;
        }
        int16_t halves[8];
        vst1q_s16(halves, sum);
        first = vaddq_s32(first, vldrhq_s32(halves));
        second = vaddq_s32(second, vldrhq_s32(halves + 4));
        runs -= now;
    }
    vst1q_s32(sums, first);
    vst1q_s32(sums + 4, second);
}

#endif

#endif
