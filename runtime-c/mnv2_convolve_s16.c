/*
 * Convolution of 16-bit values with groups, dilation and padding.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_s16_private.h"

/* The products of one kernel row of one output channel; `column` is that of the first tap, `first` the first channel.
 */
static int64_t kernel_row(const mnv2_conv_params *params,
                          const int16_t *row,
                          int32_t column,
                          int32_t first,
                          int32_t group_inputs,
                          const int8_t *weights)
{
    const int32_t width = params->kernel_width;
    const int32_t reach = (width - 1) * params->dilation_width;
    const int32_t is_one_run = params->groups == 1 && (params->dilation_width == 1 || width == 1);
    if (is_one_run && column >= 0 && column + reach < params->input_width)
    {
        return mnv2_dot_s16(row + column * params->input_channels, weights, width * group_inputs);
    }
    int64_t sum = 0;
    for (int32_t kx = 0; kx < width; kx++)
    {
        const int32_t x = column + kx * params->dilation_width;
        if (x >= 0 && x < params->input_width)
        {
            sum += mnv2_dot_s16(row + x * params->input_channels + first, weights, group_inputs);
        }
        weights += group_inputs;
    }
    return sum;
}

#pragma weak mnv2_convolve_row_s16
void mnv2_convolve_row_s16(const mnv2_conv_params *params,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *const *input_rows,
                           const int8_t *filter,
                           const int64_t *bias,
                           int32_t sum_bits,
                           int16_t *output,
                           int32_t x_begin,
                           int32_t x_end)
{
    const int32_t group_inputs = params->input_channels / params->groups;
    const int32_t group_outputs = params->output_channels / params->groups;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int8_t *weights = filter;
        for (int32_t c = 0; c < params->output_channels; c++)
        {
            const int32_t first = c / group_outputs * group_inputs;
            int64_t sum = bias == NULL ? 0 : bias[c];
            for (int32_t ky = 0; ky < params->kernel_height; ky++)
            {
                if (input_rows[ky] != NULL)
                {
                    sum += kernel_row(params, mnv2_row_s16(input_rows[ky]), column, first, group_inputs, weights);
                }
                weights += params->kernel_width * group_inputs;
            }
            *output++ = mnv2_requantize_s16(
                sum, multiplier[c], shift[c], sum_bits, params->activation_min, params->activation_max);
        }
    }
}

#pragma weak mnv2_convolve_tall_s16
void mnv2_convolve_tall_s16(const mnv2_conv_params *params,
                            const int32_t *multiplier,
                            const int32_t *shift,
                            const int16_t *input,
                            const int8_t *filter,
                            const int64_t *bias,
                            int32_t sum_bits,
                            void *row_table,
                            int16_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_convolve_row_s16(params, multiplier, shift, rows, filter, bias, sum_bits, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_convolve_s16
void mnv2_convolve_s16(const mnv2_conv_params *params,
                       const int32_t *multiplier,
                       const int32_t *shift,
                       const int16_t *input,
                       const int8_t *filter,
                       const int64_t *bias,
                       int32_t sum_bits,
                       int16_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_tall_s16(params, multiplier, shift, input, filter, bias, sum_bits, rows, output);
}
