/*
 * Depthwise convolution of 16-bit values with depth multiplier, dilation and padding.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_s16_private.h"

/* Output channels that have their sums at once, so that a tap's values are read in order. */
enum
{
    BLOCK = 8
};

/* Adds a tap to the sums of `count` output channels from `first` on. */
static void accumulate_tap(
    int64_t *sums, const int16_t *values, const int8_t *weights, int32_t depth_multiplier, int32_t first, int32_t count)
{
    if (depth_multiplier == 1)
    {
        for (int32_t i = 0; i < count; i++)
        {
            sums[i] += values[first + i] * weights[first + i];
        }
        return;
    }
    for (int32_t i = 0; i < count; i++)
    {
        sums[i] += values[(first + i) / depth_multiplier] * weights[first + i];
    }
}

/* The sums of `count` output channels from `first` on, of the window whose first tap is at `column`. */
static void accumulate_window(int64_t *sums,
                              const mnv2_conv_params *params,
                              const int8_t *const *input_rows,
                              int32_t column,
                              const int8_t *weights,
                              int32_t first,
                              int32_t count)
{
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            const int32_t x = column + kx * params->dilation_width;
            if (input_rows[ky] != NULL && x >= 0 && x < params->input_width)
            {
                const int16_t *values = mnv2_row_s16(input_rows[ky]) + x * params->input_channels;
                accumulate_tap(sums, values, weights, params->output_channels / params->input_channels, first, count);
            }
            weights += params->output_channels;
        }
    }
}

#pragma weak mnv2_depthwise_convolve_row_s16
void mnv2_depthwise_convolve_row_s16(const mnv2_conv_params *params,
                                     const int32_t *multiplier,
                                     const int32_t *shift,
                                     const int8_t *const *input_rows,
                                     const int8_t *filter,
                                     const int64_t *bias,
                                     int16_t *output,
                                     int32_t x_begin,
                                     int32_t x_end)
{
    const int32_t channels = params->output_channels;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        for (int32_t first = 0; first < channels; first += BLOCK)
        {
            const int32_t count = channels - first < BLOCK ? channels - first : BLOCK;
            int64_t sums[BLOCK] = {0};
            accumulate_window(sums, params, input_rows, column, filter, first, count);
            for (int32_t i = 0; i < count; i++)
            {
                const int32_t c = first + i;
                *output++ = mnv2_requantize_s16(sums[i] + (bias == NULL ? 0 : bias[c]),
                                                multiplier[c],
                                                shift[c],
                                                64,
                                                params->activation_min,
                                                params->activation_max);
            }
        }
    }
}

#pragma weak mnv2_depthwise_convolve_tall_s16
void mnv2_depthwise_convolve_tall_s16(const mnv2_conv_params *params,
                                      const int32_t *multiplier,
                                      const int32_t *shift,
                                      const int16_t *input,
                                      const int8_t *filter,
                                      const int64_t *bias,
                                      void *row_table,
                                      int16_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_convolve_row_s16(params, multiplier, shift, rows, filter, bias, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_depthwise_convolve_s16
void mnv2_depthwise_convolve_s16(const mnv2_conv_params *params,
                                 const int32_t *multiplier,
                                 const int32_t *shift,
                                 const int16_t *input,
                                 const int8_t *filter,
                                 const int64_t *bias,
                                 int16_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_depthwise_convolve_tall_s16(params, multiplier, shift, input, filter, bias, rows, output);
}
