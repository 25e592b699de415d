/*
 * Logarithm of softmax in fixed point.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_functions_private.h"
#include "mnv2_softmax.h"

static int32_t shift(int32_t x, int32_t exponent)
{
    return exponent >= 0 ? mnv2_saturating_shift_left(x, exponent) : mnv2_rounding_divide_by_power_of_two(x, -exponent);
}

static int32_t wrapping_add(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

static int32_t zeros_of(int32_t x)
{
    return x == 0 ? 32 : mnv2_leading_zeros((uint32_t)x);
}

/* The natural logarithm in Q5 of x >= 1 in Q12. */
static int32_t log_of_sum(int32_t x)
{
    const int32_t log_of_two = 1488522236;
    const int32_t fourth_root_of_half = 1805811301;
    const int32_t root_of_half = 1518500250;
    const int32_t quarter = INT32_C(1) << 23; /* in Q6, as the powers are */
    const int32_t exponent_bits = 31 - 6;

    /* x = r * 2^power twice, with powers a half apart; the r nearer to the fourth root of 1/2 is taken. */
    const int32_t zeros = zeros_of(x);
    const int32_t r_1 = shift(mnv2_multiply_q31(shift(x, zeros - 1), root_of_half), 1);
    const int32_t power_1 = shift(MNV2_SUM_BITS - zeros, exponent_bits) + quarter;
    const int32_t room = zeros_of(mnv2_multiply_q31(x, root_of_half)) - 1;
    const int32_t r_2 = shift(x, room);
    const int32_t power_2 = shift(MNV2_SUM_BITS - room, exponent_bits) - quarter;
    const int32_t r = r_1 < r_2 ? r_1 : r_2;
    const int32_t power = power_1 > power_2 ? power_1 : power_2;

    /* A quotient of polynomials in the distance to that root. */
    const int32_t middle = (int32_t)(((int64_t)r + fourth_root_of_half + 1) / 2);
    const int32_t distance = mnv2_shift_left(wrapping_add(r, -fourth_root_of_half), 1);
    const int32_t square = mnv2_multiply_q31(distance, distance);
    const int32_t cube = mnv2_multiply_q31(distance, square);
    const int32_t numerator = wrapping_add(mnv2_multiply_q31(distance, r), mnv2_multiply_q31(cube, 117049297));
    const int32_t inner = wrapping_add(wrapping_add(1057819769, distance), mnv2_multiply_q31(127690142, square));
    const int32_t denominator = wrapping_add(mnv2_multiply_q31(middle, inner), mnv2_multiply_q31(638450708, distance));
    const int32_t fraction =
        mnv2_multiply_q31(mnv2_rounding_divide_by_power_of_two(numerator, 6), mnv2_reciprocal_of_one_plus(denominator));
    return mnv2_saturating_shift_left(wrapping_add(mnv2_multiply_q31(power, log_of_two), fraction), 1);
}

static int32_t scaled(const mnv2_log_softmax_params *params, int32_t difference)
{
    return mnv2_multiply_by_quantized_multiplier(difference, params->input_multiplier, params->input_left_shift);
}

static void log_softmax_row(const mnv2_log_softmax_params *params, const int8_t *input, int8_t *output)
{
    int32_t max = INT8_MIN;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        max = input[i] > max ? input[i] : max;
    }
    int32_t sum = 0;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        if (input[i] - max >= params->diff_min)
        {
            const int32_t exponential = mnv2_exp_of_negative(scaled(params, input[i] - max));
            sum = wrapping_add(sum, mnv2_rounding_divide_by_power_of_two(exponential, MNV2_SUM_BITS));
        }
    }
    const int32_t log = log_of_sum(sum);
    const int32_t end = mnv2_multiply_by_quantized_multiplier(
        wrapping_add(log, INT32_MIN), params->reverse_multiplier, params->reverse_shift);
    const int32_t lowest = end > params->diff_min - 1 ? end : params->diff_min - 1;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        const int32_t difference = input[i] - max;
        int32_t result = INT8_MIN;
        if (difference > lowest)
        {
            result =
                mnv2_rounding_divide_by_power_of_two(wrapping_add(scaled(params, difference), -log), 22) + INT8_MAX;
        }
        output[i] = (int8_t)mnv2_clamp(result, INT8_MIN, INT8_MAX);
    }
}

#pragma weak mnv2_log_softmax_s8
void mnv2_log_softmax_s8(const mnv2_log_softmax_params *params, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < params->rows; row++)
    {
        log_softmax_row(params, input, output);
        input += params->row_size;
        output += params->row_size;
    }
}
