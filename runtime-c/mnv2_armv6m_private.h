/*
 * Instructions of Armv6-M (Cortex-M0+) that kernels in assembly share: how a sum becomes an output.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_ARMV6M_PRIVATE_H
#define MNV2_ARMV6M_PRIVATE_H

#include "mnv2_compiler.h"

#if MNV2_HAS_ASSEMBLY && defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB == 1
#define MNV2_ARMV6M_IN_ASSEMBLY 1
/* A kernel is one text of assembly. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#else
#define MNV2_ARMV6M_IN_ASSEMBLY 0
#endif

/*
 * The doubling high product of r0 and the multiplier, whose upper half is in r4 and lower in r6, from products of 16
 * bits; then the rounding shift by r5, and the output offset in r7. The carry of each shift is the bit that rounds.
 * r1, r2 and r3 change.
 */
#define MNV2_ARMV6M_DOUBLING_HIGH_PRODUCT \
    "sxth    r1, r0\n" \
    "subs    r0, r0, r1\n" \
    "asrs    r0, r0, #16\n" \
    "movs    r2, r0\n" \
    "muls    r2, r6, r2\n" \
    "movs    r3, r1\n" \
    "muls    r3, r4, r3\n" \
    "muls    r1, r6, r1\n" \
    "asrs    r1, r1, #16\n" \
    "adds    r2, r2, r3\n" \
    "adds    r2, r2, r1\n" \
    "muls    r0, r4, r0\n" \
    "lsls    r0, r0, #1\n" \
    "asrs    r2, r2, #15\n" \
    "adcs    r0, r0, r2\n"

#define MNV2_ARMV6M_ROUNDING_SHIFT \
    "asrs    r0, r0, r5\n" \
    "adcs    r0, r0, r7\n"

/* Where the least output is the output offset, -128: sums up to zero give it, and no tie is negative. */
#define MNV2_ARMV6M_FINISH_ABOVE_ZERO \
    "cmp     r0, #0\n" \
    "bgt     6f\n" \
    "mov     r0, r7\n" \
    "b       7f\n" \
    "6:\n" MNV2_ARMV6M_DOUBLING_HIGH_PRODUCT MNV2_ARMV6M_ROUNDING_SHIFT "cmp     r0, #127\n" \
    "ble     7f\n" \
    "movs    r0, #127\n" \
    "7:\n"

/* Ties of negative values go away from zero. The limits are in the frame. */
#define MNV2_ARMV6M_FINISH_WITHIN_LIMITS(min, max) \
    MNV2_ARMV6M_DOUBLING_HIGH_PRODUCT \
    "asrs    r1, r0, #31\n" \
    "adds    r0, r0, r1\n" MNV2_ARMV6M_ROUNDING_SHIFT "ldr     r1, [sp, #" min "]\n" \
    "cmp     r0, r1\n" \
    "bge     6f\n" \
    "mov     r0, r1\n" \
    "6:\n" \
    "ldr     r1, [sp, #" max "]\n" \
    "cmp     r0, r1\n" \
    "ble     7f\n" \
    "mov     r0, r1\n" \
    "7:\n"

#endif
