/*
 * Softmax of 16-bit values, by straight lines between the entries of two tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_functions_private.h"
#include "mnv2_kernels_s16.h"

/* The function whose entries are 128 apart; slopes and steps are kept in 16 bits as the reference keeps them. */
static int32_t look_up(const int16_t *table, int32_t x)
{
    const int32_t entry = 256 + (x >> 7);
    const int32_t slope = (int16_t)(table[entry + 1] - table[entry]);
    return (int16_t)(table[entry] + ((slope * (x & 127) + 64) >> 7));
}

static int32_t exponential_of(const mnv2_softmax_s16_params *params, const int16_t *table, int32_t difference)
{
    const int32_t scaled =
        mnv2_multiply_by_quantized_multiplier(difference, params->input_multiplier, params->input_shift);
    return look_up(table, mnv2_clamp((int32_t)((uint32_t)scaled + (uint32_t)INT16_MAX), INT16_MIN, INT16_MAX));
}

#pragma weak mnv2_softmax_s16
void mnv2_softmax_s16(const mnv2_softmax_s16_params *params,
                      const int16_t *exponential,
                      const int16_t *reciprocal,
                      const int16_t *input,
                      int16_t *output)
{
    for (int32_t row = 0; row < params->rows; row++)
    {
        int32_t largest = INT16_MIN;
        for (int32_t i = 0; i < params->row_size; i++)
        {
            largest = input[i] > largest ? input[i] : largest;
        }
        int32_t sum = 0;
        for (int32_t i = 0; i < params->row_size; i++)
        {
            output[i] = (int16_t)exponential_of(params, exponential, input[i] - largest);
            sum += output[i];
        }
        /* sum = (1 + fraction) * 2^bits; 16 bits of the fraction go to the table. */
        const int32_t zeros = mnv2_leading_zeros((uint32_t)sum);
        const int32_t bits = 31 - zeros;
        const int32_t mantissa = (int32_t)((((int64_t)sum << (zeros - 1)) + (1 << 13)) >> 14);
        const int32_t factor = look_up(reciprocal, mnv2_clamp(mantissa - 98304, INT16_MIN, INT16_MAX));
        for (int32_t i = 0; i < params->row_size; i++)
        {
            const int64_t product = (int64_t)output[i] * factor + (INT64_C(1) << (bits - 1));
            output[i] = (int16_t)mnv2_clamp((int32_t)(product >> bits), 0, INT16_MAX);
        }
        input += params->row_size;
        output += params->row_size;
    }
}
