/*
 * Sums of products of 16-bit values and 8-bit weights, and how they become 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_FIXED_POINT_64_PRIVATE_H
#define MNV2_FIXED_POINT_64_PRIVATE_H

#include "mnv2_fixed_point_private.h"

/* x * multiplier * 2^(shift - 31), the multiplier rounded to 15 bits first. |x| < 2^47, -31 <= shift <= 7. */
static inline int32_t mnv2_multiply_64_by_quantized_multiplier(int64_t x, int32_t multiplier, int32_t shift)
{
    const int32_t reduced = multiplier < 0x7FFF0000 ? (multiplier + 0x8000) >> 16 : 0x7FFF;
    const int32_t right = 15 - shift;
    return (int32_t)(uint32_t)((x * reduced + (INT64_C(1) << (right - 1))) >> right);
}

/* sum_bits 32: the sum wraps, and is scaled with two roundings. */
static inline int16_t
mnv2_requantize_s16(int64_t sum, int32_t multiplier, int32_t shift, int32_t sum_bits, int32_t min, int32_t max)
{
    const int32_t scaled = sum_bits == 32
                               ? mnv2_multiply_by_quantized_multiplier((int32_t)(uint32_t)sum, multiplier, shift)
                               : mnv2_multiply_64_by_quantized_multiplier(sum, multiplier, shift);
    return (int16_t)mnv2_clamp(scaled, min, max);
}

/* So many products are certain to fit 32 bits. */
enum
{
    MNV2_PRODUCTS_IN_32_BITS = 256
};

static inline int64_t mnv2_dot_s16(const int16_t *values, const int8_t *weights, int32_t count)
{
    int64_t sum = 0;
    while (count > 0)
    {
        const int32_t part_length = count < MNV2_PRODUCTS_IN_32_BITS ? count : MNV2_PRODUCTS_IN_32_BITS;
        int32_t part = 0;
        for (int32_t i = 0; i < part_length; i++)
        {
            part += values[i] * weights[i];
        }
        sum += part;
        values += part_length;
        weights += part_length;
        count -= part_length;
    }
    return sum;
}

#endif
