/*
 * What kernels share on cores with Helium (MVE): vectors of four accumulators and how they become outputs.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every function gives the bits of its scalar counterpart in mnv2_fixed_point.h.
 */
#ifndef MNV2_MVE_H
#define MNV2_MVE_H

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define MNV2_HAS_MVE 1

#include <arm_mve.h>
#include <stdint.h>

/* mnv2_multiply_by_quantized_multiplier, each lane with a multiplier and a shift of its own. */
static inline int32x4_t mnv2_mve_multiply(int32x4_t x, int32x4_t multiplier, int32x4_t shift)
{
    const int32x4_t none = vdupq_n_s32(0);
    const int32x4_t left = vmaxq_s32(shift, none);
    const int32x4_t right = vminq_s32(shift, none);
    const int32x4_t high = vqrdmulhq_s32(vshlq_s32(x, left), multiplier);
    /* A rounding shift takes ties upwards; one less in negative numbers takes theirs away from zero. */
    const int32x4_t away = vshrq_n_s32(vandq_s32(high, right), 31);
    return vrshlq_s32(vqaddq_s32(high, away), right);
}

#else
#define MNV2_HAS_MVE 0
#endif

#endif
