/*
 * Convolution for cores with the DSP extension: the bytes under each window are gathered in scratch, unless they are a
 * run of the input.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolution.h"
#include "mnv2_quad_group_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

/* What does not change from pixel to pixel, and pixels that wait until there are enough. */
typedef struct
{
    const mnv2_conv_params *params;
    mnv2_quad_group group;
    int8_t *gathered; /* Room for the windows of the pixels at once. */
    const int8_t *windows[MOST_PIXELS];
    int32_t count;
    int32_t in_scratch; /* So many of the windows. */
    int8_t *output;     /* Of the first. */
} convolution;

/* All output channels of the pixels that wait. */
static MNV2_NOINLINE void compute(convolution *all)
{
    /* In scratch there is something behind the last tap. */
    const int32_t taps = all->group.taps;
    const int32_t readable = all->in_scratch == all->count ? mnv2_filled_taps(taps) : taps;
    mnv2_compute_quads(&all->group, all->windows, all->count, readable, all->output);
    all->output += all->count * all->group.channels;
    all->count = 0;
    all->in_scratch = 0;
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

/* The same byte by byte of a window that reaches into the padding, or whose taps lie apart. */
static MNV2_SMALL MNV2_NOINLINE void
gather_at_border(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
    const int32_t channels = params->input_channels;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            const int32_t x = column + kx * params->dilation_width;
            const int is_padding = rows[ky] == NULL || x < 0 || x >= params->input_width;
            for (int32_t channel = 0; channel < channels; channel++)
            {
                *to++ = (int8_t)(is_padding ? params->input_zero_point : rows[ky][x * channels + channel]);
            }
        }
    }
}

/* Pixels of a row; some of them may be left waiting. */
static MNV2_NOINLINE void add_row(convolution *all, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
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
        int8_t *const window = all->gathered + all->count * mnv2_filled_taps(all->group.taps);
        all->windows[all->count] = window;
        if (!is_inside)
        {
            gather_at_border(params, rows, column, window);
            all->in_scratch++;
        }
        else if (params->kernel_height == 1)
        {
            /* Taps that are neighbours in one row need no gathering. */
            all->windows[all->count] = rows[0] + column * params->input_channels;
        }
        else
        {
            gather_inside(params, rows, column, window);
            all->in_scratch++;
        }
        all->count++;
        if (all->count == all->group.at_once->pixels)
        {
            compute(all);
        }
    }
}

static void begin(convolution *all,
                  const mnv2_conv_params *params,
                  const int32_t *pairs,
                  void *scratch,
                  const mnv2_at_once *at_once,
                  int8_t *output)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    all->params = params;
    all->group.at_once = at_once;
    all->group.pairs = pairs;
    all->group.columns = scratch;
    all->group.taps = taps;
    all->group.channels = params->output_channels;
    mnv2_begin_quads(&all->group, params->output_offset, params->activation_min, params->activation_max);
    all->gathered = (int8_t *)scratch + 2 * at_once->pixels * mnv2_filled_taps(taps);
    all->count = 0;
    all->in_scratch = 0;
    all->output = output;
}

#pragma weak mnv2_convolve_quads_row_s8
void mnv2_convolve_quads_row_s8(const mnv2_conv_params *params,
                                const int32_t *pairs,
                                const int8_t *const *input_rows,
                                void *scratch,
                                const mnv2_at_once *at_once,
                                int8_t *output,
                                int32_t x_begin,
                                int32_t x_end)
{
    convolution all;
    begin(&all, params, pairs, scratch, at_once, output);
    add_row(&all, input_rows, x_begin, x_end);
    compute(&all);
}

#pragma weak mnv2_convolve_quads_tall_s8
MNV2_SMALL void mnv2_convolve_quads_tall_s8(const mnv2_conv_params *params,
                                            const int32_t *pairs,
                                            const int8_t *input,
                                            void *scratch,
                                            const mnv2_at_once *at_once,
                                            void *row_table,
                                            int8_t *output)
{
    const int8_t **const rows = row_table;
    convolution all;
    begin(&all, params, pairs, scratch, at_once, output);
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(add_row(&all, rows, 0, params->output_width))
    compute(&all);
}

#pragma weak mnv2_convolve_quads_s8
MNV2_SMALL void mnv2_convolve_quads_s8(const mnv2_conv_params *params,
                                       const int32_t *pairs,
                                       const int8_t *input,
                                       void *scratch,
                                       const mnv2_at_once *at_once,
                                       int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_quads_tall_s8(params, pairs, input, scratch, at_once, rows, output);
}
