/*
 * Softmax in fixed point.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_functions_private.h"
#include "mnv2_softmax.h"

static int32_t row_exp(const mnv2_softmax_params *params, int32_t difference)
{
    const int32_t scaled = mnv2_saturating_rounding_doubling_high_mul(
        mnv2_shift_left(difference, params->input_left_shift), params->input_multiplier);
    return mnv2_exp_of_negative(scaled);
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
            sum += (uint32_t)mnv2_rounding_divide_by_power_of_two(row_exp(params, input[i] - max), MNV2_SUM_BITS);
        }
    }
    /* The largest element alone contributes 1, so the sum is positive; in rows of 4096 elements and more it may wrap.
     */
    const int32_t headroom = mnv2_leading_zeros(sum);
    const int32_t fraction = (int32_t)((sum << headroom) - UINT32_C(0x80000000));
    const int32_t reciprocal = mnv2_reciprocal_of_one_plus(fraction);
    const int32_t exponent = MNV2_SUM_BITS - headroom + 31 - 8;
    for (int32_t i = 0; i < params->row_size; i++)
    {
        const int32_t difference = input[i] - max;
        int32_t result = INT8_MIN;
        if (difference >= params->diff_min)
        {
            const int32_t probability = mnv2_multiply_q31(reciprocal, row_exp(params, difference));
            /* A sum above 512 leaves nothing of any element. */
            result += exponent > 31 ? 0 : mnv2_rounding_divide_by_power_of_two(probability, exponent);
        }
        output[i] = (int8_t)mnv2_clamp(result, INT8_MIN, INT8_MAX);
    }
}

#pragma weak mnv2_softmax_s8
void mnv2_softmax_s8(const mnv2_softmax_params *params, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < params->rows; row++)
    {
        softmax_row(params, input, output);
        input += params->row_size;
        output += params->row_size;
    }
}
