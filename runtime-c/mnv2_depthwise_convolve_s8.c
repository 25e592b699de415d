/*
 * Depthwise convolution with depth multiplier, dilation and padding.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

/* Output channels that the general path keeps accumulators for. */
enum
{
    BLOCK = 8
};

/* A 3x3 window without a tap in the padding, depth multiplier 1, symmetric weights, folded bias: nearly every pixel of
 * MobileNetV2.
 */
static void convolve_inside_3x3(const mnv2_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *row0,
                                const int8_t *row1,
                                const int8_t *row2,
                                const int8_t *filter,
                                const int32_t *bias,
                                int8_t *output)
{
    const int32_t channels = params->output_channels;
    const int32_t step = channels * params->dilation_width;
    for (int32_t c = 0; c < channels; c++)
    {
        const int8_t *w = filter + c;
        const int8_t *r0 = row0 + c;
        const int8_t *r1 = row1 + c;
        const int8_t *r2 = row2 + c;
        uint32_t sum = (uint32_t)bias[c];
        sum = mnv2_mac(sum, w[0], r0[0]);
        sum = mnv2_mac(sum, w[channels], r0[step]);
        sum = mnv2_mac(sum, w[2 * channels], r0[2 * step]);
        w += 3 * channels;
        sum = mnv2_mac(sum, w[0], r1[0]);
        sum = mnv2_mac(sum, w[channels], r1[step]);
        sum = mnv2_mac(sum, w[2 * channels], r1[2 * step]);
        w += 3 * channels;
        sum = mnv2_mac(sum, w[0], r2[0]);
        sum = mnv2_mac(sum, w[channels], r2[step]);
        sum = mnv2_mac(sum, w[2 * channels], r2[2 * step]);
        output[c] = mnv2_requantize((int32_t)sum,
                                    multiplier[c],
                                    shift[c],
                                    params->output_offset,
                                    params->activation_min,
                                    params->activation_max);
    }
}

/* One tap of a block of output channels beginning at `first`. `values` is the input pixel, NULL in the padding. */
static void accumulate_tap(uint32_t *sums,
                           const mnv2_conv_params *params,
                           const int8_t *values,
                           const int8_t *weights,
                           int32_t depth_multiplier,
                           int32_t first,
                           int32_t count)
{
    /* A folded bias has the zero point subtracted for every tap, a plain one for none. */
    const int32_t inside_offset = params->bias_is_folded ? 0 : -params->input_zero_point;
    const int32_t outside = params->bias_is_folded ? params->input_zero_point : 0;
    if (values != NULL && depth_multiplier == 1)
    {
        for (int32_t i = 0; i < count; i++)
        {
            sums[i] = mnv2_mac(sums[i], weights[first + i] + params->filter_offset, values[first + i] + inside_offset);
        }
        return;
    }
    for (int32_t i = 0; i < count; i++)
    {
        const int32_t value = values == NULL ? outside : values[(first + i) / depth_multiplier] + inside_offset;
        sums[i] = mnv2_mac(sums[i], weights[first + i] + params->filter_offset, value);
    }
}

/* Any window, output channels from `first` on: blocks of channels, tap by tap. */
static void convolve_any(const mnv2_conv_params *params,
                         const int32_t *multiplier,
                         const int32_t *shift,
                         const int8_t *const *input_rows,
                         int32_t column,
                         const int8_t *filter,
                         const int32_t *bias,
                         int8_t *output,
                         int32_t first)
{
    const int32_t channels = params->output_channels;
    const int32_t depth_multiplier = channels / params->input_channels;
    for (; first < channels; first += BLOCK)
    {
        const int32_t count = channels - first < BLOCK ? channels - first : BLOCK;
        uint32_t sums[BLOCK];
        for (int32_t i = 0; i < count; i++)
        {
            sums[i] = (uint32_t)bias[first + i];
        }
        const int8_t *weights = filter;
        for (int32_t ky = 0; ky < params->kernel_height; ky++)
        {
            const int8_t *row = input_rows[ky];
            for (int32_t kx = 0; kx < params->kernel_width; kx++)
            {
                const int32_t x = column + kx * params->dilation_width;
                const int8_t *values =
                    row == NULL || x < 0 || x >= params->input_width ? NULL : row + x * params->input_channels;
                accumulate_tap(sums, params, values, weights, depth_multiplier, first, count);
                weights += channels;
            }
        }
        for (int32_t i = 0; i < count; i++)
        {
            output[first + i] = mnv2_requantize((int32_t)sums[i],
                                                multiplier[first + i],
                                                shift[first + i],
                                                params->output_offset,
                                                params->activation_min,
                                                params->activation_max);
        }
    }
}

#pragma weak mnv2_depthwise_convolve_row_s8
void mnv2_depthwise_convolve_row_s8(const mnv2_conv_params *params,
                                    const int32_t *multiplier,
                                    const int32_t *shift,
                                    const int8_t *const *input_rows,
                                    const int8_t *filter,
                                    const int32_t *bias,
                                    int8_t *output,
                                    int32_t x_begin,
                                    int32_t x_end)
{
    const int32_t channels = params->input_channels;
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    const int has_rows =
        params->kernel_height == 3 && input_rows[0] != NULL && input_rows[1] != NULL && input_rows[2] != NULL;
    const int is_3x3 = has_rows && params->kernel_width == 3 && params->output_channels == channels &&
                       params->filter_offset == 0 && params->bias_is_folded;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        if (is_3x3 && column >= 0 && column + reach < params->input_width)
        {
            const int32_t first = column * channels;
            convolve_inside_3x3(params,
                                multiplier,
                                shift,
                                input_rows[0] + first,
                                input_rows[1] + first,
                                input_rows[2] + first,
                                filter,
                                bias,
                                output);
        }
        else
        {
            convolve_any(params, multiplier, shift, input_rows, column, filter, bias, output, 0);
        }
        output += params->output_channels;
    }
}

#pragma weak mnv2_depthwise_convolve_tall_s8
void mnv2_depthwise_convolve_tall_s8(const mnv2_conv_params *params,
                                     const int32_t *multiplier,
                                     const int32_t *shift,
                                     const int8_t *input,
                                     const int8_t *filter,
                                     const int32_t *bias,
                                     void *row_table,
                                     int8_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_convolve_row_s8(params, multiplier, shift, rows, filter, bias, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_depthwise_convolve_s8
void mnv2_depthwise_convolve_s8(const mnv2_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *input,
                                const int8_t *filter,
                                const int32_t *bias,
                                int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_depthwise_convolve_tall_s8(params, multiplier, shift, input, filter, bias, rows, output);
}
