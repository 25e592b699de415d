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

/* What does not change from pixel to pixel. */
typedef struct
{
    const mnv2_conv_params *params;
    const int32_t *pairs;
    int32_t pixels_at_once;
    int32_t taps; /* Filled up. */
    uint32_t *columns;
    int8_t *windows; /* Room for the bytes of those at once; of one pixel of the input where channels come in eights. */
} convolution;

/* Some pixels at once: one, two or four. `missing` of them are the first again, so that three are computed as four. */
typedef struct
{
    int32_t count;
    int32_t missing;
} group;

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
static MNV2_NOINLINE void multiply_columns(const convolution *all, int8_t *output, group pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t weight_words = all->taps / 2;
    const int32_t channels = params->output_channels;
    const int32_t second = (1 - pixels.missing) * channels;
    const int8_t *const end = output + channels;
    /* Field by field: an initializer would clear it first. */
    quad block;
    block.columns = all->columns;
    block.columns_end = all->columns + pixels.count * weight_words;
    block.is_half = all->taps & TAPS_AT_ONCE;
    block.output_offset = params->output_offset;
    block.offsets[0] = second;
    block.offsets[1] = second + channels;
    block.offsets[2] = second + 2 * channels;
    block.pairs_end = all->pairs;
    block.min = four_times(params->activation_min);
    block.max = four_times(params->activation_max);
    block.finish = (int32_t)finish_of(params);
    while (output < end)
    {
        /* So many pairs, or minus so many wide channels. */
        const int32_t run = *block.pairs_end;
        block.pairs = block.pairs_end + 1;
        block.output = output;
        if (run > 0)
        {
            block.pairs_end = block.pairs + run * (weight_words + WORDS_OF_PAIR);
            multiply_pairs(&block, pixels.count);
            output += 2 * run;
        }
        else
        {
            block.pairs_end = block.pairs - run * (weight_words + WORDS_OF_WIDE);
            multiply_wide(&block, pixels.count);
            output -= run;
        }
    }
}

/* Columns from runs of bytes, of which no byte behind the last tap is read unless they lie in scratch. */
static void expand_runs(const convolution *all, const int8_t *const *runs, int32_t count, int32_t taps)
{
    const int32_t whole = taps - taps % TAPS_AT_ONCE;
    if (whole > 0)
    {
        expand(runs, count, all->columns, whole);
    }
    if (whole < taps)
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
static MNV2_NOINLINE void compute(const convolution *all, waiting *pixels)
{
    const mnv2_conv_params *params = all->params;
    const group at_once = group_of(pixels->count);
    const int8_t *runs[MOST_PIXELS];
    for (int32_t place = 0; place < at_once.count; place++)
    {
        runs[place] = pixels->runs[place < at_once.missing ? 0 : place - at_once.missing];
    }
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    expand_runs(all, runs, at_once.count, pixels->in_scratch == pixels->count ? all->taps : taps);
    multiply_columns(all, pixels->output, at_once);
    pixels->output += pixels->count * params->output_channels;
    pixels->count = 0;
    pixels->in_scratch = 0;
}

/* Columns from the rows themselves, where channels come in eights; the first window begins at `column`. */
static MNV2_NOINLINE void expand_rows(const convolution *all, const int8_t *const *rows, int32_t column, group pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    const int32_t step = params->kernel_width == 1 ? 1 : params->dilation_width;
    const int32_t reach =
        (pixels.count - pixels.missing - 1) * params->stride_width + (params->kernel_width - 1) * step;
    const int is_inside = column >= 0 && column + reach < params->input_width && step == 1;
    uint32_t *columns = all->columns;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        const int8_t *runs[MOST_PIXELS];
        if (is_inside && rows[ky] != NULL)
        {
            const int8_t *run = rows[ky] + column * channels;
            runs[0] = run;
            for (int32_t place = 1; place < pixels.count; place++)
            {
                run += place > pixels.missing ? params->stride_width * channels : 0;
                runs[place] = run;
            }
            expand(runs, pixels.count, columns, params->kernel_width * channels);
            columns += pixels.count * params->kernel_width * channels / 2;
            continue;
        }
        mnv2_fill_run(all->windows, params->input_zero_point, channels);
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            for (int32_t place = 0; place < pixels.count; place++)
            {
                const int32_t pixel = place < pixels.missing ? 0 : place - pixels.missing;
                const int32_t x = column + pixel * params->stride_width + kx * step;
                const int is_padding = rows[ky] == NULL || x < 0 || x >= params->input_width;
                runs[place] = is_padding ? all->windows : rows[ky] + x * channels;
            }
            expand(runs, pixels.count, columns, channels);
            columns += pixels.count * channels / 2;
        }
    }
}

/* Pixels of a row, from rows that are read where they lie; none is left waiting. */
static void
add_row_of_eights(const convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
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

/* Pixels of a row; up to three of them may be left waiting. */
static void add_row(const convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    if (params->input_channels % TAPS_AT_ONCE == 0)
    {
        add_row_of_eights(all, pixels, rows, x_begin, x_end);
        return;
    }
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    /* Taps that are neighbours in one row need no gathering, where none of them lies in the padding. */
    const int is_run = params->kernel_height == 1 && rows[0] != NULL && reach == params->kernel_width - 1;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        if (is_run && column >= 0 && column + reach < params->input_width)
        {
            pixels->runs[pixels->count] = rows[0] + column * params->input_channels;
        }
        else
        {
            int8_t *const window = all->windows + pixels->count * all->taps;
            mnv2_gather_window(params, rows, column, window);
            pixels->runs[pixels->count] = window;
            pixels->in_scratch++;
        }
        pixels->count++;
        if (pixels->count == all->pixels_at_once)
        {
            compute(all, pixels);
        }
    }
}

static convolution
convolution_of(const mnv2_conv_params *params, const int32_t *pairs, void *scratch, int32_t pixels_at_once)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int32_t filled = (taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE;
    const convolution all = {
        .params = params,
        .pairs = pairs,
        .pixels_at_once = pixels_at_once,
        .taps = filled,
        .columns = scratch,
        .windows = (int8_t *)scratch + 2 * pixels_at_once * filled,
    };
    return all;
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
    const convolution all = convolution_of(params, pairs, scratch, pixels_at_once);
    waiting pixels = {.output = output};
    add_row(&all, &pixels, input_rows, x_begin, x_end);
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_tall_s8
void mnv2_convolve_quads_tall_s8(const mnv2_conv_params *params,
                                 const int32_t *pairs,
                                 const int8_t *input,
                                 void *scratch,
                                 int32_t pixels_at_once,
                                 void *row_table,
                                 int8_t *output)
{
    const int8_t **const rows = row_table;
    const convolution all = convolution_of(params, pairs, scratch, pixels_at_once);
    waiting pixels = {.output = output};
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(add_row(&all, &pixels, rows, 0, params->output_width))
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_s8
void mnv2_convolve_quads_s8(const mnv2_conv_params *params,
                            const int32_t *pairs,
                            const int8_t *input,
                            void *scratch,
                            int32_t pixels_at_once,
                            int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_quads_tall_s8(params, pairs, input, scratch, pixels_at_once, rows, output);
}
