/*
 * Convolution in blocks of four output channels; on cores with Helium (MVE) in vectors, two pixels at a time.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_mve_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

#include <string.h>

enum
{
    CHANNELS = 4, /* Of a block. */
    TAPS_AT_ONCE = 16,
    /* Words of a block: its channels' biases, multipliers and shifts, then their weights. */
    BIASES = 0,
    MULTIPLIERS = 4,
    SHIFTS = 8,
    WEIGHTS = 12
};

/* The windows of two pixels and where their results go; the same pixel twice when one is left. */
typedef struct
{
    const int8_t *values0;
    const int8_t *values1;
    int8_t *output0;
    int8_t *output1;
} pixel_pair;

#if MNV2_HAS_MVE

static MNV2_NOINLINE void
convolve_pair(const mnv2_conv_params *params, int32_t taps, const int32_t *blocks, pixel_pair pair)
{
    const int32_t scales_down = params->scales_down;
    const int32x4_t offset = vdupq_n_s32(params->output_offset);
    const int32x4_t min = vdupq_n_s32(params->activation_min);
    const int32x4_t max = vdupq_n_s32(params->activation_max);
    for (int32_t channels = params->output_channels; channels > 0; channels -= CHANNELS)
    {
        const int32_t *weights = blocks + WEIGHTS;
        const mnv2_mve_sums_2x4 sums = mnv2_mve_dot_2x4(pair.values0, pair.values1, &weights, taps);
        const int32x4_t bias = vldrwq_s32(blocks + BIASES);
        const int32x4_t multiplier = vldrwq_s32(blocks + MULTIPLIERS);
        const int32x4_t shift = vldrwq_s32(blocks + SHIFTS);
        int32x4_t pixel0 = vaddq_s32(sums.pixel0, bias);
        int32x4_t pixel1 = vaddq_s32(sums.pixel1, bias);
        if (scales_down)
        {
            pixel0 = mnv2_mve_multiply(pixel0, multiplier, shift, 1);
            pixel1 = mnv2_mve_multiply(pixel1, multiplier, shift, 1);
        }
        else
        {
            pixel0 = mnv2_mve_multiply(pixel0, multiplier, shift, 0);
            pixel1 = mnv2_mve_multiply(pixel1, multiplier, shift, 0);
        }
        pixel0 = vminq_s32(vmaxq_s32(vaddq_s32(pixel0, offset), min), max);
        pixel1 = vminq_s32(vmaxq_s32(vaddq_s32(pixel1, offset), min), max);
        if (channels < CHANNELS)
        {
            const mve_pred16_t lanes = vctp32q((uint32_t)channels);
            vstrbq_p_s32(pair.output0, pixel0, lanes);
            vstrbq_p_s32(pair.output1, pixel1, lanes);
            return;
        }
        vstrbq_s32(pair.output0, pixel0);
        vstrbq_s32(pair.output1, pixel1);
        pair.output0 += CHANNELS;
        pair.output1 += CHANNELS;
        blocks = weights;
    }
}

static inline void copy_values(int8_t *to, const int8_t *from, int32_t count)
{
    for (; count > 0; count -= 16)
    {
        const mve_pred16_t lanes = vctp8q((uint32_t)count);
        vstrbq_p_s8(to, vldrbq_z_s8(from, lanes), lanes);
        from += 16;
        to += 16;
    }
}

#else

/* One channel of a pixel; `weights` are the channel's first 16, its next ones lie behind 16 of each other channel. */
static uint32_t dot(const int8_t *values, const int8_t *weights, int32_t taps)
{
    uint32_t sum = 0;
    for (int32_t t = 0; t < taps; t++)
    {
        sum = mnv2_mac(sum, weights[t / TAPS_AT_ONCE * CHANNELS * TAPS_AT_ONCE + t % TAPS_AT_ONCE], values[t]);
    }
    return sum;
}

static int8_t output_of(const mnv2_conv_params *params, const int32_t *block, int32_t lane, int32_t sum)
{
    return mnv2_requantize(sum,
                           block[MULTIPLIERS + lane],
                           block[SHIFTS + lane],
                           params->output_offset,
                           params->activation_min,
                           params->activation_max);
}

static void convolve_pair(const mnv2_conv_params *params, int32_t taps, const int32_t *blocks, pixel_pair pair)
{
    const int32_t block_words = WEIGHTS + (taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE * CHANNELS / 4;
    for (int32_t c = 0; c < params->output_channels; c++)
    {
        const int32_t *block = blocks + c / CHANNELS * block_words;
        const int32_t lane = c % CHANNELS;
        const int8_t *weights = (const int8_t *)(block + WEIGHTS) + lane * TAPS_AT_ONCE;
        const uint32_t sum0 = (uint32_t)block[BIASES + lane] + dot(pair.values0, weights, taps);
        const uint32_t sum1 = (uint32_t)block[BIASES + lane] + dot(pair.values1, weights, taps);
        pair.output0[c] = output_of(params, block, lane, (int32_t)sum0);
        pair.output1[c] = output_of(params, block, lane, (int32_t)sum1);
    }
}

static inline void copy_values(int8_t *to, const int8_t *from, int32_t count)
{
    memcpy(to, from, (size_t)count);
}

#endif

/* The values under a window as one run of bytes: a pixel of the input itself, or gathered, with zero points as padding.
 */
static const int8_t *
window_values(const mnv2_conv_params *params, const int8_t *const *input_rows, int32_t column, int8_t *gathered)
{
    const int32_t channels = params->input_channels;
    if (gathered == NULL)
    {
        return input_rows[0] + column * channels;
    }
    const int32_t dilation = params->dilation_width;
    const int32_t row_values = params->kernel_width * channels;
    const int is_run = dilation == 1 && column >= 0 && column + params->kernel_width <= params->input_width;
    int8_t *to = gathered;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        const int8_t *row = input_rows[ky];
        if (row == NULL)
        {
            memset(to, params->input_zero_point, (size_t)row_values);
            to += row_values;
        }
        else if (is_run)
        {
            copy_values(to, row + column * channels, row_values);
            to += row_values;
        }
        else
        {
            for (int32_t x = column; x < column + params->kernel_width * dilation; x += dilation)
            {
                if (x < 0 || x >= params->input_width)
                {
                    memset(to, params->input_zero_point, (size_t)channels);
                }
                else
                {
                    copy_values(to, row + x * channels, channels);
                }
                to += channels;
            }
        }
    }
    return gathered;
}

#pragma weak mnv2_convolve_blocks_row_s8
void mnv2_convolve_blocks_row_s8(const mnv2_conv_params *params,
                                 const int32_t *blocks,
                                 const int8_t *const *input_rows,
                                 void *scratch,
                                 int8_t *output,
                                 int32_t x_begin,
                                 int32_t x_end)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    int8_t *gathered0 = scratch;
    int8_t *gathered1 = scratch == NULL ? NULL : gathered0 + taps;
    int32_t column = x_begin * params->stride_width - params->pad_left;
    for (int32_t x = x_begin; x < x_end; x += 2)
    {
        pixel_pair pair;
        pair.values0 = window_values(params, input_rows, column, gathered0);
        pair.values1 = pair.values0;
        pair.output0 = output;
        pair.output1 = output;
        if (x + 1 < x_end)
        {
            pair.values1 = window_values(params, input_rows, column + params->stride_width, gathered1);
            pair.output1 = output + params->output_channels;
        }
        convolve_pair(params, taps, blocks, pair);
        column += 2 * params->stride_width;
        output += 2 * params->output_channels;
    }
}

#pragma weak mnv2_convolve_blocks_tall_s8
void mnv2_convolve_blocks_tall_s8(const mnv2_conv_params *params,
                                  const int32_t *blocks,
                                  const int8_t *input,
                                  void *scratch,
                                  void *row_table,
                                  int8_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_convolve_blocks_row_s8(params, blocks, rows, scratch, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_convolve_blocks_s8
void mnv2_convolve_blocks_s8(
    const mnv2_conv_params *params, const int32_t *blocks, const int8_t *input, void *scratch, int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_blocks_tall_s8(params, blocks, input, scratch, rows, output);
}
