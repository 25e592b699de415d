/*
 * Arithmetic on reals exactly as it is written: no product is fused with a sum, where processors could do that.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_EXACT_PRIVATE_H
#define MNV2_EXACT_PRIVATE_H

#include <stdint.h>
#include <string.h>

#include "mnv2_float_private.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=off")
#else
#pragma STDC FP_CONTRACT OFF
#endif

/* Every number that is none has one bit pattern: processors differ in theirs. */
static inline float mnv2_canonical(float x)
{
    if (x != x)
    {
        const uint32_t bits = 0x7FC00000u;
        memcpy(&x, &bits, sizeof x);
    }
    return x;
}

/* The largest whole number that is not above x. From 2^23 on there are no fractions. */
static inline float mnv2_floor(float x)
{
    if (!(x < 8388608.0f && x > -8388608.0f))
    {
        return x;
    }
    const float whole = (float)(int32_t)x;
    if (whole == x)
    {
        return x;
    }
    return whole > x ? whole - 1.0f : whole;
}

#endif
