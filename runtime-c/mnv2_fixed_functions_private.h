/*
 * Functions of numbers in fixed point, each step as the reference has it. "Qn" below is a 32-bit number with n integer
 * bits and 31 - n fractional bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_FIXED_FUNCTIONS_PRIVATE_H
#define MNV2_FIXED_FUNCTIONS_PRIVATE_H

#include "mnv2_fixed_point_private.h"

/* Integer bits of differences, of the sum of exponentials, and of the reciprocal's Newton steps. */
enum
{
    MNV2_DIFFERENCE_BITS = 5,
    MNV2_SUM_BITS = 12,
    MNV2_RECIPROCAL_BITS = 2
};

static inline int32_t mnv2_multiply_q31(int32_t a, int32_t b)
{
    return mnv2_saturating_rounding_doubling_high_mul(a, b);
}

static inline int32_t mnv2_saturating_shift_left(int32_t x, int32_t exponent)
{
    const int32_t limit = INT32_MAX >> exponent;
    if (x > limit)
    {
        return INT32_MAX;
    }
    return x < -limit - 1 ? INT32_MIN : mnv2_shift_left(x, exponent);
}

/* exp(x) for x in [-1/4, 0), Q0: a Taylor polynomial of degree four around -1/8. */
static inline int32_t mnv2_exp_of_quarter(int32_t x)
{
    const int32_t exp_of_minus_eighth = 1895147668;
    const int32_t third = 715827883;
    const int32_t t = x + (INT32_C(1) << 28);
    const int32_t t2 = mnv2_multiply_q31(t, t);
    const int32_t t3 = mnv2_multiply_q31(t2, t);
    const int32_t t4_over_4 = mnv2_rounding_divide_by_power_of_two(mnv2_multiply_q31(t2, t2), 2);
    const int32_t tail = mnv2_rounding_divide_by_power_of_two(mnv2_multiply_q31(t4_over_4 + t3, third) + t2, 1);
    return exp_of_minus_eighth + mnv2_multiply_q31(exp_of_minus_eighth, t + tail);
}

/* exp(x) for x <= 0 in Q5, result in Q0. */
static inline int32_t mnv2_exp_of_negative(int32_t x)
{
    /* exp(-1/4), exp(-1/2), exp(-1), ... exp(-16) in Q0: one for each bit of x above a quarter. */
    static const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const int32_t quarter = INT32_C(1) << (31 - MNV2_DIFFERENCE_BITS - 2);
    if (x == 0)
    {
        return INT32_MAX;
    }
    const int32_t in_quarter = (x & (quarter - 1)) - quarter;
    const int32_t quarters = in_quarter - x;
    int32_t result = mnv2_exp_of_quarter(mnv2_shift_left(in_quarter, MNV2_DIFFERENCE_BITS));
    for (int32_t i = 0; i < (int32_t)(sizeof factors / sizeof factors[0]); i++)
    {
        if ((quarters & mnv2_shift_left(quarter, i)) != 0)
        {
            result = mnv2_multiply_q31(result, factors[i]);
        }
    }
    return result;
}

/* 1 / (1 + x) for x in [0, 1), both Q0: three Newton steps in Q2. */
static inline int32_t mnv2_reciprocal_of_one_plus(int32_t x)
{
    const int32_t c48_over_17 = 1515870810;
    const int32_t minus_32_over_17 = -1010580540;
    const int32_t one = INT32_C(1) << (31 - MNV2_RECIPROCAL_BITS);
    const int32_t half_denominator = (int32_t)(((int64_t)x + INT32_MAX + 1) / 2);
    int32_t estimate = c48_over_17 + mnv2_multiply_q31(half_denominator, minus_32_over_17);
    for (int32_t step = 0; step < 3; step++)
    {
        const int32_t error = one - mnv2_multiply_q31(half_denominator, estimate);
        estimate += mnv2_saturating_shift_left(mnv2_multiply_q31(estimate, error), MNV2_RECIPROCAL_BITS);
    }
    return mnv2_saturating_shift_left(estimate, 1);
}

static inline int32_t mnv2_leading_zeros(uint32_t x)
{
    int32_t zeros = 0;
    while (zeros < 31 && (x & UINT32_C(0x80000000)) == 0)
    {
        x <<= 1;
        zeros++;
    }
    return zeros;
}

#endif
