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

#if MNV2_HAS_MVE

/* A row of a window is short: it fits a vector. */
static int is_short(const mnv2_conv_params *params)
{
    return params->dilation_width == 1 && params->kernel_width * params->input_channels <= TAPS_AT_ONCE;
}

/* The window whose first tap is at `column`, of which any part may lie in the padding. Its rows are short. */
static void gather_short(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
    const int32_t channels = params->input_channels;
    const int32_t run = params->kernel_width * channels;
    const int32_t end = params->input_width - column;
    const int32_t before = column < 0 ? (column < -params->kernel_width ? run : -column * channels) : 0;
    const int32_t inside = end < params->kernel_width ? end * channels : run;
    const int8x16_t zero_points = vdupq_n_s8((int8_t)params->input_zero_point);
    const mve_pred16_t all = vctp8q((uint32_t)run);
    const mve_pred16_t some = vctp8q(inside > before ? (uint32_t)(inside - before) : 0);
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        vstrbq_p_s8(to, zero_points, all);
        if (rows[ky] != NULL)
        {
            vstrbq_p_s8(to + before, vldrbq_z_s8(rows[ky] + column * channels + before, some), some);
        }
        to += run;
    }
}

/* The windows of four neighbouring pixels, of which no column lies in the padding. Their rows are short. */
static MNV2_NOINLINE void gather_four_short(const convolution *all, const int8_t *const *rows, int32_t column)
{
    const mnv2_conv_params *params = all->params;
    const int32_t run = params->kernel_width * params->input_channels;
    const int32_t step = params->stride_width * params->input_channels;
    const int32_t filled = all->filled;
    const int32_t first = column * params->input_channels;
    const int8x16_t zero_points = vdupq_n_s8((int8_t)params->input_zero_point);
    const mve_pred16_t lanes = vctp8q((uint32_t)run);
    int8_t *to = all->scratch;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        int8x16_t values[PIXELS] = {zero_points, zero_points, zero_points, zero_points};
        if (rows[ky] != NULL)
        {
            const int8_t *from = rows[ky] + first;
            values[0] = vldrbq_z_s8(from, lanes);
            values[1] = vldrbq_z_s8(from + step, lanes);
            values[2] = vldrbq_z_s8(from + 2 * step, lanes);
            values[3] = vldrbq_z_s8(from + 3 * step, lanes);
        }
        vstrbq_p_s8(to, values[0], lanes);
        vstrbq_p_s8(to + filled, values[1], lanes);
        vstrbq_p_s8(to + 2 * filled, values[2], lanes);
        vstrbq_p_s8(to + 3 * filled, values[3], lanes);
        to += run;
    }
}

#endif

/* The windows of four neighbouring pixels, of which no column lies in the padding and no taps are left out. */
static MNV2_NOINLINE void gather_four_long(const convolution *all, const int8_t *const *rows, int32_t column)
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

static void gather(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
#if MNV2_HAS_MVE
    if (is_short(params))
    {
        gather_short(params, rows, column, to);
        return;
    }
#endif
    mnv2_gather_window(params, rows, column, to);
}

static void gather_four(const convolution *all, const int8_t *const *rows, int32_t column)
{
#if MNV2_HAS_MVE
    if (is_short(all->params))
    {
        gather_four_short(all, rows, column);
        return;
    }
#endif
    gather_four_long(all, rows, column);
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
                gather(params, rows, column, free_scratch);
                values = free_scratch;
                free_scratch += all->filled;
            }
            column += params->stride_width;
        }
        pixels->values[places[pixel]] = values;
    }
}

static void set_values(square *pixels, const int8_t *first, int32_t step)
{
    pixels->values[places[0]] = first;
    pixels->values[places[1]] = first + step;
    pixels->values[places[2]] = first + 2 * step;
    pixels->values[places[3]] = first + 3 * step;
}

/* Where the outputs of `count` pixels are, and of the last of them again. */
static void set_offsets(square *pixels, int32_t count)
{
    for (int32_t pixel = 0; pixel < PIXELS; pixel++)
    {
        const uint32_t offset = (uint32_t)((pixel < count ? pixel : count - 1) * pixels->channels);
        pixels->offsets[pixel] = pixels->by_bytes ? offset | (offset + 2) << 16 : offset;
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
        .by_bytes = ((uintptr_t)output | (uintptr_t)channels) % CHANNELS != 0,
        .channels = channels,
        .min = params->activation_min,
        .max = params->activation_max,
        .blocks = all->blocks,
    };
    int32_t column = x_begin * params->stride_width - params->pad_left;
    int32_t placed = 0;
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
        else
        {
            if (count != placed)
            {
                set_offsets(&pixels, count);
                placed = count;
            }
            all->multiply_four(&pixels);
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
