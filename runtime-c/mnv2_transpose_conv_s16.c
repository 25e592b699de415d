/*
 * Transposed convolution of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_transpose_conv_private.h"
#include "mnv2_window_rows_s16_private.h"

#pragma weak mnv2_transpose_conv_row_s16
void mnv2_transpose_conv_row_s16(const mnv2_transpose_conv_params *params,
                                 const int32_t *multiplier,
                                 const int32_t *shift,
                                 const int8_t *const *input_rows,
                                 const int8_t *filter,
                                 const int64_t *bias,
                                 int16_t *output,
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
            int64_t sum = bias == NULL ? 0 : bias[channel];
            MNV2_FOR_EACH_TRANSPOSED_TAP(sum += mnv2_dot_s16(
                mnv2_row_s16(input_rows[row - first]) + pixel, weights + weight, params->input_channels))
            *output++ = mnv2_requantize_s16(
                sum, multiplier[channel], shift[channel], 64, params->activation_min, params->activation_max);
            weights += params->kernel_height * params->kernel_width * params->input_channels;
        }
    }
}

#pragma weak mnv2_transpose_conv_s16
void mnv2_transpose_conv_s16(const mnv2_transpose_conv_params *params,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int16_t *input,
                             const int8_t *filter,
                             const int64_t *bias,
                             int16_t *output)
{
    MNV2_FOR_EACH_TRANSPOSED_ROW(mnv2_transpose_conv_row_s16(
        params, multiplier, shift, rows, filter, bias, output, y, 0, params->output_width))
}
