/*
 * Fixed-point arithmetic that decides every bit of a result: double rounding, as the reference kernels do it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Right shifts of negative values are arithmetic on every compiler this runtime supports.
 */
#ifndef MNV2_FIXED_POINT_PRIVATE_H
#define MNV2_FIXED_POINT_PRIVATE_H

#include "mnv2_dsp_private.h"

#include <stdint.h>

/*
 * a * b / 2^31, rounded to nearest, ties upwards; not for INT32_MIN * INT32_MIN.
 * Rounding half up equals the reference's sign-dependent nudge with truncating division.
 */
static inline int32_t mnv2_doubling_high_product(int32_t a, int32_t b)
{
#if MNV2_HAS_LONG_MULTIPLY
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
#else
    /*
     * Of halves, the lower ones signed. Three products meet at 2^16: their sum fits, because a lower half is negative
     * where the upper is 2^15, and not where it is -2^15. What the lowest product has below that cannot round.
     */
    const int32_t a_low = (int16_t)(uint16_t)((uint32_t)a & 0xFFFFU);
    const int32_t b_low = (int16_t)(uint16_t)((uint32_t)b & 0xFFFFU);
    const int32_t a_high = (a >> 16) + (a_low < 0 ? 1 : 0);
    const int32_t b_high = (b >> 16) + (b_low < 0 ? 1 : 0);
    const int32_t middle = a_high * b_low + a_low * b_high + ((a_low * b_low) >> 16);
    return (int32_t)(2u * (uint32_t)(a_high * b_high) + (uint32_t)((middle + (1 << 14)) >> 15));
#endif
}

/* The same; the single overflow saturates. */
static inline int32_t mnv2_saturating_rounding_doubling_high_mul(int32_t a, int32_t b)
{
    return a == INT32_MIN && b == INT32_MIN ? INT32_MAX : mnv2_doubling_high_product(a, b);
}

/* x / 2^exponent, rounded to nearest, ties away from zero. 0 <= exponent <= 31. */
static inline int32_t mnv2_rounding_divide_by_power_of_two(int32_t x, int32_t exponent)
{
    const int32_t mask = (int32_t)((UINT32_C(1) << exponent) - 1u);
    const int32_t remainder = x & mask;
    const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + (remainder > threshold ? 1 : 0);
}

/* x * 2^exponent, modulo 2^32. */
static inline int32_t mnv2_shift_left(int32_t x, int32_t exponent)
{
    return (int32_t)((uint32_t)x << exponent);
}

/*
 * x * multiplier * 2^(shift - 31). The multiplier is 0 or in [2^30, 2^31); a positive shift is applied before the
 * multiplication (and wraps), a negative one is a second rounding after it. -31 <= shift <= 30.
 */
static inline int32_t mnv2_multiply_by_quantized_multiplier(int32_t x, int32_t multiplier, int32_t shift)
{
    const int32_t left = shift > 0 ? shift : 0;
    const int32_t right = shift > 0 ? 0 : -shift;
    /* The multiplier is never INT32_MIN, so the product needs no saturation. */
    const int32_t high = mnv2_doubling_high_product(mnv2_shift_left(x, left), multiplier);
    return mnv2_rounding_divide_by_power_of_two(high, right);
}

static inline int32_t mnv2_clamp(int32_t x, int32_t min, int32_t max)
{
    x = x < min ? min : x;
    return x > max ? max : x;
}

/* An accumulator to an int8 output: scale, add the zero point modulo 2^32, clamp to [min, max] within int8. */
static inline int8_t
mnv2_requantize(int32_t accumulator, int32_t multiplier, int32_t shift, int32_t output_offset, int32_t min, int32_t max)
{
    const int32_t scaled = mnv2_multiply_by_quantized_multiplier(accumulator, multiplier, shift);
    return (int8_t)mnv2_clamp((int32_t)((uint32_t)scaled + (uint32_t)output_offset), min, max);
}

/* mnv2_doubling_high_product in less instructions, for |a| < 2^30 and b >= 0. */
static inline int32_t mnv2_doubling_high_product_of_small(int32_t a, int32_t b)
{
#if MNV2_HAS_DSP
    return mnv2_dsp_rounded_high_product(2 * a, b);
#elif MNV2_HAS_LONG_MULTIPLY
    return (int32_t)(((int64_t)(2 * a) * b + (INT64_C(1) << 31)) >> 32);
#else
    const int32_t a_low = (int16_t)(uint16_t)((uint32_t)a & 0xFFFFU);
    const int32_t a_high = (a - a_low) >> 16;
    const int32_t b_low = (int32_t)((uint32_t)b & 0xFFFFU);
    const int32_t b_high = b >> 16;
    const int32_t middle = a_high * b_low + a_low * b_high + ((a_low * b_low) >> 16);
    return 2 * (a_high * b_high) + ((middle + (1 << 14)) >> 15);
#endif
}

/*
 * The same scaling with less work, where the generator has proved that |accumulator| < 2^30 and that the shift is -31
 * to -1: `right` is -shift - 1, `rounding` is 1 + 2 * output zero point. Both roundings are those of the general form:
 * the first is half up, the second half away from zero, which one less for negative numbers turns into half up.
 */
static inline int32_t mnv2_scale_down(int32_t accumulator, int32_t multiplier, int32_t right, int32_t rounding)
{
    const int32_t high = mnv2_doubling_high_product_of_small(accumulator, multiplier);
    return (((high + (high >> 31)) >> right) + rounding) >> 1;
}

/* What an output needs beside its channel's factor, kept in registers, out of reach of stores to the output. */
typedef struct
{
    int32_t rounding;
    int32_t min;
    int32_t max;
} mnv2_output_range;

static inline mnv2_output_range mnv2_output_range_of(int32_t output_offset, int32_t min, int32_t max)
{
    const mnv2_output_range range = {1 + 2 * output_offset, min, max};
    return range;
}

/* A multiplier with a shift of -31 to 0, taken apart once for many values. */
typedef struct
{
    int32_t multiplier;
    int32_t right;
    int32_t half; /* What rounds to nearest. */
    int32_t ties; /* Mask of what takes ties of negative values away from zero. */
} mnv2_scaling;

static inline mnv2_scaling mnv2_scaling_of(int32_t multiplier, int32_t shift)
{
    const mnv2_scaling scaling = {
        multiplier, -shift, shift == 0 ? 0 : (int32_t)(UINT32_C(1) << (-shift - 1)), shift == 0 ? 0 : -1};
    return scaling;
}

/* mnv2_multiply_by_quantized_multiplier with less work, for |x| < 2^30. */
static inline int32_t mnv2_scale(int32_t x, mnv2_scaling scaling)
{
    const int32_t high = mnv2_doubling_high_product_of_small(x, scaling.multiplier);
    return (high + scaling.half + ((high >> 31) & scaling.ties)) >> scaling.right;
}

static inline int8_t mnv2_finish_down(int32_t accumulator, int32_t multiplier, int32_t right, mnv2_output_range range)
{
    return (int8_t)mnv2_clamp(mnv2_scale_down(accumulator, multiplier, right, range.rounding), range.min, range.max);
}

/* One product of a dot product. Accumulators are unsigned because the reference's wrap around at 2^32. */
static inline uint32_t mnv2_mac(uint32_t accumulator, int32_t weight, int32_t value)
{
    return accumulator + (uint32_t)(weight * value);
}

/* The same for kernels that keep their sums signed, as the instructions of a core want them. */
static inline int32_t mnv2_wrapping_mac(int32_t accumulator, int32_t weight, int32_t value)
{
    return (int32_t)mnv2_mac((uint32_t)accumulator, weight, value);
}

#endif
