/*
 * The square root of a float, correctly rounded, without the C library.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_SQRT_PRIVATE_H
#define MNV2_SQRT_PRIVATE_H

#include "mnv2_exact_private.h"

static float mnv2_sqrt(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    if ((bits & 0x7FFFFFFFu) == 0 || bits == 0x7F800000u)
    {
        return x;
    }
    if (bits >= 0x7F800000u)
    {
        bits = 0x7FC00000u;
        memcpy(&x, &bits, sizeof x);
        return x;
    }
    /* x = mantissa * 2^exponent, the exponent odd: 25 more bits then make a root of 25 bits. */
    int32_t exponent = (int32_t)(bits >> 23) - 150;
    uint64_t mantissa = (bits & 0x7FFFFFu) | 0x800000u;
    if (exponent == -150)
    {
        mantissa = bits;
        exponent = -149;
        while (mantissa < 0x800000u)
        {
            mantissa <<= 1;
            exponent--;
        }
    }
    if ((exponent & 1) == 0)
    {
        mantissa <<= 1;
        exponent--;
    }
    mantissa <<= 25;
    uint64_t root = 0;
    for (uint64_t bit = (uint64_t)1 << 24; bit != 0; bit >>= 1)
    {
        if ((root | bit) * (root | bit) <= mantissa)
        {
            root |= bit;
        }
    }
    /* The last bit rounds; an exact tie would be the root of an odd square, and the mantissa is even. */
    bits = (uint32_t)((root + 1) >> 1) - 0x800000u + ((uint32_t)((exponent - 25) / 2 + 1 + 150) << 23);
    memcpy(&x, &bits, sizeof x);
    return x;
}

#endif
