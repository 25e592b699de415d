/*
 * Fully connected layer on 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_kernels_s16.h"

#pragma weak mnv2_fully_connected_s16
void mnv2_fully_connected_s16(const mnv2_fully_connected_params *params,
                              const int32_t *multiplier,
                              const int32_t *shift,
                              const int16_t *input,
                              const int8_t *filter,
                              const int64_t *bias,
                              int32_t sum_bits,
                              int16_t *output)
{
    const int32_t features = params->input_features;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t c = 0; c < params->output_features; c++)
        {
            const int32_t q = params->is_per_channel ? c : 0;
            const int64_t sum = mnv2_dot_s16(input, filter + c * features, features) + (bias == NULL ? 0 : bias[c]);
            *output++ = mnv2_requantize_s16(
                sum, multiplier[q], shift[q], sum_bits, params->activation_min, params->activation_max);
        }
        input += features;
    }
}
