/*
 * Convolution for cores without products of pairs (Cortex-M0+, M3): four pixels at a time, or two.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two pixels share a word, x0 + 65536 * x1, so that one multiplication serves both. After four taps the sum of pixel 1
 * is what the word has above its lower half, and is taken out: the generator sees to it that four products of a pixel
 * fit 16 bits. Where weights are too large for that, the tap has a weight of zero there, and is added by itself as a
 * correction.
 *
 * The words of all taps are written to scratch first, once for all output channels. Weights are bytes from 0 on, which
 * is what Armv6-M loads in one instruction; what they have too much, their zero times the sum of the four values, is
 * taken off the word with which the sum of four taps begins. There 0x8000 is added too, so that the lower half is never
 * negative and borrows nothing from the upper.
 *
 * Columns:  for each four taps the first word of each pair of pixels, then for each tap the word of each pair
 * Channel:  `sums`, bias, weights of four taps a word, multiplier, shift to the right with the number of corrections in
 *           its upper half, corrections: a weight in the lower half, the place of its tap in columns of one pair, in
 *           bytes, in the upper
 */
#include "mnv2_convolution.h"
#include "mnv2_halfword_block_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

/* What does not change from pixel to pixel. */
typedef struct
{
    const mnv2_conv_params *params;
    const int32_t *channels;
    const int32_t *channels_end;
    int32_t pixels_at_once;
    int32_t taps;  /* Filled up to a multiple of four. */
    uint32_t zero; /* Of the weights. */
    uint32_t *columns;
    int8_t *windows; /* Bytes of the pixels at once; of one pixel of the input where its channels come in fours. */
} convolution;

/*
 * Fours of taps of one pair, from two runs of bytes; `pairs` is a constant wherever this is expanded.
 */
static MNV2_INLINE void
expand_among(const int8_t *run0, const int8_t *run1, int32_t taps, const int32_t pairs, uint32_t zero, uint32_t *to)
{
    const int8_t *const end = run0 + taps;
    while (run0 != end)
    {
        uint32_t sum = 0;
#define EXPAND_TAP(tap) \
    { \
        const uint32_t both = (uint32_t)run0[tap] + ((uint32_t)run1[tap] << 16); \
        to[pairs * (1 + (tap))] = both; \
        sum += both; \
    }
        EXPAND_TAP(0)
        EXPAND_TAP(1)
        EXPAND_TAP(2)
        EXPAND_TAP(3)
#undef EXPAND_TAP
        to[0] = 0x8000U - zero * sum;
        to += pairs * WORDS_OF_TAPS;
        run0 += TAPS_AT_ONCE;
        run1 += TAPS_AT_ONCE;
    }
}

static MNV2_NOINLINE void
expand_of_two(const int8_t *run0, const int8_t *run1, int32_t taps, uint32_t zero, uint32_t *to)
{
    expand_among(run0, run1, taps, 2, zero, to);
}

static MNV2_NOINLINE void expand_only(const int8_t *run0, const int8_t *run1, int32_t taps, uint32_t zero, uint32_t *to)
{
    expand_among(run0, run1, taps, 1, zero, to);
}

/* Runs of fours of taps of two or four pixels. */
static uint32_t *
expand_fours(const convolution *all, const int8_t *const *runs, int32_t count, int32_t taps, uint32_t *to)
{
    if (count == 2)
    {
        expand_only(runs[0], runs[1], taps, all->zero, to);
    }
    else
    {
        expand_of_two(runs[0], runs[1], taps, all->zero, to);
        expand_of_two(runs[2], runs[3], taps, all->zero, to + 1);
    }
    return to + count / 2 * WORDS_OF_TAPS * (taps / TAPS_AT_ONCE);
}

/* Runs of any number of taps; behind the last nothing is read. */
static uint32_t *expand(const convolution *all, const int8_t *const *runs, int32_t count, int32_t taps, uint32_t *to)
{
    const int32_t whole = taps & ~(TAPS_AT_ONCE - 1);
    to = expand_fours(all, runs, count, whole, to);
    if (whole == taps)
    {
        return to;
    }
    int8_t rest[MOST_PIXELS][TAPS_AT_ONCE] = {{0}};
    const int8_t *rests[MOST_PIXELS];
    for (int32_t place = 0; place < count; place++)
    {
        for (int32_t tap = whole; tap < taps; tap++)
        {
            rest[place][tap - whole] = runs[place][tap];
        }
        rests[place] = rest[place];
    }
    return expand_fours(all, rests, count, TAPS_AT_ONCE, to);
}

/* Neighbouring pixels of a row that are computed at once: two or four; the first `missing` are the first again. */
typedef struct
{
    int32_t column; /* Where the window of the first begins. */
    int32_t count;
    int32_t missing;
} pixel_group;

static int32_t pixel_at(const pixel_group *group, int32_t place)
{
    return place < group->missing ? 0 : place - group->missing;
}

/* Where channels come in fours: the rows are read where they lie. */
static void expand_rows(const convolution *all, const int8_t *const *rows, const pixel_group *group)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    const int32_t step = params->kernel_width == 1 ? 1 : params->dilation_width;
    const int32_t last =
        group->column + pixel_at(group, group->count - 1) * params->stride_width + (params->kernel_width - 1) * step;
    const int is_inside = group->column >= 0 && last < params->input_width && step == 1;
    const int8_t *runs[MOST_PIXELS];
    uint32_t *to = all->columns;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        if (is_inside && rows[ky] != NULL)
        {
            for (int32_t place = 0; place < group->count; place++)
            {
                const int32_t x = group->column + pixel_at(group, place) * params->stride_width;
                runs[place] = rows[ky] + x * channels;
            }
            to = expand(all, runs, group->count, params->kernel_width * channels, to);
            continue;
        }
        memset(all->windows, params->input_zero_point, (size_t)channels);
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            for (int32_t place = 0; place < group->count; place++)
            {
                const int32_t x = group->column + pixel_at(group, place) * params->stride_width + kx * step;
                const int is_padding = rows[ky] == NULL || x < 0 || x >= params->input_width;
                runs[place] = is_padding ? all->windows : rows[ky] + x * channels;
            }
            to = expand(all, runs, group->count, channels, to);
        }
    }
}

/* Otherwise windows are gathered first, unless each is a run of a row. */
static void expand_windows(const convolution *all, const int8_t *const *rows, const pixel_group *group)
{
    const mnv2_conv_params *params = all->params;
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    const int32_t last = group->column + pixel_at(group, group->count - 1) * params->stride_width + reach;
    const int are_runs = params->kernel_height == 1 && rows[0] != NULL && reach == params->kernel_width - 1 &&
                         group->column >= 0 && last < params->input_width;
    const int8_t *runs[MOST_PIXELS];
    for (int32_t place = 0; place < group->count; place++)
    {
        const int32_t column = group->column + pixel_at(group, place) * params->stride_width;
        int8_t *const window = all->windows + place * taps;
        if (!are_runs)
        {
            mnv2_gather_window(params, rows, column, window);
        }
        runs[place] = are_runs ? rows[0] + column * params->input_channels : window;
    }
    expand(all, runs, group->count, taps, all->columns);
}

/* All output channels of the pixels whose columns are filled. */
static void multiply_columns(const convolution *all, const pixel_group *group, int8_t *output)
{
    const mnv2_conv_params *params = all->params;
    const int is_above_zero =
        params->output_offset == INT8_MIN && params->activation_min == INT8_MIN && params->activation_max == INT8_MAX;
    halfword_block block = {
        .columns = all->columns,
        .columns_end = all->columns + group->count / 2 * WORDS_OF_TAPS * (all->taps / TAPS_AT_ONCE),
        .is_half = all->taps & TAPS_AT_ONCE,
        .output = output,
        .channels = all->channels,
        .channels_end = all->channels_end,
        .output_offset = params->output_offset,
        .min = params->activation_min,
        .max = params->activation_max,
    };
    for (int32_t place = 1; place < group->count; place++)
    {
        block.offsets[place - 1] = pixel_at(group, place) * params->output_channels;
    }
    if (group->count == 2)
    {
        (is_above_zero ? two_above_zero : two_within_limits)(&block);
    }
    else
    {
        (is_above_zero ? four_above_zero : four_within_limits)(&block);
    }
}

static void
convolve_row(const convolution *all, const int8_t *const *rows, int8_t *output, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    int32_t x = x_begin;
    while (x < x_end)
    {
        const int32_t rest = x_end - x;
        const int32_t added = rest < all->pixels_at_once ? rest : all->pixels_at_once;
        const pixel_group group = {
            .column = x * params->stride_width - params->pad_left,
            .count = added + (added & 1),
            .missing = added & 1,
        };
        if (params->input_channels % TAPS_AT_ONCE == 0)
        {
            expand_rows(all, rows, &group);
        }
        else
        {
            expand_windows(all, rows, &group);
        }
        multiply_columns(all, &group, output);
        output += added * params->output_channels;
        x += added;
    }
}

static convolution convolution_of(
    const mnv2_conv_params *params, const int32_t *channels, int32_t words, void *scratch, int32_t pixels_at_once)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int32_t filled = (taps + TAPS_AT_ONCE - 1) & ~(TAPS_AT_ONCE - 1);
    uint32_t *const columns = scratch;
    const convolution all = {
        .params = params,
        .channels = channels,
        .channels_end = channels + words,
        .pixels_at_once = pixels_at_once,
        .taps = filled,
        .zero = (uint32_t)(128 - params->filter_offset),
        .columns = columns,
        .windows = (int8_t *)(columns + pixels_at_once / 2 * WORDS_OF_TAPS * (filled / TAPS_AT_ONCE)),
    };
    return all;
}

#pragma weak mnv2_convolve_halfwords_row_s8
void mnv2_convolve_halfwords_row_s8(const mnv2_conv_params *params,
                                    const int32_t *channels,
                                    int32_t words,
                                    const int8_t *const *input_rows,
                                    void *scratch,
                                    int32_t pixels_at_once,
                                    int8_t *output,
                                    int32_t x_begin,
                                    int32_t x_end)
{
    const convolution all = convolution_of(params, channels, words, scratch, pixels_at_once);
    convolve_row(&all, input_rows, output, x_begin, x_end);
}

#pragma weak mnv2_convolve_halfwords_tall_s8
void mnv2_convolve_halfwords_tall_s8(const mnv2_conv_params *params,
                                     const int32_t *channels,
                                     int32_t words,
                                     const int8_t *input,
                                     void *scratch,
                                     int32_t pixels_at_once,
                                     void *row_table,
                                     int8_t *output)
{
    const int8_t **const rows = row_table;
    const convolution all = convolution_of(params, channels, words, scratch, pixels_at_once);
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(convolve_row(&all, rows, output, 0, params->output_width);
                                     output += params->output_width * params->output_channels)
}

#pragma weak mnv2_convolve_halfwords_s8
void mnv2_convolve_halfwords_s8(const mnv2_conv_params *params,
                                const int32_t *channels,
                                int32_t words,
                                const int8_t *input,
                                void *scratch,
                                int32_t pixels_at_once,
                                int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_halfwords_tall_s8(params, channels, words, input, scratch, pixels_at_once, rows, output);
}
