/*
 * Convolution with vector instructions: four output channels of a pixel at a time.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CONVOLVE_MVE_H
#define MNV2_CONVOLVE_MVE_H

#include "mnv2_mve.h"

#if MNV2_HAS_MVE
#include <string.h>

#include "mnv2_dot_4.h"
#include "mnv2_fixed_point.h"
#include "mnv2_kernels.h"

enum
{
    /* Windows of at most so many bytes are gathered, so that one dot product serves them. */
    GATHERED_BYTES = 64
};

/* Filters times a run of equal values. */
static block_4 dot_constant_4(block_4 sum, int32_t value, filters_4 w, int32_t count)
{
    block_4 weights = {0, 0, 0, 0};
    for (int32_t i = 0; i < count; i += 16)
    {
        const mve_pred16_t lanes = vctp8q((uint32_t)(count - i));
        weights.c0 = vaddvaq_s8(weights.c0, vldrbq_z_s8(w.w0 + i, lanes));
        weights.c1 = vaddvaq_s8(weights.c1, vldrbq_z_s8(w.w1 + i, lanes));
        weights.c2 = vaddvaq_s8(weights.c2, vldrbq_z_s8(w.w2 + i, lanes));
        weights.c3 = vaddvaq_s8(weights.c3, vldrbq_z_s8(w.w3 + i, lanes));
    }
    sum.c0 = (int32_t)mnv2_mac((uint32_t)sum.c0, weights.c0, value);
    sum.c1 = (int32_t)mnv2_mac((uint32_t)sum.c1, weights.c1, value);
    sum.c2 = (int32_t)mnv2_mac((uint32_t)sum.c2, weights.c2, value);
    sum.c3 = (int32_t)mnv2_mac((uint32_t)sum.c3, weights.c3, value);
    return sum;
}

/* What an output channel needs besides its filter, and where it goes. */
typedef struct
{
    const int32_t *multiplier;
    const int32_t *shift;
    const int32_t *bias;
    int8_t *output;
} channel_arrays;

static inline void
store_4(const mnv2_conv_params *params, block_4 sum, const channel_arrays *arrays, int32_t c, mve_pred16_t lanes)
{
    int32x4_t sums = vdupq_n_s32(0);
    sums = vsetq_lane_s32(sum.c0, sums, 0);
    sums = vsetq_lane_s32(sum.c1, sums, 1);
    sums = vsetq_lane_s32(sum.c2, sums, 2);
    sums = vsetq_lane_s32(sum.c3, sums, 3);
    sums = vaddq_s32(sums, vldrwq_z_s32(arrays->bias + c, lanes));
    sums = mnv2_mve_multiply(sums, vldrwq_z_s32(arrays->multiplier + c, lanes), vldrwq_z_s32(arrays->shift + c, lanes));
    sums = vaddq_n_s32(sums, params->output_offset);
    sums = vmaxq_s32(sums, vdupq_n_s32(params->activation_min));
    sums = vminq_s32(sums, vdupq_n_s32(params->activation_max));
    vstrbq_p_s32(arrays->output + c, sums, lanes);
}

/* Output channels [c, end) of a pixel whose window is one run of bytes. */
static void convolve_run(const mnv2_conv_params *params,
                         const channel_arrays *arrays,
                         const int8_t *values,
                         const int8_t *filter,
                         int32_t filter_size,
                         int32_t c,
                         int32_t end)
{
    for (; c < end; c += FILTERS_AT_ONCE)
    {
        const block_4 none = {0, 0, 0, 0};
        const block_4 sum = dot_4(none, values, filters_at(filter, filter_size, c, end), filter_size);
        store_4(params, sum, arrays, c, vctp32q((uint32_t)(end - c)));
    }
}

/* The window of a pixel in one group: runs of neighbouring bytes. */
typedef struct
{
    const int8_t *const *rows;
    int32_t column;
    int32_t first_channel;
    int32_t runs_per_row;
    int32_t run_length;
} window_runs;

/* NULL in the padding. */
static const int8_t *run_at(const mnv2_conv_params *params, const window_runs *window, int32_t ky, int32_t run)
{
    const int32_t x = window->column + run * params->dilation_width;
    if (window->rows[ky] == NULL || x < 0 || x >= params->input_width)
    {
        return NULL;
    }
    return window->rows[ky] + x * params->input_channels + window->first_channel;
}

static void gather(const mnv2_conv_params *params, const window_runs *window, int8_t *gathered)
{
    const int8x16_t outside = vdupq_n_s8((int8_t)params->input_zero_point);
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t run = 0; run < window->runs_per_row; run++)
        {
            const int8_t *values = run_at(params, window, ky, run);
            for (int32_t i = 0; i < window->run_length; i += 16)
            {
                const mve_pred16_t lanes = vctp8q((uint32_t)(window->run_length - i));
                vstrbq_p_s8(gathered + i, values == NULL ? outside : vldrbq_z_s8(values + i, lanes), lanes);
            }
            gathered += window->run_length;
        }
    }
}

/* Output channels [c, end) of a pixel with a large window. */
static void convolve_runs(const mnv2_conv_params *params,
                          const channel_arrays *arrays,
                          const window_runs *window,
                          const int8_t *filter,
                          int32_t filter_size,
                          int32_t c,
                          int32_t end)
{
    const int32_t length = window->run_length;
    for (; c < end; c += FILTERS_AT_ONCE)
    {
        filters_4 w = filters_at(filter, filter_size, c, end);
        block_4 sum = {0, 0, 0, 0};
        for (int32_t ky = 0; ky < params->kernel_height; ky++)
        {
            for (int32_t run = 0; run < window->runs_per_row; run++)
            {
                const int8_t *values = run_at(params, window, ky, run);
                sum = values == NULL ? dot_constant_4(sum, params->input_zero_point, w, length)
                                     : dot_4(sum, values, w, length);
                w.w0 += length;
                w.w1 += length;
                w.w2 += length;
                w.w3 += length;
            }
        }
        store_4(params, sum, arrays, c, vctp32q((uint32_t)(end - c)));
    }
}

/* All output channels of a pixel. Symmetric weights, folded bias. */
static void convolve_pixel_mve(const mnv2_conv_params *params,
                               const channel_arrays *arrays,
                               const int8_t *const *input_rows,
                               int32_t column,
                               const int8_t *filter)
{
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    const int32_t group_inputs = params->input_channels / params->groups;
    const int32_t group_outputs = params->output_channels / params->groups;
    const int32_t filter_size = params->kernel_height * params->kernel_width * group_inputs;
    const int inside = column >= 0 && column + reach < params->input_width;
    const int whole_rows = inside && params->groups == 1 && (params->dilation_width == 1 || params->kernel_width == 1);
    for (int32_t group = 0; group < params->groups; group++)
    {
        const int32_t first = group * group_outputs;
        const int32_t end = first + group_outputs;
        const window_runs window = {
            input_rows,
            column,
            group * group_inputs,
            whole_rows ? 1 : params->kernel_width,
            whole_rows ? params->kernel_width * group_inputs : group_inputs,
        };
        const int8_t *values = run_at(params, &window, 0, 0);
        int8_t gathered[GATHERED_BYTES];
        if (filter_size == window.run_length && values != NULL)
        {
            convolve_run(params, arrays, values, filter, filter_size, first, end);
        }
        else if (filter_size <= GATHERED_BYTES)
        {
            gather(params, &window, gathered);
            convolve_run(params, arrays, gathered, filter, filter_size, first, end);
        }
        else
        {
            convolve_runs(params, arrays, &window, filter, filter_size, first, end);
        }
    }
}

static void convolve_row_mve(const mnv2_conv_params *params,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int8_t *const *input_rows,
                             const int8_t *filter,
                             const int32_t *bias,
                             int8_t *output,
                             int32_t x_begin,
                             int32_t x_end)
{
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const channel_arrays arrays = {multiplier, shift, bias, output};
        convolve_pixel_mve(params, &arrays, input_rows, x * params->stride_width - params->pad_left, filter);
        output += params->output_channels;
    }
}

#endif

#endif
