/*
 * Convolution with products of pairs: two pixels times two output channels at a time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The windows of the two pixels are written to scratch as 16-bit values first, once for all output channels. Four taps
 * of both pixels lie together: pixel 0 taps 0 and 2, taps 1 and 3, pixel 1 likewise, in the order in which four weights
 * come apart. The taps behind the last four follow as 32-bit values, pixel by pixel. Then comes room for one window of
 * bytes.
 */
#ifndef MNV2_CONVOLVE_DSP_PRIVATE_H
#define MNV2_CONVOLVE_DSP_PRIVATE_H

#include "mnv2_dsp_private.h"

#if MNV2_HAS_DSP
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_runtime.h"

typedef struct
{
    mnv2_dsp_pairs *fours_of_both; /* Of pixel 0 and pixel 1 in turn. */
    int32_t *rest_of_both;
    int8_t *bytes;
    int32_t fours;
    int32_t rest;
} window_columns;

typedef struct
{
    int32_t p0c0;
    int32_t p0c1;
    int32_t p1c0;
    int32_t p1c1;
} sums_2x2;

/* Everything about the output channels. */
typedef struct
{
    const int32_t *multiplier;
    const int32_t *shift;
    const int8_t *filter;
    const int32_t *bias;
} channel_constants;

/* Writes the window of pixel 0 or 1 to the columns. */
static inline void expand_window(const window_columns *columns, int32_t pixel, const int8_t *values)
{
    mnv2_dsp_pairs *to = columns->fours_of_both + pixel;
    const int8_t *end = values + 4 * columns->fours;
    while (values < end)
    {
        const uint32_t four = mnv2_dsp_load(values);
        to->even = mnv2_dsp_even(four);
        to->odd = mnv2_dsp_odd(four);
        to += 2;
        values += 4;
    }
    for (int32_t i = 0; i < columns->rest; i++)
    {
        columns->rest_of_both[2 * i + pixel] = values[i];
    }
}

/* The bytes under the window whose first tap is at `column`; what lies in the padding has the zero point. */
static inline const int8_t *
gather_window(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *bytes)
{
    const size_t channels = (size_t)params->input_channels;
    int8_t *to = bytes;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            const int32_t x = column + kx * params->dilation_width;
            if (rows[ky] == NULL || x < 0 || x >= params->input_width)
            {
                memset(to, params->input_zero_point, channels);
            }
            else
            {
                const int8_t *from = rows[ky] + x * params->input_channels;
                for (size_t c = 0; c < channels; c++)
                {
                    to[c] = from[c];
                }
            }
            to += channels;
        }
    }
    return bytes;
}

/* A function of its own, so that sums and pointers are all that registers must hold. */
static MNV2_NOINLINE void
multiply_fours(sums_2x2 *sums, const mnv2_dsp_pairs *x, const int8_t *w0, const int8_t *w1, int32_t fours)
{
    sums_2x2 sum = *sums;
    const int8_t *end = w0 + 4 * fours;
    while (w0 != end)
    {
        const uint32_t four0 = mnv2_dsp_load(w0);
        const uint32_t four1 = mnv2_dsp_load(w1);
        const int32_t even0 = mnv2_dsp_even(four0);
        const int32_t odd0 = mnv2_dsp_odd(four0);
        const int32_t even1 = mnv2_dsp_even(four1);
        const int32_t odd1 = mnv2_dsp_odd(four1);
        const mnv2_dsp_pairs x0 = mnv2_dsp_load_pairs(x);
        const mnv2_dsp_pairs x1 = mnv2_dsp_load_pairs(x + 1);
        sum.p0c0 = mnv2_dsp_mac(mnv2_dsp_mac(sum.p0c0, x0.even, even0), x0.odd, odd0);
        sum.p0c1 = mnv2_dsp_mac(mnv2_dsp_mac(sum.p0c1, x0.even, even1), x0.odd, odd1);
        sum.p1c0 = mnv2_dsp_mac(mnv2_dsp_mac(sum.p1c0, x1.even, even0), x1.odd, odd0);
        sum.p1c1 = mnv2_dsp_mac(mnv2_dsp_mac(sum.p1c1, x1.even, even1), x1.odd, odd1);
        x += 2;
        w0 += 4;
        w1 += 4;
    }
    *sums = sum;
}

static inline void multiply_rest(sums_2x2 *sum, const int32_t *x, const int8_t *w0, const int8_t *w1, int32_t rest)
{
    for (int32_t i = 0; i < rest; i++)
    {
        sum->p0c0 = mnv2_wrapping_mac(sum->p0c0, w0[i], x[2 * i]);
        sum->p0c1 = mnv2_wrapping_mac(sum->p0c1, w1[i], x[2 * i]);
        sum->p1c0 = mnv2_wrapping_mac(sum->p1c0, w0[i], x[2 * i + 1]);
        sum->p1c1 = mnv2_wrapping_mac(sum->p1c1, w1[i], x[2 * i + 1]);
    }
}

/* For scales that the short form does not serve. */
static MNV2_NOINLINE int8_t finish_any(const mnv2_conv_params *params, int32_t sum, int32_t multiplier, int32_t shift)
{
    return mnv2_requantize(
        sum, multiplier, shift, params->output_offset, params->activation_min, params->activation_max);
}

/* All channels of two pixels, the second's outputs `second` bytes behind the first's. `scales_down` is a constant where
 * this is expanded. */
static MNV2_INLINE void multiply_pair(const mnv2_conv_params *params,
                                      const channel_constants *channel,
                                      const window_columns *columns,
                                      int8_t *output,
                                      int32_t second,
                                      int scales_down)
{
    const int32_t fours = 4 * columns->fours;
    const int32_t taps = fours + columns->rest;
    const int32_t channels = params->output_channels;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    const int8_t *filter = channel->filter;
    for (int32_t c0 = 0; c0 < channels; c0 += 2)
    {
        /* An odd last channel is computed twice. */
        const int32_t odd = c0 + 1 < channels ? 1 : 0;
        const int32_t c1 = c0 + odd;
        const int8_t *w1 = filter + odd * taps;
        sums_2x2 sum = {channel->bias[c0], channel->bias[c1], channel->bias[c0], channel->bias[c1]};
        multiply_fours(&sum, columns->fours_of_both, filter, w1, columns->fours);
        multiply_rest(&sum, columns->rest_of_both, filter + fours, w1 + fours, columns->rest);
        filter = w1 + taps;
        const int32_t multiplier0 = channel->multiplier[c0];
        const int32_t multiplier1 = channel->multiplier[c1];
        const int32_t shift0 = channel->shift[c0];
        const int32_t shift1 = channel->shift[c1];
        if (scales_down)
        {
            const int32_t right0 = -shift0 - 1;
            const int32_t right1 = -shift1 - 1;
            output[0] = mnv2_finish_down(sum.p0c0, multiplier0, right0, range);
            output[odd] = mnv2_finish_down(sum.p0c1, multiplier1, right1, range);
            output[second] = mnv2_finish_down(sum.p1c0, multiplier0, right0, range);
            output[second + odd] = mnv2_finish_down(sum.p1c1, multiplier1, right1, range);
        }
        else
        {
            output[0] = finish_any(params, sum.p0c0, multiplier0, shift0);
            output[odd] = finish_any(params, sum.p0c1, multiplier1, shift1);
            output[second] = finish_any(params, sum.p1c0, multiplier0, shift0);
            output[second + odd] = finish_any(params, sum.p1c1, multiplier1, shift1);
        }
        output += 2;
    }
}

static MNV2_NOINLINE void multiply_pair_down(const mnv2_conv_params *params,
                                             const channel_constants *channel,
                                             const window_columns *columns,
                                             int8_t *output,
                                             int32_t second)
{
    multiply_pair(params, channel, columns, output, second, 1);
}

static MNV2_NOINLINE void multiply_pair_any(const mnv2_conv_params *params,
                                            const channel_constants *channel,
                                            const window_columns *columns,
                                            int8_t *output,
                                            int32_t second)
{
    multiply_pair(params, channel, columns, output, second, 0);
}

/* For one group, folded bias and symmetric weights. */
static void convolve_row_dsp(const mnv2_conv_params *params,
                             const channel_constants *channel,
                             const int8_t *const *rows,
                             void *scratch,
                             int8_t *output,
                             int32_t x_begin,
                             int32_t x_end)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int32_t fours = taps / 4;
    const int32_t rest = taps % 4;
    mnv2_dsp_pairs *const fours_of_both = scratch;
    int32_t *const rest_of_both = (int32_t *)scratch + 4 * fours;
    const window_columns columns = {fours_of_both, rest_of_both, (int8_t *)(rest_of_both + 2 * rest), fours, rest};
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    /* Taps that are neighbours in one row need no gathering, where none of them lies in the padding. */
    const int is_run = params->kernel_height == 1 && rows[0] != NULL && reach == params->kernel_width - 1;
    for (int32_t x = x_begin; x < x_end; x += 2)
    {
        /* An odd last pixel is computed twice. */
        const int32_t last = x + 1 < x_end ? 1 : 0;
        for (int32_t pixel = 0; pixel < 2; pixel++)
        {
            const int32_t column = (x + pixel * last) * params->stride_width - params->pad_left;
            const int is_inside = column >= 0 && column + reach < params->input_width;
            const int8_t *values = is_run && is_inside ? rows[0] + column * params->input_channels
                                                       : gather_window(params, rows, column, columns.bytes);
            expand_window(&columns, pixel, values);
        }
        const int32_t second = last * params->output_channels;
        if (params->scales_down)
        {
            multiply_pair_down(params, channel, &columns, output, second);
        }
        else
        {
            multiply_pair_any(params, channel, &columns, output, second);
        }
        output += 2 * params->output_channels;
    }
}

#endif

#endif
