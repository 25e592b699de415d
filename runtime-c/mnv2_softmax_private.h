/*
 * Softmax of a row in fixed point, whatever the type of its output.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_SOFTMAX_PRIVATE_H
#define MNV2_SOFTMAX_PRIVATE_H

#include "mnv2_fixed_functions_private.h"
#include "mnv2_runtime.h"
#include "mnv2_softmax.h"

static MNV2_SMALL MNV2_NOINLINE int32_t mnv2_softmax_exp(const mnv2_softmax_params *params, int32_t difference)
{
    const int32_t scaled = mnv2_saturating_rounding_doubling_high_mul(
        mnv2_shift_left(difference, params->input_left_shift), params->input_multiplier);
    return mnv2_exp_of_negative(scaled);
}

/* What a row has in common: its largest element, and the reciprocal of its sum. */
typedef struct
{
    int32_t max;
    int32_t reciprocal;
    int32_t exponent;
} mnv2_softmax_row;

static inline mnv2_softmax_row mnv2_softmax_row_of(const mnv2_softmax_params *params, const int8_t *input)
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
            sum +=
                (uint32_t)mnv2_rounding_divide_by_power_of_two(mnv2_softmax_exp(params, input[i] - max), MNV2_SUM_BITS);
        }
    }
    /* The largest element alone contributes 1, so the sum is positive; in rows of 4096 elements and more it may wrap.
     */
    const int32_t headroom = mnv2_leading_zeros(sum);
    const int32_t fraction = (int32_t)((sum << headroom) - UINT32_C(0x80000000));
    const mnv2_softmax_row row = {max, mnv2_reciprocal_of_one_plus(fraction), MNV2_SUM_BITS - headroom + 31};
    return row;
}

/* The probability of an element times 2^bits. */
static inline int32_t
mnv2_softmax_element(const mnv2_softmax_params *params, const mnv2_softmax_row *row, int8_t element, int32_t bits)
{
    const int32_t difference = element - row->max;
    if (difference < params->diff_min)
    {
        return 0;
    }
    const int32_t probability = mnv2_multiply_q31(row->reciprocal, mnv2_softmax_exp(params, difference));
    const int32_t exponent = row->exponent - bits;
    /* A sum above 512 leaves nothing of any element. */
    return exponent > 31 ? 0 : mnv2_rounding_divide_by_power_of_two(probability, exponent);
}

/* The body of a kernel: probabilities in `bits` bits, from the smallest number of their type on. */
#define MNV2_SOFTMAX(type, bits, smallest, largest) \
    for (int32_t done = 0; done < params->rows; done++) \
    { \
        const mnv2_softmax_row row = mnv2_softmax_row_of(params, input); \
        for (int32_t i = 0; i < params->row_size; i++) \
        { \
            const int32_t share = mnv2_softmax_element(params, &row, input[i], bits); \
            output[i] = (type)mnv2_clamp(smallest + share, smallest, largest); \
        } \
        input += params->row_size; \
        output += params->row_size; \
    }

#endif
