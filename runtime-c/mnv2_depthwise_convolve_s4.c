/*
 * Depthwise convolution with weights of 4 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_int4_private.h"
#include "mnv2_runtime.h"

#pragma weak mnv2_depthwise_convolve_row_s4
void mnv2_depthwise_convolve_row_s4(const mnv2_conv_params *params,
                                    const int32_t *multiplier,
                                    const int32_t *shift,
                                    const int8_t *const *input_rows,
                                    const uint8_t *filter,
                                    const int32_t *bias,
                                    int8_t *output,
                                    int32_t x_begin,
                                    int32_t x_end)
{
    const int32_t channels = params->output_channels;
    const int32_t depth_multiplier = channels / params->input_channels;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        for (int32_t c = 0; c < channels; c++)
        {
            const int32_t source = c / depth_multiplier;
            const uint8_t *weights = filter;
            int32_t sum = bias[c];
            for (int32_t ky = 0; ky < params->kernel_height; ky++)
            {
                for (int32_t kx = 0; kx < params->kernel_width; kx++)
                {
                    const int32_t at = column + kx * params->dilation_width;
                    const int32_t is_inside = input_rows[ky] != NULL && at >= 0 && at < params->input_width;
                    const int32_t value =
                        is_inside ? input_rows[ky][at * params->input_channels + source] : params->input_zero_point;
                    sum = mnv2_wrapping_mac(sum, mnv2_int4_at(weights, c), value);
                    weights += mnv2_int4_bytes(channels);
                }
            }
            *output++ = mnv2_requantize(
                sum, multiplier[c], shift[c], params->output_offset, params->activation_min, params->activation_max);
        }
    }
}

#pragma weak mnv2_depthwise_convolve_tall_s4
void mnv2_depthwise_convolve_tall_s4(const mnv2_conv_params *params,
                                     const int32_t *multiplier,
                                     const int32_t *shift,
                                     const int8_t *input,
                                     const uint8_t *filter,
                                     const int32_t *bias,
                                     void *row_table,
                                     int8_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_convolve_row_s4(params, multiplier, shift, rows, filter, bias, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_depthwise_convolve_s4
void mnv2_depthwise_convolve_s4(const mnv2_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *input,
                                const uint8_t *filter,
                                const int32_t *bias,
                                int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_depthwise_convolve_tall_s4(params, multiplier, shift, input, filter, bias, rows, output);
}
