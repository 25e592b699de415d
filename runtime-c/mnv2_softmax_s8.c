/*
 * Softmax in fixed point. "Qn" below is a 32-bit number with n integer bits and 31 - n fractional bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point.h"
#include "mnv2_kernels.h"

/* Integer bits of differences, of the sum of exponentials, and of the reciprocal's Newton steps. */
enum
{
    DIFFERENCE_BITS = 5,
    SUM_BITS = 12,
    RECIPROCAL_BITS = 2
};

static inline int32_t multiply(int32_t a, int32_t b)
{
    return mnv2_saturating_rounding_doubling_high_mul(a, b);
}

static int32_t saturating_shift_left(int32_t x, int32_t exponent)
{
    const int32_t limit = INT32_MAX >> exponent;
    if (x > limit)
    {
        return INT32_MAX;
    }
    return x < -limit - 1 ? INT32_MIN : mnv2_shift_left(x, exponent);
}

/* exp(x) for x in [-1/4, 0), Q0: a Taylor polynomial of degree four around -1/8. */
static int32_t exp_of_quarter(int32_t x)
{
    const int32_t exp_of_minus_eighth = 1895147668;
    const int32_t third = 715827883;
    const int32_t t = x + (INT32_C(1) << 28);
    const int32_t t2 = multiply(t, t);
    const int32_t t3 = multiply(t2, t);
    const int32_t t4_over_4 = mnv2_rounding_divide_by_power_of_two(multiply(t2, t2), 2);
    const int32_t tail = mnv2_rounding_divide_by_power_of_two(multiply(t4_over_4 + t3, third) + t2, 1);
    return exp_of_minus_eighth + multiply(exp_of_minus_eighth, t + tail);
}

/* exp(x) for x <= 0 in Q5, result in Q0. */
static int32_t exp_of_negative(int32_t x)
{
    /* exp(-1/4), exp(-1/2), exp(-1), ... exp(-16) in Q0: one for each bit of x above a quarter. */
    static const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const int32_t quarter = INT32_C(1) << (31 - DIFFERENCE_BITS - 2);
    if (x == 0)
    {
        return INT32_MAX;
    }
    const int32_t in_quarter = (x & (quarter - 1)) - quarter;
    const int32_t quarters = in_quarter - x;
    int32_t result = exp_of_quarter(mnv2_shift_left(in_quarter, DIFFERENCE_BITS));
    for (int32_t i = 0; i < (int32_t)(sizeof factors / sizeof factors[0]); i++)
    {
        if ((quarters & mnv2_shift_left(quarter, i)) != 0)
        {
            result = multiply(result, factors[i]);
        }
    }
    return result;
}

/* 1 / (1 + x) for x in [0, 1), both Q0: three Newton steps in Q2. */
static int32_t reciprocal_of_one_plus(int32_t x)
{
    const int32_t c48_over_17 = 1515870810;
    const int32_t minus_32_over_17 = -1010580540;
    const int32_t one = INT32_C(1) << (31 - RECIPROCAL_BITS);
    const int32_t half_denominator = (int32_t)(((int64_t)x + INT32_MAX + 1) / 2);
    int32_t estimate = c48_over_17 + multiply(half_denominator, minus_32_over_17);
    for (int32_t step = 0; step < 3; step++)
    {
        const int32_t error = one - multiply(half_denominator, estimate);
        estimate += saturating_shift_left(multiply(estimate, error), RECIPROCAL_BITS);
    }
    return saturating_shift_left(estimate, 1);
}

static int32_t leading_zeros(uint32_t x)
{
    int32_t zeros = 0;
    while (zeros < 31 && (x & UINT32_C(0x80000000)) == 0)
    {
        x <<= 1;
        zeros++;
    }
    return zeros;
}

static int32_t row_exp(const mnv2_softmax_params *params, int32_t difference)
{
    const int32_t scaled = mnv2_saturating_rounding_doubling_high_mul(
        mnv2_shift_left(difference, params->input_left_shift), params->input_multiplier);
    return exp_of_negative(scaled);
}

static void softmax_row(const mnv2_softmax_params *params, const int8_t *input, int8_t *output)
{
    int32_t max = INT8_MIN;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        max = input[i] > max ? input[i] : max;
    }
    uint32_t sum = 0;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        if (input[i] - max >= params->diff_min)
        {
            sum += (uint32_t)mnv2_rounding_divide_by_power_of_two(row_exp(params, input[i] - max), SUM_BITS);
        }
    }
    /* The largest element alone contributes 1, so the sum is positive; in rows of 4096 elements and more it may wrap.
     */
    const int32_t headroom = leading_zeros(sum);
    const int32_t fraction = (int32_t)((sum << headroom) - UINT32_C(0x80000000));
    const int32_t reciprocal = reciprocal_of_one_plus(fraction);
    const int32_t exponent = SUM_BITS - headroom + 31 - 8;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        const int32_t difference = input[i] - max;
        int32_t result = INT8_MIN;
        if (difference >= params->diff_min)
        {
            const int32_t probability = multiply(reciprocal, row_exp(params, difference));
            /* A sum above 512 leaves nothing of any element. */
            result += exponent > 31 ? 0 : mnv2_rounding_divide_by_power_of_two(probability, exponent);
        }
        output[i] = (int8_t)mnv2_clamp(result, INT8_MIN, INT8_MAX);
    }
}

void mnv2_softmax_s8(const mnv2_softmax_params *params, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < params->rows; row++)
    {
        softmax_row(params, input, output);
        input += params->row_size;
        output += params->row_size;
    }
}
