/*
 * Depthwise convolution with vector instructions: eight channels of two pixels at a time.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_DEPTHWISE_CONVOLVE_MVE_H
#define MNV2_DEPTHWISE_CONVOLVE_MVE_H

#include "mnv2_mve.h"

#if MNV2_HAS_MVE
#include <string.h>

#include "mnv2_fixed_point.h"
#include "mnv2_kernels.h"

enum
{
    CHANNELS_AT_ONCE = 8
};

/* Eight channels of two pixels. Channels of even and of odd number are apart, as widening multiplications leave them.
 */
typedef struct
{
    int32x4_t even0;
    int32x4_t odd0;
    int32x4_t even1;
    int32x4_t odd1;
} block_8x2;

/* `count` neighbouring taps of a kernel row; `step` is 0 where all of them read the same values. */
static inline block_8x2 add_taps(block_8x2 sum,
                                 const int8_t *x0,
                                 const int8_t *x1,
                                 int32_t step,
                                 const int8_t *weights,
                                 int32_t channels,
                                 int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        const int16x8_t w = vldrbq_s16(weights);
        const int16x8_t v0 = vldrbq_s16(x0);
        const int16x8_t v1 = vldrbq_s16(x1);
        sum.even0 = vaddq_s32(sum.even0, vmullbq_int_s16(w, v0));
        sum.odd0 = vaddq_s32(sum.odd0, vmulltq_int_s16(w, v0));
        sum.even1 = vaddq_s32(sum.even1, vmullbq_int_s16(w, v1));
        sum.odd1 = vaddq_s32(sum.odd1, vmulltq_int_s16(w, v1));
        weights += channels;
        x0 += step;
        x1 += step;
    }
    return sum;
}

/* Kernel columns of a window that lie to the left of the input, inside, and to its right. */
typedef struct
{
    int32_t left;
    int32_t inside;
    int32_t right;
} window_columns;

static window_columns columns_of(const mnv2_conv_params *params, int32_t column)
{
    window_columns taps = {0, 0, 0};
    for (int32_t kx = 0; kx < params->kernel_width; kx++)
    {
        const int32_t x = column + kx * params->dilation_width;
        taps.left += x < 0;
        taps.right += x >= params->input_width;
    }
    taps.inside = params->kernel_width - taps.left - taps.right;
    return taps;
}

static inline void store_block(const mnv2_conv_params *params,
                               int32x4_t even,
                               int32x4_t odd,
                               int32x4x2_t multiplier,
                               int32x4x2_t shift,
                               int8_t *output)
{
    even = vaddq_n_s32(mnv2_mve_multiply(even, multiplier.val[0], shift.val[0]), params->output_offset);
    odd = vaddq_n_s32(mnv2_mve_multiply(odd, multiplier.val[1], shift.val[1]), params->output_offset);
    int16x8_t both = vqmovntq_s32(vqmovnbq_s32(vdupq_n_s16(0), even), odd);
    both = vmaxq_s16(both, vdupq_n_s16((int16_t)params->activation_min));
    both = vminq_s16(both, vdupq_n_s16((int16_t)params->activation_max));
    vstrbq_s16(output, both);
}

/* Two pixels, or one when both columns and both outputs are the same: as many channels as fill blocks. */
static void convolve_pair_mve(const mnv2_conv_params *params,
                              const int32_t *multiplier,
                              const int32_t *shift,
                              const int8_t *const *input_rows,
                              int32_t column0,
                              int32_t column1,
                              const int8_t *filter,
                              const int32_t *bias,
                              int8_t *output0,
                              int8_t *output1)
{
    const int32_t channels = params->output_channels;
    const int32_t step = channels * params->dilation_width;
    const int32_t distance = (column1 - column0) * channels;
    const window_columns inside = columns_of(params, column0);
    const window_columns outside = {params->kernel_width, 0, 0};
    const int32_t first = (column0 + inside.left * params->dilation_width) * channels;
    /* Taps in the padding read the zero point: the same few bytes for every block. */
    int8_t padding[CHANNELS_AT_ONCE];
    memset(padding, params->input_zero_point, sizeof padding);
    for (int32_t c = 0; c + CHANNELS_AT_ONCE <= channels; c += CHANNELS_AT_ONCE)
    {
        const int32x4x2_t start = vld2q_s32(bias + c);
        block_8x2 sum = {start.val[0], start.val[1], start.val[0], start.val[1]};
        const int8_t *weights = filter + c;
        for (int32_t ky = 0; ky < params->kernel_height; ky++)
        {
            const int8_t *row = input_rows[ky];
            const window_columns taps = row == NULL ? outside : inside;
            const int8_t *x = row == NULL ? padding : row + first + c;
            if (taps.left > 0)
            {
                sum = add_taps(sum, padding, padding, 0, weights, channels, taps.left);
                weights += taps.left * channels;
            }
            sum = add_taps(sum, x, x + distance, step, weights, channels, taps.inside);
            weights += taps.inside * channels;
            if (taps.right > 0)
            {
                sum = add_taps(sum, padding, padding, 0, weights, channels, taps.right);
                weights += taps.right * channels;
            }
        }
        const int32x4x2_t multipliers = vld2q_s32(multiplier + c);
        const int32x4x2_t shifts = vld2q_s32(shift + c);
        store_block(params, sum.even0, sum.odd0, multipliers, shifts, output0 + c);
        store_block(params, sum.even1, sum.odd1, multipliers, shifts, output1 + c);
    }
}

/* Whether vectors compute this layer. */
static int suits_mve(const mnv2_conv_params *params)
{
    return params->output_channels == params->input_channels && params->filter_offset == 0 && params->bias_is_folded;
}

#endif

#endif
