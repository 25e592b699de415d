/*
 * Convolution with groups, dilation and padding.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolve_mve.h"
#include "mnv2_fixed_point.h"
#include "mnv2_kernels.h"
#include "mnv2_runtime.h"

/* Two pixels times two output channels: each value and each weight loaded serves two products. */
typedef struct
{
    uint32_t p0c0;
    uint32_t p0c1;
    uint32_t p1c0;
    uint32_t p1c1;
} block_2x2;

/* Two windows in the input, taken apart into runs of neighbouring bytes: whole kernel rows, or single taps at a border.
 */
typedef struct
{
    const int8_t *const *rows;
    int32_t column0; /* Of the first tap, for each of the two pixels. */
    int32_t column1;
    int32_t runs_per_row;
    int32_t run_length;
} window_pair;

static inline block_2x2
accumulate(block_2x2 sum, const int8_t *x0, const int8_t *x1, const int8_t *w0, const int8_t *w1, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        const int32_t v0 = x0[i];
        const int32_t v1 = x1[i];
        const int32_t c0 = w0[i];
        const int32_t c1 = w1[i];
        sum.p0c0 = mnv2_mac(sum.p0c0, c0, v0);
        sum.p0c1 = mnv2_mac(sum.p0c1, c1, v0);
        sum.p1c0 = mnv2_mac(sum.p1c0, c0, v1);
        sum.p1c1 = mnv2_mac(sum.p1c1, c1, v1);
    }
    return sum;
}

/* Taps that all read the same value. */
static block_2x2 accumulate_constant(block_2x2 sum, const int8_t *w0, const int8_t *w1, int32_t value, int32_t count)
{
    int32_t sum0 = 0;
    int32_t sum1 = 0;
    for (int32_t i = 0; i < count; i++)
    {
        sum0 += w0[i];
        sum1 += w1[i];
    }
    sum.p0c0 = mnv2_mac(sum.p0c0, sum0, value);
    sum.p0c1 = mnv2_mac(sum.p0c1, sum1, value);
    sum.p1c0 = mnv2_mac(sum.p1c0, sum0, value);
    sum.p1c1 = mnv2_mac(sum.p1c1, sum1, value);
    return sum;
}

/* The value of the first byte under run `run` of kernel row `ky`; NULL in the padding. */
static inline const int8_t *
run_values(const mnv2_conv_params *params, const window_pair *window, int32_t column, int32_t ky, int32_t run)
{
    const int32_t x = column + run * params->dilation_width;
    if (window->rows[ky] == NULL || x < 0 || x >= params->input_width)
    {
        return NULL;
    }
    return window->rows[ky] + x * params->input_channels;
}

static block_2x2 accumulate_window(block_2x2 sum,
                                   const mnv2_conv_params *params,
                                   const window_pair *window,
                                   int32_t first_channel,
                                   const int8_t *w0,
                                   const int8_t *w1)
{
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t run = 0; run < window->runs_per_row; run++)
        {
            const int8_t *x0 = run_values(params, window, window->column0, ky, run);
            const int8_t *x1 = run_values(params, window, window->column1, ky, run);
            if (x0 != NULL)
            {
                sum = accumulate(sum, x0 + first_channel, x1 + first_channel, w0, w1, window->run_length);
            }
            /* The zero point times the weights: a folded bias has it subtracted for all taps, a plain one for none. */
            if (params->bias_is_folded && x0 == NULL)
            {
                sum = accumulate_constant(sum, w0, w1, params->input_zero_point, window->run_length);
            }
            else if (!params->bias_is_folded && x0 != NULL)
            {
                sum = accumulate_constant(sum, w0, w1, -params->input_zero_point, window->run_length);
            }
            w0 += window->run_length;
            w1 += window->run_length;
        }
    }
    return sum;
}

/* The sum of the values under a window, which the filter offset multiplies: less the zero point when the bias is plain.
 */
static uint32_t
window_sum(const mnv2_conv_params *params, const window_pair *window, int32_t column, int32_t first_channel)
{
    const int32_t inside_offset = params->bias_is_folded ? 0 : -params->input_zero_point;
    const int32_t outside = params->bias_is_folded ? params->input_zero_point : 0;
    uint32_t sum = 0;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t run = 0; run < window->runs_per_row; run++)
        {
            const int8_t *values = run_values(params, window, column, ky, run);
            for (int32_t i = 0; i < window->run_length; i++)
            {
                sum = mnv2_mac(sum, 1, values == NULL ? outside : values[first_channel + i] + inside_offset);
            }
        }
    }
    return sum;
}

/* All output channels of two pixels, or of one when both columns and outputs are the same. */
static void convolve_pair(const mnv2_conv_params *params,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const window_pair *window,
                          const int8_t *filter,
                          const int32_t *bias,
                          int8_t *output0,
                          int8_t *output1)
{
    const int32_t group_inputs = params->input_channels / params->groups;
    const int32_t group_outputs = params->output_channels / params->groups;
    const int32_t filter_size = params->kernel_height * params->kernel_width * group_inputs;
    for (int32_t group = 0; group < params->groups; group++)
    {
        const int32_t first_channel = group * group_inputs;
        uint32_t offset0 = 0;
        uint32_t offset1 = 0;
        if (params->filter_offset != 0)
        {
            offset0 = (uint32_t)params->filter_offset * window_sum(params, window, window->column0, first_channel);
            offset1 = (uint32_t)params->filter_offset * window_sum(params, window, window->column1, first_channel);
        }
        const int32_t last = (group + 1) * group_outputs - 1;
        for (int32_t c0 = group * group_outputs; c0 <= last; c0 += 2)
        {
            /* An odd last channel is computed twice. */
            const int32_t c1 = c0 < last ? c0 + 1 : c0;
            block_2x2 sum = {offset0 + (uint32_t)bias[c0],
                             offset0 + (uint32_t)bias[c1],
                             offset1 + (uint32_t)bias[c0],
                             offset1 + (uint32_t)bias[c1]};
            sum = accumulate_window(
                sum, params, window, first_channel, filter + c0 * filter_size, filter + c1 * filter_size);
            const int32_t zero = params->output_offset;
            const int32_t min = params->activation_min;
            const int32_t max = params->activation_max;
            output0[c0] = mnv2_requantize((int32_t)sum.p0c0, multiplier[c0], shift[c0], zero, min, max);
            output0[c1] = mnv2_requantize((int32_t)sum.p0c1, multiplier[c1], shift[c1], zero, min, max);
            output1[c0] = mnv2_requantize((int32_t)sum.p1c0, multiplier[c0], shift[c0], zero, min, max);
            output1[c1] = mnv2_requantize((int32_t)sum.p1c1, multiplier[c1], shift[c1], zero, min, max);
        }
    }
}

void mnv2_convolve_row_s8(const mnv2_conv_params *params,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const int8_t *const *input_rows,
                          const int8_t *filter,
                          const int32_t *bias,
                          int8_t *output,
                          int32_t x_begin,
                          int32_t x_end)
{
#if MNV2_HAS_MVE
    if (params->filter_offset == 0 && params->bias_is_folded)
    {
        convolve_row_mve(params, multiplier, shift, input_rows, filter, bias, output, x_begin, x_end);
        return;
    }
#endif
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    const int32_t group_inputs = params->input_channels / params->groups;
    const int whole_rows = params->groups == 1 && (params->dilation_width == 1 || params->kernel_width == 1);
    int32_t x = x_begin;
    while (x < x_end)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int32_t next = column + params->stride_width;
        const int inside = column >= 0 && column + reach < params->input_width;
        const int paired = inside && x + 1 < x_end && next + reach < params->input_width;
        const window_pair window = {
            input_rows,
            column,
            paired ? next : column,
            inside && whole_rows ? 1 : params->kernel_width,
            inside && whole_rows ? params->kernel_width * group_inputs : group_inputs,
        };
        int8_t *second = paired ? output + params->output_channels : output;
        convolve_pair(params, multiplier, shift, &window, filter, bias, output, second);
        const int32_t done = paired ? 2 : 1;
        output += done * params->output_channels;
        x += done;
    }
}

void mnv2_convolve_s8(const mnv2_conv_params *params,
                      const int32_t *multiplier,
                      const int32_t *shift,
                      const int8_t *input,
                      const int8_t *filter,
                      const int32_t *bias,
                      int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    const int32_t input_row = params->input_width * params->input_channels;
    const int32_t output_row = params->output_width * params->output_channels;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            for (int32_t ky = 0; ky < params->kernel_height; ky++)
            {
                const int32_t row = y * params->stride_height - params->pad_top + ky * params->dilation_height;
                rows[ky] = row < 0 || row >= params->input_height ? NULL : input + row * input_row;
            }
            mnv2_convolve_row_s8(params, multiplier, shift, rows, filter, bias, output, 0, params->output_width);
            output += output_row;
        }
        input += params->input_height * input_row;
    }
}
