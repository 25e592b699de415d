/*
 * Convolution with groups, dilation and padding.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolve_dsp_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

/* Two windows in the input, taken apart into runs of neighbouring bytes: whole kernel rows, or single taps at a border.
 */
typedef struct
{
    const int8_t *const *rows;
    int32_t column; /* Of the first tap of the first pixel. */
    int32_t second; /* Bytes from the first pixel's values to the second's; 0 when there is one pixel only. */
    int32_t runs_per_row;
    int32_t run_length;
} window_pair;

/* Two pixels times two output channels: each value and each weight loaded serves two products. */
typedef struct
{
    uint32_t p0c0;
    uint32_t p0c1;
    uint32_t p1c0;
    uint32_t p1c1;
} block_2x2;

/*
 * The products of one run. A function of its own, so that sums and pointers are all that registers must hold. The sums
 * are signed because compilers would split unsigned ones into more than there are registers; they cannot overflow in a
 * run.
 */
static MNV2_NOINLINE void
accumulate(block_2x2 *sum, const int8_t *x0, const int8_t *x1, const int8_t *w0, const int8_t *w1, int32_t count)
{
    int32_t p0c0 = 0;
    int32_t p0c1 = 0;
    int32_t p1c0 = 0;
    int32_t p1c1 = 0;
    const int8_t *end = x0 + count;
    const int8_t *end_of_fours = x0 + (count & ~3);
#define TAP(i) \
    p0c0 += w0[i] * x0[i]; \
    p0c1 += w1[i] * x0[i]; \
    p1c0 += w0[i] * x1[i]; \
    p1c1 += w1[i] * x1[i]
    while (x0 < end_of_fours)
    {
        TAP(0);
        TAP(1);
        TAP(2);
        TAP(3);
        x0 += 4;
        x1 += 4;
        w0 += 4;
        w1 += 4;
    }
    while (x0 < end)
    {
        TAP(0);
        x0++;
        x1++;
        w0++;
        w1++;
    }
#undef TAP
    sum->p0c0 += (uint32_t)p0c0;
    sum->p0c1 += (uint32_t)p0c1;
    sum->p1c0 += (uint32_t)p1c0;
    sum->p1c1 += (uint32_t)p1c1;
}

/* Taps that all read the same value. */
static void accumulate_constant(block_2x2 *sum, const int8_t *w0, const int8_t *w1, int32_t value, int32_t count)
{
    int32_t sum0 = 0;
    int32_t sum1 = 0;
    for (int32_t i = 0; i < count; i++)
    {
        sum0 += w0[i];
        sum1 += w1[i];
    }
    sum->p0c0 = mnv2_mac(sum->p0c0, sum0, value);
    sum->p0c1 = mnv2_mac(sum->p0c1, sum1, value);
    sum->p1c0 = mnv2_mac(sum->p1c0, sum0, value);
    sum->p1c1 = mnv2_mac(sum->p1c1, sum1, value);
}

/* The first byte of the first pixel under run `run` of kernel row `ky`; NULL in the padding. */
static inline const int8_t *
run_values(const mnv2_conv_params *params, const window_pair *window, int32_t ky, int32_t run)
{
    const int32_t x = window->column + run * params->dilation_width;
    if (window->rows[ky] == NULL || x < 0 || x >= params->input_width)
    {
        return NULL;
    }
    return window->rows[ky] + x * params->input_channels;
}

/* Any window: the parts of it that lie in the padding are found run by run. */
static void accumulate_window(block_2x2 *sum,
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
            const int8_t *x0 = run_values(params, window, ky, run);
            if (x0 != NULL)
            {
                x0 += first_channel;
                accumulate(sum, x0, x0 + window->second, w0, w1, window->run_length);
            }
            /* The zero point times the weights: a folded bias has it subtracted for all taps, a plain one for none. */
            if (params->bias_is_folded && x0 == NULL)
            {
                accumulate_constant(sum, w0, w1, params->input_zero_point, window->run_length);
            }
            else if (!params->bias_is_folded && x0 != NULL)
            {
                accumulate_constant(sum, w0, w1, -params->input_zero_point, window->run_length);
            }
            w0 += window->run_length;
            w1 += window->run_length;
        }
    }
}

/* The sum of the values under a window, which the filter offset multiplies: less the zero point when the bias is plain.
 */
static uint32_t window_sum(const mnv2_conv_params *params, const window_pair *window, int32_t offset)
{
    const int32_t inside_offset = params->bias_is_folded ? 0 : -params->input_zero_point;
    const int32_t outside = params->bias_is_folded ? params->input_zero_point : 0;
    uint32_t sum = 0;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t run = 0; run < window->runs_per_row; run++)
        {
            const int8_t *values = run_values(params, window, ky, run);
            for (int32_t i = 0; i < window->run_length; i++)
            {
                sum = mnv2_mac(sum, 1, values == NULL ? outside : values[offset + i] + inside_offset);
            }
        }
    }
    return sum;
}

/* Where results go, and how an accumulator becomes one. */
typedef struct
{
    const int32_t *bias;
    const int32_t *multiplier;
    const int32_t *shift;
    int8_t *output;
    int32_t second; /* Bytes from the first pixel's output to the second's; 0 when there is one pixel only. */
} destination;

static void
store_channel(const mnv2_conv_params *params, const destination *to, int32_t c, uint32_t first, uint32_t second)
{
    const int32_t multiplier = to->multiplier[c];
    const int32_t shift = to->shift[c];
    const int32_t zero = params->output_offset;
    const int32_t min = params->activation_min;
    const int32_t max = params->activation_max;
    to->output[c] = mnv2_requantize((int32_t)first, multiplier, shift, zero, min, max);
    to->output[c + to->second] = mnv2_requantize((int32_t)second, multiplier, shift, zero, min, max);
}

/* All output channels of two pixels, or of one when nothing lies between them. */
static void
convolve_pair(const mnv2_conv_params *params, const window_pair *window, const int8_t *filter, const destination *to)
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
            const uint32_t factor = (uint32_t)params->filter_offset;
            offset0 = factor * window_sum(params, window, first_channel);
            offset1 = factor * window_sum(params, window, first_channel + window->second);
        }
        const int32_t last = (group + 1) * group_outputs - 1;
        for (int32_t c0 = group * group_outputs; c0 <= last; c0 += 2)
        {
            /* An odd last channel is computed twice. */
            const int32_t c1 = c0 < last ? c0 + 1 : c0;
            const uint32_t bias0 = (uint32_t)to->bias[c0];
            const uint32_t bias1 = (uint32_t)to->bias[c1];
            block_2x2 sum = {offset0 + bias0, offset0 + bias1, offset1 + bias0, offset1 + bias1};
            const int8_t *w0 = filter + c0 * filter_size;
            const int8_t *w1 = filter + c1 * filter_size;
            accumulate_window(&sum, params, window, first_channel, w0, w1);
            store_channel(params, to, c0, sum.p0c0, sum.p1c0);
            store_channel(params, to, c1, sum.p0c1, sum.p1c1);
        }
    }
}

/* The usual case: one group, no tap in the padding, folded bias, symmetric weights, small accumulators. */
static void convolve_pair_inside(const mnv2_conv_params *params,
                                 const window_pair *window,
                                 const int8_t *filter,
                                 const destination *to)
{
    const int32_t rows = params->kernel_height;
    const int32_t length = window->run_length;
    const int32_t offset = window->column * params->input_channels;
    const int32_t channels = params->output_channels;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    const destination at = *to;
    int8_t *output = at.output;
    for (int32_t c0 = 0; c0 < channels; c0 += 2)
    {
        const int32_t odd = c0 + 1 < channels ? 1 : 0;
        const int32_t c1 = c0 + odd;
        const int8_t *w0 = filter;
        const int8_t *w1 = filter + odd * rows * length;
        const uint32_t bias0 = (uint32_t)at.bias[c0];
        const uint32_t bias1 = (uint32_t)at.bias[c1];
        block_2x2 sum = {bias0, bias1, bias0, bias1};
        for (int32_t ky = 0; ky < rows; ky++)
        {
            const int8_t *x0 = window->rows[ky] + offset;
            accumulate(&sum, x0, x0 + window->second, w0, w1, length);
            w0 += length;
            w1 += length;
        }
        filter = w1;
        const int32_t multiplier0 = at.multiplier[c0];
        const int32_t multiplier1 = at.multiplier[c1];
        const int32_t right0 = -at.shift[c0] - 1;
        const int32_t right1 = -at.shift[c1] - 1;
        output[0] = mnv2_finish_down((int32_t)sum.p0c0, multiplier0, right0, range);
        output[odd] = mnv2_finish_down((int32_t)sum.p0c1, multiplier1, right1, range);
        output[at.second] = mnv2_finish_down((int32_t)sum.p1c0, multiplier0, right0, range);
        output[at.second + odd] = mnv2_finish_down((int32_t)sum.p1c1, multiplier1, right1, range);
        output += 2;
    }
}

#pragma weak mnv2_convolve_row_s8
void mnv2_convolve_row_s8(const mnv2_conv_params *params,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const int8_t *const *input_rows,
                          const int8_t *filter,
                          const int32_t *bias,
                          void *scratch,
                          int8_t *output,
                          int32_t x_begin,
                          int32_t x_end)
{
#if MNV2_HAS_DSP
    if (scratch != NULL && params->filter_offset == 0 && params->bias_is_folded && params->groups == 1)
    {
        const channel_constants channel = {multiplier, shift, filter, bias};
        convolve_row_dsp(params, &channel, input_rows, scratch, output, x_begin, x_end);
        return;
    }
#endif
    (void)scratch;
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    const int32_t group_inputs = params->input_channels / params->groups;
    const int whole_rows = params->groups == 1 && (params->dilation_width == 1 || params->kernel_width == 1);
    int has_rows = 1;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        has_rows = has_rows && input_rows[ky] != NULL;
    }
    const int is_usual =
        whole_rows && has_rows && params->bias_is_folded && params->scales_down && params->filter_offset == 0;
    int32_t x = x_begin;
    while (x < x_end)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int inside = column >= 0 && column + reach < params->input_width;
        const int paired = inside && x + 1 < x_end && column + params->stride_width + reach < params->input_width;
        const window_pair window = {
            input_rows,
            column,
            paired ? params->stride_width * params->input_channels : 0,
            inside && whole_rows ? 1 : params->kernel_width,
            inside && whole_rows ? params->kernel_width * group_inputs : group_inputs,
        };
        const destination to = {bias, multiplier, shift, output, paired ? params->output_channels : 0};
        if (is_usual && inside)
        {
            convolve_pair_inside(params, &window, filter, &to);
        }
        else
        {
            convolve_pair(params, &window, filter, &to);
        }
        const int32_t done = paired ? 2 : 1;
        output += done * params->output_channels;
        x += done;
    }
}

#pragma weak mnv2_convolve_tall_s8
void mnv2_convolve_tall_s8(const mnv2_conv_params *params,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *input,
                           const int8_t *filter,
                           const int32_t *bias,
                           void *scratch,
                           void *row_table,
                           int8_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_convolve_row_s8(params, multiplier, shift, rows, filter, bias, scratch, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_convolve_s8
void mnv2_convolve_s8(const mnv2_conv_params *params,
                      const int32_t *multiplier,
                      const int32_t *shift,
                      const int8_t *input,
                      const int8_t *filter,
                      const int32_t *bias,
                      void *scratch,
                      int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_tall_s8(params, multiplier, shift, input, filter, bias, scratch, rows, output);
}
