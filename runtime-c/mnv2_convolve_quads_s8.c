/*
 * Convolution for cores with the DSP extension: four pixels times two output channels at a time, or two pixels, or one.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The weights of two channels share a halfword, a + 256 * b, so that one word holds two taps of both and one multiply
 * gives a sum of both: x * (a + 256 * b). A second multiply, by the low bytes alone, gives the sum of channel a; what
 * is left of the first is 256 times the sum of channel b. That halves the loads and the sign extensions of weights.
 * The few channels that have no partner, or weights of more than a byte (with a zero point), have halfwords of their
 * own.
 *
 * The windows of these pixels are written to scratch as 16-bit values first, once for all output channels. Four taps of
 * the pixels lie together: taps 0 and 2 of each pixel, then taps 1 and 3 of each. Taps are filled up to a multiple
 * of eight by whatever lies there, because weights of zero meet them.
 *
 * Four pixels read each weight once and so are the fastest. Two need half the scratch and one a quarter, at little more
 * time, because they have registers left to load several words at once; they also take the pixels that are left over.
 */
#include "mnv2_convolution.h"
#include "mnv2_quad_block_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

/* Some pixels at once: one, two or four. `missing` of them are the first again, so that three are computed as four. */
typedef struct
{
    int32_t count;
    int32_t missing;
} group;

/* What does not change from pixel to pixel, and what a kernel takes. */
typedef struct
{
    const mnv2_conv_params *params;
    const int32_t *pairs;
    int32_t pixels_at_once;
    int32_t taps; /* Filled up. */
    uint32_t *columns;
    int8_t *windows; /* Room for the bytes of those at once; of one pixel of the input where channels come in eights. */
    quad block;
    group prepared; /* Pixels that the block is made for. */
} convolution;

static group group_of(int32_t pixels)
{
    const group at_once = {pixels == 3 ? 4 : pixels, pixels == 3 ? 1 : 0};
    return at_once;
}

static uint32_t four_times(int32_t byte)
{
    return (uint32_t)(byte & 0xFF) * 0x01010101U;
}

static quad_finish finish_of(const mnv2_conv_params *params)
{
    if (params->activation_min != INT8_MIN || params->activation_max != INT8_MAX)
    {
        return WITHIN_LIMITS;
    }
    return params->output_offset == INT8_MIN ? ABOVE_ZERO : ANY_BYTE;
}

/* The block for so many pixels, all but the channels and where their outputs go. */
static MNV2_SMALL MNV2_NOINLINE void prepare(convolution *all, group pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->output_channels;
    const int32_t second = (1 - pixels.missing) * channels;
    quad *const block = &all->block;
    all->prepared = pixels;
    block->columns = all->columns;
    block->columns_end = all->columns + pixels.count * all->taps / 2;
    block->is_half = all->taps & TAPS_AT_ONCE;
    block->output_offset = params->output_offset;
    block->offsets[0] = second;
    block->offsets[1] = second + channels;
    block->offsets[2] = second + 2 * channels;
    block->min = four_times(params->activation_min);
    block->max = four_times(params->activation_max);
    block->finish = (int32_t)finish_of(params);
}

static void multiply_pairs(const quad *block, int32_t count)
{
    if (count == MOST_PIXELS)
    {
        multiply_four(block);
    }
    else if (count == 2)
    {
        multiply_two(block);
    }
    else
    {
        multiply_one(block);
    }
}

static void multiply_wide(const quad *block, int32_t count)
{
    if (count == MOST_PIXELS)
    {
        multiply_wide_four(block);
    }
    else
    {
        multiply_wide_few(block, count);
    }
}

/* All output channels of pixels whose columns are filled. */
static MNV2_NOINLINE void multiply_columns(convolution *all, int8_t *output, group pixels)
{
    quad *const block = &all->block;
    const int8_t *const end = output + all->params->output_channels;
    const int32_t *pairs = all->pairs;
    if (pixels.count != all->prepared.count || pixels.missing != all->prepared.missing)
    {
        prepare(all, pixels);
    }
    while (output < end)
    {
        /* So many pairs, or minus so many wide channels. */
        const int32_t run = *pairs++;
        block->pairs = pairs;
        block->output = output;
        if (run > 0)
        {
            pairs += run * (all->taps / 2 + WORDS_OF_PAIR);
            block->pairs_end = pairs;
            multiply_pairs(block, pixels.count);
            output += 2 * run;
        }
        else
        {
            pairs -= run * (all->taps / 2 + WORDS_OF_WIDE);
            block->pairs_end = pairs;
            multiply_wide(block, pixels.count);
            output -= run;
        }
    }
}

/* Columns of the last taps, which are no eight: no byte behind them is read. */
static MNV2_SMALL MNV2_NOINLINE void
expand_rest(const convolution *all, const int8_t *const *runs, int32_t count, int32_t whole, int32_t taps)
{
    int8_t rest[MOST_PIXELS][TAPS_AT_ONCE];
    const int8_t *rests[MOST_PIXELS];
    for (int32_t pixel = 0; pixel < count; pixel++)
    {
        memset(rest[pixel], 0, TAPS_AT_ONCE);
        mnv2_copy_run(rest[pixel], runs[pixel] + whole, taps - whole);
        rests[pixel] = rest[pixel];
    }
    expand(rests, count, all->columns + count * whole / 2, TAPS_AT_ONCE);
}

/* Pixels that wait until there are enough. */
typedef struct
{
    const int8_t *runs[MOST_PIXELS];
    int32_t count;
    int32_t in_scratch; /* So many of the runs. */
    int8_t *output;     /* Of the first. */
} waiting;

/* All output channels of the pixels that wait. */
static MNV2_NOINLINE void compute(convolution *all, waiting *pixels)
{
    const mnv2_conv_params *params = all->params;
    const group at_once = group_of(pixels->count);
    const int8_t **const runs = pixels->runs;
    if (at_once.missing > 0)
    {
        runs[3] = runs[2];
        runs[2] = runs[1];
        runs[1] = runs[0];
    }
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    /* In scratch there is something behind the last tap. */
    const int32_t whole = pixels->in_scratch == pixels->count ? all->taps : taps - taps % TAPS_AT_ONCE;
    if (whole > 0)
    {
        expand(runs, at_once.count, all->columns, whole);
    }
    if (whole < taps)
    {
        expand_rest(all, runs, at_once.count, whole, taps);
    }
    multiply_columns(all, pixels->output, at_once);
    pixels->output += pixels->count * params->output_channels;
    pixels->count = 0;
    pixels->in_scratch = 0;
}

/* Columns of taps in a row, some of which may be in the padding or apart. Returns where the next ones go. */
static MNV2_SMALL MNV2_NOINLINE uint32_t *
expand_at_border(const convolution *all, const int8_t *row, int32_t column, group pixels, uint32_t *columns)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    mnv2_fill_run(all->windows, params->input_zero_point, channels);
    for (int32_t kx = 0; kx < params->kernel_width; kx++)
    {
        const int8_t *runs[MOST_PIXELS];
        for (int32_t place = 0; place < pixels.count; place++)
        {
            const int32_t pixel = place < pixels.missing ? 0 : place - pixels.missing;
            const int32_t x = column + pixel * params->stride_width + kx * params->dilation_width;
            const int is_padding = row == NULL || x < 0 || x >= params->input_width;
            runs[place] = is_padding ? all->windows : row + x * channels;
        }
        expand(runs, pixels.count, columns, channels);
        columns += pixels.count * channels / 2;
    }
    return columns;
}

/* Columns from the rows themselves, where channels come in eights; the first window begins at `column`. */
static MNV2_NOINLINE void expand_rows(const convolution *all, const int8_t *const *rows, int32_t column, group pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    const int32_t run = params->kernel_width * channels;
    const int32_t stride = params->stride_width * channels;
    const int32_t reach = (pixels.count - pixels.missing - 1) * params->stride_width + params->kernel_width;
    const int is_inside = column >= 0 && column + reach <= params->input_width &&
                          (params->kernel_width == 1 || params->dilation_width == 1);
    uint32_t *columns = all->columns;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        if (!is_inside || rows[ky] == NULL)
        {
            columns = expand_at_border(all, rows[ky], column, pixels, columns);
            continue;
        }
        const int8_t *runs[MOST_PIXELS];
        runs[0] = rows[ky] + column * channels;
        for (int32_t place = 1; place < pixels.count; place++)
        {
            runs[place] = runs[place - 1] + (place > pixels.missing ? stride : 0);
        }
        expand(runs, pixels.count, columns, run);
        columns += pixels.count * run / 2;
    }
}

/* Pixels of a row, from rows that are read where they lie; none is left waiting. */
static void
add_row_of_eights(convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    for (int32_t x = x_begin; x < x_end;)
    {
        const int32_t rest = x_end - x;
        const int32_t added = rest < all->pixels_at_once ? rest : all->pixels_at_once;
        expand_rows(all, rows, x * params->stride_width - params->pad_left, group_of(added));
        multiply_columns(all, pixels->output, group_of(added));
        pixels->output += added * params->output_channels;
        x += added;
    }
}

/* The bytes under a window that is inside of the input. */
static void gather_inside(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
    const int32_t run = params->kernel_width * params->input_channels;
    const int32_t of_words = run & ~3;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        /* Most runs are short. */
        const int8_t *from = rows[ky] + column * params->input_channels;
        const int8_t *const words_end = from + of_words;
        const int8_t *const end = from + run;
        for (; from != words_end; from += 4)
        {
            mnv2_copy_word(to, from);
            to += 4;
        }
        while (from != end)
        {
            *to++ = *from++;
        }
    }
}

static MNV2_SMALL MNV2_NOINLINE void
gather_at_border(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
    mnv2_gather_window(params, rows, column, to);
}

/* Pixels of a row; up to three of them may be left waiting. */
static MNV2_NOINLINE void
add_row(convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    if (params->input_channels % TAPS_AT_ONCE == 0)
    {
        add_row_of_eights(all, pixels, rows, x_begin, x_end);
        return;
    }
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    int is_whole = reach == params->kernel_width - 1;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        is_whole = is_whole && rows[ky] != NULL;
    }
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int is_inside = is_whole && column >= 0 && column + reach < params->input_width;
        int8_t *const window = all->windows + pixels->count * all->taps;
        pixels->runs[pixels->count] = window;
        if (!is_inside)
        {
            gather_at_border(params, rows, column, window);
            pixels->in_scratch++;
        }
        else if (params->kernel_height == 1)
        {
            /* Taps that are neighbours in one row need no gathering. */
            pixels->runs[pixels->count] = rows[0] + column * params->input_channels;
        }
        else
        {
            gather_inside(params, rows, column, window);
            pixels->in_scratch++;
        }
        pixels->count++;
        if (pixels->count == all->pixels_at_once)
        {
            compute(all, pixels);
        }
    }
}

static void
begin(convolution *all, const mnv2_conv_params *params, const int32_t *pairs, void *scratch, int32_t pixels_at_once)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    all->params = params;
    all->pairs = pairs;
    all->pixels_at_once = pixels_at_once;
    all->taps = (taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE;
    all->columns = scratch;
    all->windows = (int8_t *)scratch + 2 * pixels_at_once * all->taps;
    all->prepared.count = 0;
}

#pragma weak mnv2_convolve_quads_row_s8
void mnv2_convolve_quads_row_s8(const mnv2_conv_params *params,
                                const int32_t *pairs,
                                const int8_t *const *input_rows,
                                void *scratch,
                                int32_t pixels_at_once,
                                int8_t *output,
                                int32_t x_begin,
                                int32_t x_end)
{
    convolution all;
    begin(&all, params, pairs, scratch, pixels_at_once);
    waiting pixels = {.output = output};
    add_row(&all, &pixels, input_rows, x_begin, x_end);
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_tall_s8
MNV2_SMALL void mnv2_convolve_quads_tall_s8(const mnv2_conv_params *params,
                                            const int32_t *pairs,
                                            const int8_t *input,
                                            void *scratch,
                                            int32_t pixels_at_once,
                                            void *row_table,
                                            int8_t *output)
{
    const int8_t **const rows = row_table;
    convolution all;
    begin(&all, params, pairs, scratch, pixels_at_once);
    waiting pixels = {.output = output};
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(add_row(&all, &pixels, rows, 0, params->output_width))
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_s8
MNV2_SMALL void mnv2_convolve_quads_s8(const mnv2_conv_params *params,
                                       const int32_t *pairs,
                                       const int8_t *input,
                                       void *scratch,
                                       int32_t pixels_at_once,
                                       int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_quads_tall_s8(params, pairs, input, scratch, pixels_at_once, rows, output);
}
