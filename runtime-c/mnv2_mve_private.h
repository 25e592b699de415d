/*
 * What kernels share on cores with Helium (MVE): vectors of four accumulators and how they become outputs.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every function gives the bits of its scalar counterpart in mnv2_fixed_point_private.h.
 */
#ifndef MNV2_MVE_PRIVATE_H
#define MNV2_MVE_PRIVATE_H

#include "mnv2_compiler.h"

#if MNV2_HAS_MVE

#include <stdint.h>

#ifdef MNV2_MVE_INSTRUCTIONS
#include MNV2_MVE_INSTRUCTIONS
#else
#include <arm_mve.h>

/* What assembly that changes the predicate tells the compiler: clang has no name for it, and keeps none in it. */
#if defined(__clang__)
#define MNV2_MVE_PREDICATE
#else
#define MNV2_MVE_PREDICATE "p0",
#endif

/* Dot products of two runs of values with the weights of four channels. */
typedef struct
{
    int32x4_t pixel0;
    int32x4_t pixel1;
} mnv2_mve_sums_2x4;

/*
 * In assembly, because eight accumulators and four others are just what the registers hold, and the accumulators must
 * be the even ones. The last taps are loaded under a predicate; weights need none, zeros stand for taps that are not
 * there: for each 16 values, 16 weights of each channel. `weights` goes on to what lies behind them.
 */
static inline mnv2_mve_sums_2x4
mnv2_mve_dot_2x4(const int8_t *values0, const int8_t *values1, const int32_t **weights, int32_t taps)
{
    mnv2_mve_sums_2x4 sums;
    register const int8_t *x0 __asm__("r1") = values0;
    register const int8_t *x1 __asm__("r3") = values1;
    register const int32_t *w __asm__("r5") = *weights;
    register int32_t left __asm__("r11") = taps;
    register int32_t p0c0 __asm__("r0") = 0;
    register int32_t p0c1 __asm__("r2") = 0;
    register int32_t p0c2 __asm__("r4") = 0;
    register int32_t p0c3 __asm__("r6") = 0;
    register int32_t p1c0 __asm__("r8") = 0;
    register int32_t p1c1 __asm__("r10") = 0;
    register int32_t p1c2 __asm__("r12") = 0;
    register int32_t p1c3 __asm__("lr") = 0;
#define PRODUCTS \
    "vldrb.8 q2, [%[w]], #16\n" \
    "vmladava.s8 %[p0c0], q0, q2\n" \
    "vmladava.s8 %[p1c0], q1, q2\n" \
    "vldrb.8 q3, [%[w]], #16\n" \
    "vmladava.s8 %[p0c1], q0, q3\n" \
    "vmladava.s8 %[p1c1], q1, q3\n" \
    "vldrb.8 q2, [%[w]], #16\n" \
    "vmladava.s8 %[p0c2], q0, q2\n" \
    "vmladava.s8 %[p1c2], q1, q2\n" \
    "vldrb.8 q3, [%[w]], #16\n" \
    "vmladava.s8 %[p0c3], q0, q3\n" \
    "vmladava.s8 %[p1c3], q1, q3\n"
    __asm__("subs %[left], %[left], #16\n"
            "blt 2f\n"
            "1:\n"
            "vldrb.8 q0, [%[x0]], #16\n"
            "vldrb.8 q1, [%[x1]], #16\n" PRODUCTS "subs %[left], %[left], #16\n"
            "bge 1b\n"
            "2:\n"
            "adds %[left], %[left], #16\n"
            "beq 3f\n"
            "vctp.8 %[left]\n"
            "vpstt\n"
            "vldrbt.8 q0, [%[x0]]\n"
            "vldrbt.8 q1, [%[x1]]\n" PRODUCTS "3:\n"
            "vmov %q[pixel0][2], %q[pixel0][0], %[p0c0], %[p0c2]\n"
            "vmov %q[pixel0][3], %q[pixel0][1], %[p0c1], %[p0c3]\n"
            "vmov %q[pixel1][2], %q[pixel1][0], %[p1c0], %[p1c2]\n"
            "vmov %q[pixel1][3], %q[pixel1][1], %[p1c1], %[p1c3]\n"
            : [pixel0] "=&w"(sums.pixel0),
              [pixel1] "=&w"(sums.pixel1),
              [p0c0] "+r"(p0c0),
              [p0c1] "+r"(p0c1),
              [p0c2] "+r"(p0c2),
              [p0c3] "+r"(p0c3),
              [p1c0] "+r"(p1c0),
              [p1c1] "+r"(p1c1),
              [p1c2] "+r"(p1c2),
              [p1c3] "+r"(p1c3),
              [x0] "+r"(x0),
              [x1] "+r"(x1),
              [w] "+r"(w),
              [left] "+r"(left)
            :
            : "q0", "q1", "q2", "q3", MNV2_MVE_PREDICATE "cc", "memory");
#undef PRODUCTS
    *weights = w;
    return sums;
}

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

#endif

#endif
