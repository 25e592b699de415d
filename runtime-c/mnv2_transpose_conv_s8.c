/*
 * Transposed convolution: each output pixel gathers the input pixels whose filters reach it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_stream.h"

/* The input row that the window of output row y begins with. */
static int32_t first_row(const mnv2_transpose_conv_params *params, int32_t y)
{
    return mnv2_floor_divide(y + params->crop_top - params->kernel_height + params->stride_height,
                             params->stride_height);
}

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
    const int32_t tap = params->input_channels;
    const int32_t filter_row = params->kernel_width * tap;
    const int32_t first = first_row(params, y);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        for (int32_t channel = 0; channel < params->output_channels; channel++)
        {
            const int8_t *const weights = filter + channel * params->kernel_height * filter_row;
            uint32_t sum = bias == NULL ? 0u : (uint32_t)bias[channel];
            /* From the first tap that falls on an input pixel, every stride-th does. */
            for (int32_t ky = (y + params->crop_top) % params->stride_height; ky < params->kernel_height;
                 ky += params->stride_height)
            {
                const int32_t row = (y + params->crop_top - ky) / params->stride_height;
                if (y + params->crop_top < ky || row >= params->input_height)
                {
                    continue;
                }
                for (int32_t kx = (x + params->crop_left) % params->stride_width; kx < params->kernel_width;
                     kx += params->stride_width)
                {
                    const int32_t column = (x + params->crop_left - kx) / params->stride_width;
                    if (x + params->crop_left >= kx && column < params->input_width)
                    {
                        sum = dot(
                            params, input_rows[row - first] + column * tap, weights + ky * filter_row + kx * tap, sum);
                    }
                }
            }
            *output++ = mnv2_requantize((int32_t)sum,
                                        multiplier[channel],
                                        shift[channel],
                                        params->output_offset,
                                        params->activation_min,
                                        params->activation_max);
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
    const int32_t input_row = params->input_width * params->input_channels;
    const int32_t count = (params->kernel_height + params->stride_height - 1) / params->stride_height;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
            const int32_t first = first_row(params, y);
            for (int32_t k = 0; k < count; k++)
            {
                const int32_t row = first + k;
                rows[k] = row < 0 || row >= params->input_height ? NULL : input + row * input_row;
            }
            mnv2_transpose_conv_row_s8(
                params, multiplier, shift, rows, filter, bias, output, y, 0, params->output_width);
            output += params->output_width * params->output_channels;
        }
        input += params->input_height * input_row;
    }
}
