/*
 * Depthwise convolution in blocks of sixteen channels; on cores with Helium (MVE) in vectors.
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
    CHANNELS = 16, /* Of a block. */
    /* Words of a block: its channels' biases, multipliers and shifts, then their weights, tap by tap. */
    BIASES = 0,
    MULTIPLIERS = 16,
    SHIFTS = 32,
    WEIGHTS = 48,
    WEIGHT_WORDS = CHANNELS / 4 /* Of a tap. */
};

#if MNV2_HAS_MVE

/*
 * Where the taps of a window are: addresses of their values for the first channel of column 0, if the window began
 * there. Taps in the padding have their zero points instead, wherever the window is.
 */
typedef struct
{
    uintptr_t values[MNV2_MAX_BLOCK_TAPS];
    uint8_t padded[MNV2_MAX_BLOCK_TAPS]; /* Numbers of the taps in the padding. */
    int32_t padded_count;
    int8_t zero_points[CHANNELS];
} window_taps;

static void
find_taps(const mnv2_conv_params *params, const int8_t *const *input_rows, int32_t column, window_taps *window)
{
    uintptr_t *values = window->values;
    window->padded_count = 0;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            const int32_t shift = kx * params->dilation_width;
            if (input_rows[ky] == NULL || column + shift < 0 || column + shift >= params->input_width)
            {
                window->padded[window->padded_count++] = (uint8_t)(values - window->values);
            }
            *values++ = (uintptr_t)input_rows[ky] + (uintptr_t)(shift * params->input_channels);
        }
    }
}

/* Lets the taps in the padding read zero points, `bytes` behind column 0. */
static void set_padding(window_taps *window, uintptr_t bytes)
{
    for (int32_t i = 0; i < window->padded_count; i++)
    {
        window->values[window->padded[i]] = (uintptr_t)window->zero_points - bytes;
    }
}

/* Sums of sixteen channels, in the order in which widening leaves them: channels 0, 4, 8, 12 come first. */
typedef struct
{
    int32x4_t from_0;
    int32x4_t from_2;
    int32x4_t from_1;
    int32x4_t from_3;
} block_16;

static inline block_16 add_products(block_16 sum, int16x8_t even, int16x8_t odd)
{
    sum.from_0 = vaddq_s32(sum.from_0, vmovlbq_s16(even));
    sum.from_2 = vaddq_s32(sum.from_2, vmovltq_s16(even));
    sum.from_1 = vaddq_s32(sum.from_1, vmovlbq_s16(odd));
    sum.from_3 = vaddq_s32(sum.from_3, vmovltq_s16(odd));
    return sum;
}

static inline int8x16_t load(uintptr_t values, int32_t channels)
{
    return channels >= CHANNELS ? vldrbq_s8((const int8_t *)values)
                                : vldrbq_z_s8((const int8_t *)values, vctp8q((uint32_t)channels));
}

/* The values `bytes` behind column 0, times the weights. Taps in pairs: two products fit 16 bits, as no weight is -128.
 */
static MNV2_INLINE block_16
add_taps(block_16 sum, const int32_t *weights, const uintptr_t *values, uintptr_t bytes, int32_t taps, int32_t channels)
{
    const int8_t *w = (const int8_t *)weights;
    for (int32_t pairs = taps / 2; pairs > 0; pairs--)
    {
        const int8x16_t w0 = vldrbq_s8(w);
        const int8x16_t x0 = load(values[0] + bytes, channels);
        int16x8_t even = vmullbq_int_s8(x0, w0);
        int16x8_t odd = vmulltq_int_s8(x0, w0);
        const int8x16_t w1 = vldrbq_s8(w + CHANNELS);
        const int8x16_t x1 = load(values[1] + bytes, channels);
        even = vaddq_s16(even, vmullbq_int_s8(x1, w1));
        odd = vaddq_s16(odd, vmulltq_int_s8(x1, w1));
        sum = add_products(sum, even, odd);
        w += 2 * CHANNELS;
        values += 2;
    }
    if (taps % 2 != 0)
    {
        const int8x16_t w0 = vldrbq_s8(w);
        const int8x16_t x0 = load(values[0] + bytes, channels);
        sum = add_products(sum, vmullbq_int_s8(x0, w0), vmulltq_int_s8(x0, w0));
    }
    return sum;
}

static inline int32x4_t scale(const int32_t *block, int32_t lane, int32x4_t sum, int32_t scales_down)
{
    const int32x4_t multiplier = vldrwq_s32(block + MULTIPLIERS + lane);
    const int32x4_t shift = vldrwq_s32(block + SHIFTS + lane);
    return mnv2_mve_multiply(sum, multiplier, shift, scales_down);
}

/* Zero points are added in 16 bits and saturate there: the clamp to 8 bits comes after both. */
static MNV2_INLINE int8x16_t outputs_of(const mnv2_conv_params *params,
                                        const int32_t *block,
                                        block_16 sum,
                                        int32_t scales_down)
{
    const int16_t offset = (int16_t)params->output_offset;
    int16x8_t even = vqmovnbq_s32(vuninitializedq_s16(), scale(block, 0, sum.from_0, scales_down));
    int16x8_t odd = vqmovnbq_s32(vuninitializedq_s16(), scale(block, 8, sum.from_1, scales_down));
    even = vqaddq_n_s16(vqmovntq_s32(even, scale(block, 4, sum.from_2, scales_down)), offset);
    odd = vqaddq_n_s16(vqmovntq_s32(odd, scale(block, 12, sum.from_3, scales_down)), offset);
    int8x16_t outputs = vqmovntq_s16(vqmovnbq_s16(vuninitializedq_s8(), even), odd);
    outputs = vmaxq_s8(outputs, vdupq_n_s8((int8_t)params->activation_min));
    return vminq_s8(outputs, vdupq_n_s8((int8_t)params->activation_max));
}

/* Channels of a pixel from a block on: 16, or as many as are left. `channels` tells which wherever this is expanded. */
static MNV2_INLINE void convolve_block(const mnv2_conv_params *params,
                                       const int32_t *block,
                                       const uintptr_t *values,
                                       uintptr_t bytes,
                                       int32_t taps,
                                       int32_t channels,
                                       int8_t *output)
{
    block_16 sum = {vldrwq_s32(block), vldrwq_s32(block + 4), vldrwq_s32(block + 8), vldrwq_s32(block + 12)};
    sum = add_taps(sum, block + WEIGHTS, values, bytes, taps, channels);
    const int8x16_t outputs =
        params->scales_down ? outputs_of(params, block, sum, 1) : outputs_of(params, block, sum, 0);
    if (channels >= CHANNELS)
    {
        vstrbq_s8(output, outputs);
    }
    else
    {
        vstrbq_p_s8(output, outputs, vctp8q((uint32_t)channels));
    }
}

static void convolve_pixel(
    const mnv2_conv_params *params, const int32_t *block, window_taps *window, int32_t column, int8_t *output)
{
    const int32_t taps = params->kernel_height * params->kernel_width;
    const int32_t channels = params->output_channels;
    const int32_t block_words = WEIGHTS + taps * WEIGHT_WORDS;
    uintptr_t bytes = (uintptr_t)(column * channels);
    int32_t c = 0;
    for (; c + CHANNELS <= channels; c += CHANNELS)
    {
        set_padding(window, bytes);
        convolve_block(params, block, window->values, bytes, taps, CHANNELS, output + c);
        block += block_words;
        bytes += CHANNELS;
    }
    if (c < channels)
    {
        set_padding(window, bytes);
        convolve_block(params, block, window->values, bytes, taps, channels - c, output + c);
    }
}

static void convolve_row(const mnv2_conv_params *params,
                         const int32_t *blocks,
                         const int8_t *const *input_rows,
                         int8_t *output,
                         int32_t x_begin,
                         int32_t x_end)
{
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    int was_inside = 0;
    window_taps window;
    memset(window.zero_points, params->input_zero_point, sizeof window.zero_points);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int is_inside = column >= 0 && column + reach < params->input_width;
        /* All pixels with the same columns inside have the same taps. */
        if (!is_inside || !was_inside)
        {
            find_taps(params, input_rows, column, &window);
        }
        was_inside = is_inside;
        convolve_pixel(params, blocks, &window, column, output);
        output += params->output_channels;
    }
}

#else

/* Place of channel c % 16 among the constants of its block. */
static int32_t lane_of(int32_t c)
{
    static const int32_t lanes_from[] = {0, 8, 4, 12};
    return lanes_from[c % 4] + c % CHANNELS / 4;
}

static void convolve_pixel(const mnv2_conv_params *params,
                           const int32_t *blocks,
                           const int8_t *const *input_rows,
                           int32_t column,
                           int8_t *output)
{
    const int32_t block_words = WEIGHTS + params->kernel_height * params->kernel_width * WEIGHT_WORDS;
    for (int32_t c = 0; c < params->output_channels; c++)
    {
        const int32_t *block = blocks + c / CHANNELS * block_words;
        const int32_t lane = lane_of(c);
        const int8_t *weight = (const int8_t *)(block + WEIGHTS) + c % CHANNELS;
        uint32_t sum = (uint32_t)block[BIASES + lane];
        for (int32_t ky = 0; ky < params->kernel_height; ky++)
        {
            for (int32_t kx = 0; kx < params->kernel_width; kx++)
            {
                const int32_t x = column + kx * params->dilation_width;
                const int is_padding = input_rows[ky] == NULL || x < 0 || x >= params->input_width;
                const int32_t value =
                    is_padding ? params->input_zero_point : input_rows[ky][x * params->input_channels + c];
                sum = mnv2_mac(sum, *weight, value);
                weight += CHANNELS;
            }
        }
        output[c] = mnv2_requantize((int32_t)sum,
                                    block[MULTIPLIERS + lane],
                                    block[SHIFTS + lane],
                                    params->output_offset,
                                    params->activation_min,
                                    params->activation_max);
    }
}

static void convolve_row(const mnv2_conv_params *params,
                         const int32_t *blocks,
                         const int8_t *const *input_rows,
                         int8_t *output,
                         int32_t x_begin,
                         int32_t x_end)
{
    for (int32_t x = x_begin; x < x_end; x++)
    {
        convolve_pixel(params, blocks, input_rows, x * params->stride_width - params->pad_left, output);
        output += params->output_channels;
    }
}

#endif

#pragma weak mnv2_depthwise_convolve_blocks_row_s8
void mnv2_depthwise_convolve_blocks_row_s8(const mnv2_conv_params *params,
                                           const int32_t *blocks,
                                           const int8_t *const *input_rows,
                                           int8_t *output,
                                           int32_t x_begin,
                                           int32_t x_end)
{
    convolve_row(params, blocks, input_rows, output, x_begin, x_end);
}

#pragma weak mnv2_depthwise_convolve_blocks_s8
void mnv2_depthwise_convolve_blocks_s8(const mnv2_conv_params *params,
                                       const int32_t *blocks,
                                       const int8_t *input,
                                       int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_convolve_blocks_row_s8(params, blocks, rows, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}
