/*
 * The logistic function and the hyperbolic tangent of 16-bit values, by straight lines between the entries of a table.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CURVES_S16_PRIVATE_H
#define MNV2_CURVES_S16_PRIVATE_H

#include <stdint.h>

/* x * multiplier / 2^right_shift, rounded to nearest: in units of 1/12288. */
static inline int32_t mnv2_curve_argument(int32_t x, int32_t multiplier, int32_t right_shift)
{
    const int32_t half = right_shift > 0 ? (int32_t)(UINT32_C(1) << (right_shift - 1)) : 0;
    return (x * multiplier + half) >> right_shift;
}

/* The table's function, in units of 1 / 2^(16 + bits), of a magnitude that has `bits` bits between two entries. */
static inline int32_t mnv2_curve_value(const int16_t *table, uint32_t magnitude, int32_t bits, int32_t flat)
{
    const uint32_t entry = magnitude >> bits;
    if (entry >= 255)
    {
        return flat;
    }
    const int32_t low = 32768 + table[entry];
    const int32_t rest = (int32_t)(magnitude & ((UINT32_C(1) << bits) - 1U));
    return (low << bits) + rest * (table[entry + 1] - table[entry]);
}

/* 1 / (1 + e^-x) in units of 1/32768. */
static inline int16_t mnv2_logistic_of(const int16_t *table, int32_t argument)
{
    const uint32_t magnitude = (uint32_t)(argument < 0 ? -argument : argument);
    const int32_t value = mnv2_curve_value(table, magnitude, 9, 0x7FFF << 10);
    return (int16_t)((argument >= 0 ? value + (1 << 9) : (1 << 25) - value + (1 << 9) - 1) >> 10);
}

/* tanh x = 2 / (1 + e^-2x) - 1 in units of 1/32768. */
static inline int16_t mnv2_tanh_of(const int16_t *table, int32_t argument)
{
    const uint32_t magnitude = (uint32_t)(argument < 0 ? -argument : argument);
    const int32_t above = mnv2_curve_value(table, magnitude, 8, 0xFFFF << 8) - (1 << 23);
    return (int16_t)((argument >= 0 ? above + (1 << 7) : -above + (1 << 7) - 1) >> 8);
}

#endif
