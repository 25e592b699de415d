/*
 * Convolution for cores with Helium (MVE): four pixels times four output channels at a time, or one pixel.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Sixteen taps are one vector. A dot product of two vectors goes to an even register, and there are eight of these: a
 * square of four pixels times four channels is computed as two halves of two pixels, of which the first sixteen taps
 * start the sums and all others add to them. The sums are then placed so that a vector holds one channel of the four
 * pixels: bias, multiplier and shift of a channel are scalars, and narrowing to bytes leaves the four channels of each
 * pixel in one word. One store scatters these words.
 */
#include "mnv2_convolution.h"
#include "mnv2_mve_private.h"
#include "mnv2_runtime.h"
#include "mnv2_square_block_private.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

/* What does not change from pixel to pixel. */
typedef struct
{
    const mnv2_conv_params *params;
    square_kernel multiply_four;
    const int32_t *blocks;
    int32_t taps;
    int32_t filled; /* Taps, up to whole steps. */
    int8_t *scratch;
    int is_run; /* Where nothing of it lies in the padding, a window is a run of bytes of the input. */
} convolution;

/* The sum of the values under a window. Those in the padding are zero points, as in the folded bias. */
static int32_t sum_of(const int8_t *values, int32_t count)
{
    int32_t sum = 0;
#if MNV2_MVE_IN_ASSEMBLY
    __asm__("wlstp.8 lr, %[count], 2f\n"
            "1:\n"
            "vldrb.8 q0, [%[values]], #16\n"
            "vaddva.s8 %[sum], q0\n"
            "letp    lr, 1b\n"
            "2:\n"
            : [sum] "+Te"(sum), [values] "+r"(values)
            : [count] "r"(count)
            : "q0", "lr", "memory");
#else
    for (int32_t i = 0; i < count; i++)
    {
        sum += values[i];
    }
#endif
    return sum;
}

static void add_sums(const convolution *all, square *pixels)
{
    for (int32_t pixel = 0; pixel < PIXELS; pixel++)
    {
        pixels->added[pixel] = all->params->filter_offset * sum_of(pixels->values[places[pixel]], all->taps);
    }
}

/* The values of `count` pixels, and of the last of them again where there are no more: all four are computed. */
static MNV2_NOINLINE void
find_values(const convolution *all, const int8_t *const *rows, int32_t column, int32_t count, square *pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t row_bytes = params->input_width * params->input_channels;
    const int8_t *values = NULL;
    int8_t *free_scratch = all->scratch;
    for (int32_t pixel = 0; pixel < PIXELS; pixel++)
    {
        if (pixel < count)
        {
            /* Behind the taps there must be as many bytes as make whole steps: weights of zero meet those. */
            const int32_t first = column * params->input_channels;
            if (all->is_run && rows[0] != NULL && column >= 0 && first + all->filled <= row_bytes)
            {
                values = rows[0] + first;
            }
            else
            {
                mnv2_gather_window(params, rows, column, free_scratch);
                values = free_scratch;
                free_scratch += all->filled;
            }
            column += params->stride_width;
        }
        pixels->values[places[pixel]] = values;
        pixels->offsets[pixel] = (pixel < count ? pixel : count - 1) * params->output_channels;
    }
}

static void set_values(square *pixels, const int8_t *first, int32_t step)
{
    pixels->values[places[0]] = first;
    pixels->values[places[1]] = first + step;
    pixels->values[places[2]] = first + 2 * step;
    pixels->values[places[3]] = first + 3 * step;
}

/* The windows of four neighbouring pixels, of which no column lies in the padding and no taps are left out. */
static MNV2_NOINLINE void gather_four(const convolution *all, const int8_t *const *rows, int32_t column)
{
    const mnv2_conv_params *params = all->params;
    const int32_t run = params->kernel_width * params->input_channels;
    int8_t *to = all->scratch;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        const int8_t *from = rows[ky] + column * params->input_channels;
        int8_t *window = to;
        for (int32_t pixel = 0; pixel < PIXELS; pixel++)
        {
            if (rows[ky] == NULL)
            {
                mnv2_fill_run(window, params->input_zero_point, run);
            }
            else
            {
                mnv2_copy_run(window, from, run);
                from += params->stride_width * params->input_channels;
            }
            window += all->filled;
        }
        to += run;
    }
}

/* Blocks whose outputs are not aligned to words, or of less than four channels, go by way of the stack. */
static MNV2_NOINLINE void multiply_blocks(const convolution *all, square *pixels, int32_t count)
{
    const int32_t channels = all->params->output_channels;
    int32_t outputs[PIXELS];
    int8_t *output = pixels->output;
    square some = *pixels;
    some.output = (int8_t *)outputs;
    some.end = some.output + CHANNELS;
    some.channels = CHANNELS;
    for (int32_t pixel = 0; pixel < PIXELS; pixel++)
    {
        some.offsets[pixel] = CHANNELS * pixel;
    }
    for (int32_t c = 0; c < channels; c += CHANNELS)
    {
        const int32_t stored = channels - c < CHANNELS ? channels - c : CHANNELS;
        all->multiply_four(&some);
        for (int32_t pixel = 0; pixel < count; pixel++)
        {
            for (int32_t channel = 0; channel < stored; channel++)
            {
                output[pixel * channels + c + channel] = some.output[CHANNELS * pixel + channel];
            }
        }
        some.blocks += BLOCK_WORDS + all->filled;
    }
}

static MNV2_NOINLINE void
convolve_row(const convolution *all, const int8_t *const *rows, int8_t *output, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->output_channels;
    const int32_t step = params->stride_width * params->input_channels;
    /* The last column from which four pixels are read in place, or gathered without padding. */
    const int32_t last =
        all->is_run
            ? (rows[0] == NULL ? -1 : params->input_width - (all->filled + 3 * step - 1) / params->input_channels - 1)
            : (params->dilation_width == 1 ? params->input_width - 3 * params->stride_width - params->kernel_width
                                           : -1);
    square pixels = {
        .more_steps = all->filled / TAPS_AT_ONCE - 1,
        .output_offset = params->output_offset,
        .channels = channels,
        .min = params->activation_min,
        .max = params->activation_max,
        .blocks = all->blocks,
    };
    int32_t column = x_begin * params->stride_width - params->pad_left;
    for (int32_t x = x_begin; x < x_end; x += PIXELS)
    {
        const int32_t count = x_end - x < PIXELS ? x_end - x : PIXELS;
        if (count == PIXELS && column >= 0 && column <= last)
        {
            if (all->is_run)
            {
                set_values(&pixels, rows[0] + column * params->input_channels, step);
            }
            else
            {
                gather_four(all, rows, column);
                set_values(&pixels, all->scratch, all->filled);
            }
            pixels.offsets[1] = channels;
            pixels.offsets[2] = 2 * channels;
            pixels.offsets[3] = 3 * channels;
        }
        else
        {
            find_values(all, rows, column, count, &pixels);
        }
        if (params->filter_offset != 0)
        {
            add_sums(all, &pixels);
        }
        pixels.output = output;
        pixels.end = output + channels;
        if (count == 1)
        {
            multiply_one(&pixels);
        }
        else if (((uintptr_t)output | (uintptr_t)channels) % CHANNELS == 0)
        {
            all->multiply_four(&pixels);
        }
        else
        {
            multiply_blocks(all, &pixels, count);
        }
        column += PIXELS * params->stride_width;
        output += count * channels;
    }
}

static convolution convolution_of(const mnv2_conv_params *params, const int32_t *blocks, void *scratch)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int is_above_zero = params->output_offset == INT8_MIN && params->activation_min == INT8_MIN &&
                              params->activation_max == INT8_MAX && params->filter_offset == 0;
    const convolution all = {
        .params = params,
        .multiply_four = !params->scales_down ? multiply_any
                         : is_above_zero      ? multiply_above_zero
                                              : multiply_down,
        .blocks = blocks,
        .taps = taps,
        .filled = (taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE,
        .scratch = scratch,
        .is_run = params->kernel_height == 1 && (params->dilation_width == 1 || params->kernel_width == 1),
    };
    return all;
}

#pragma weak mnv2_convolve_squares_row_s8
void mnv2_convolve_squares_row_s8(const mnv2_conv_params *params,
                                  const int32_t *blocks,
                                  const int8_t *const *input_rows,
                                  void *scratch,
                                  int8_t *output,
                                  int32_t x_begin,
                                  int32_t x_end)
{
    const convolution all = convolution_of(params, blocks, scratch);
    convolve_row(&all, input_rows, output, x_begin, x_end);
}

#pragma weak mnv2_convolve_squares_tall_s8
void mnv2_convolve_squares_tall_s8(const mnv2_conv_params *params,
                                   const int32_t *blocks,
                                   const int8_t *input,
                                   void *scratch,
                                   void *row_table,
                                   int8_t *output)
{
    const int8_t **const rows = row_table;
    const convolution all = convolution_of(params, blocks, scratch);
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(convolve_row(&all, rows, output, 0, params->output_width);
                                     output += params->output_width * params->output_channels)
}

#pragma weak mnv2_convolve_squares_s8
void mnv2_convolve_squares_s8(
    const mnv2_conv_params *params, const int32_t *blocks, const int8_t *input, void *scratch, int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_squares_tall_s8(params, blocks, input, scratch, rows, output);
}
