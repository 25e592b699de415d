/*
 * Transposed convolution: each output pixel gathers the input pixels whose filters reach it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_transpose_conv_private.h"

static uint32_t dot(const mnv2_transpose_conv_params *params, const int8_t *values, const int8_t *weights, uint32_t sum)
{
    for (int32_t c = 0; c < params->input_channels; c++)
    {
        sum = mnv2_mac(sum, weights[c] + params->filter_offset, values[c] + params->input_offset);
    }
    return sum;
}

#pragma weak mnv2_transpose_conv_row_s8
void mnv2_transpose_conv_row_s8(const mnv2_transpose_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *const *input_rows,
                                const int8_t *filter,
                                const int32_t *bias,
                                int8_t *output,
                                int32_t y,
                                int32_t x_begin,
                                int32_t x_end)
{
    const int32_t first = mnv2_first_transposed_row(params, y);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int8_t *weights = filter;
        for (int32_t channel = 0; channel < params->output_channels; channel++)
        {
            uint32_t sum = bias == NULL ? 0u : (uint32_t)bias[channel];
            MNV2_FOR_EACH_TRANSPOSED_TAP(sum = dot(params, input_rows[row - first] + pixel, weights + weight, sum))
            *output++ = mnv2_requantize((int32_t)sum,
                                        multiplier[channel],
                                        shift[channel],
                                        params->output_offset,
                                        params->activation_min,
                                        params->activation_max);
            weights += params->kernel_height * params->kernel_width * params->input_channels;
        }
    }
}

#pragma weak mnv2_transpose_conv_s8
void mnv2_transpose_conv_s8(const mnv2_transpose_conv_params *params,
                            const int32_t *multiplier,
                            const int32_t *shift,
                            const int8_t *input,
                            const int8_t *filter,
                            const int32_t *bias,
                            int8_t *output)
{
    MNV2_FOR_EACH_TRANSPOSED_ROW(mnv2_transpose_conv_row_s8(
        params, multiplier, shift, rows, filter, bias, output, y, 0, params->output_width))
}
