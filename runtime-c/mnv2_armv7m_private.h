/*
 * Instructions of Armv7-M (Cortex-M3) that kernels in assembly share: how a sum becomes an output.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_ARMV7M_PRIVATE_H
#define MNV2_ARMV7M_PRIVATE_H

#include "mnv2_compiler.h"

#if MNV2_HAS_ASSEMBLY && MNV2_HAS_LONG_MULTIPLY && !MNV2_HAS_DSP && !MNV2_HAS_MVE
#define MNV2_ARMV7M_IN_ASSEMBLY 1
/* A kernel is one text of assembly. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#else
#define MNV2_ARMV7M_IN_ASSEMBLY 0
#endif

/*
 * The doubling high product of a sum and a multiplier, the rounding shift to the right, the output offset. Each shift
 * leaves the bit that rounds in the carry. `low` and `high` are registers for the product.
 */
#define MNV2_ARMV7M_SCALE(sum, multiplier, shift, offset, low, high, ties) \
    "lsls    " sum ", " sum ", #1\n" \
    "smull   " low ", " high ", " sum ", " multiplier "\n" \
    "lsls    " low ", " low ", #1\n" \
    "adc     " high ", " high ", #0\n" ties "asrs    " high ", " high ", " shift "\n" \
    "adc     " sum ", " high ", " offset "\n"

/* Where the least output is the output offset, -128: no tie of a negative value is seen. */
#define MNV2_ARMV7M_FINISH_ABOVE_ZERO(sum, multiplier, shift, offset, low, high) \
    MNV2_ARMV7M_SCALE(sum, multiplier, shift, offset, low, high, "") \
    "ssat    " sum ", #8, " sum "\n"

/* Ties of negative values go away from zero. The limits are two words of the frame. */
#define MNV2_ARMV7M_FINISH_WITHIN_LIMITS(sum, multiplier, shift, offset, low, high, limits) \
    MNV2_ARMV7M_SCALE(sum, multiplier, shift, offset, low, high, "add     " high ", " high ", " high ", asr #31\n") \
    "ldrd    " low ", " high ", [sp, #" limits "]\n" \
    "cmp     " sum ", " low "\n" \
    "it      lt\n" \
    "movlt   " sum ", " low "\n" \
    "cmp     " sum ", " high "\n" \
    "it      gt\n" \
    "movgt   " sum ", " high "\n"

#endif
