/*
 * Convolution for cores with the DSP extension where input channels come in eights: windows are read where they lie.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolution.h"
#include "mnv2_quad_group_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

/* What does not change from pixel to pixel. */
typedef struct
{
    const mnv2_conv_params *params;
    mnv2_quad_group group;
    int8_t *padding; /* Scratch: a pixel in the padding. */
} convolution;

/* Pixels of a row from input column `column` on; of the first, `missing` times again. */
typedef struct
{
    const mnv2_at_once *at_once;
    int32_t missing;
    int32_t column;
} place;

/* Columns of taps in a row, some of which may be in the padding or apart. Returns where the next ones go. */
static MNV2_SMALL MNV2_NOINLINE uint32_t *
expand_at_border(const convolution *all, const int8_t *row, const place *at, uint32_t *columns)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    const int32_t pixels = at->at_once->pixels;
    mnv2_fill_run(all->padding, params->input_zero_point, channels);
    for (int32_t kx = 0; kx < params->kernel_width; kx++)
    {
        const int8_t *runs[MOST_PIXELS];
        for (int32_t i = 0; i < pixels; i++)
        {
            const int32_t pixel = i < at->missing ? 0 : i - at->missing;
            const int32_t x = at->column + pixel * params->stride_width + kx * params->dilation_width;
            const int is_padding = row == NULL || x < 0 || x >= params->input_width;
            runs[i] = is_padding ? all->padding : row + x * channels;
        }
        at->at_once->expand(runs, columns, channels);
        columns += pixels * channels / 2;
    }
    return columns;
}

/* Columns of all taps. */
static MNV2_NOINLINE void expand_rows(const convolution *all, const int8_t *const *rows, const place *at)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    const int32_t pixels = at->at_once->pixels;
    const int32_t run = params->kernel_width * channels;
    const int32_t stride = params->stride_width * channels;
    const int32_t reach = (pixels - at->missing - 1) * params->stride_width + params->kernel_width;
    const int is_inside = at->column >= 0 && at->column + reach <= params->input_width &&
                          (params->kernel_width == 1 || params->dilation_width == 1);
    uint32_t *columns = all->group.columns;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        if (!is_inside || rows[ky] == NULL)
        {
            columns = expand_at_border(all, rows[ky], at, columns);
            continue;
        }
        const int8_t *runs[MOST_PIXELS];
        runs[0] = rows[ky] + at->column * channels;
        for (int32_t i = 1; i < pixels; i++)
        {
            runs[i] = runs[i - 1] + (i > at->missing ? stride : 0);
        }
        at->at_once->expand(runs, columns, run);
        columns += pixels * run / 2;
    }
}

/* Pixels of a row. Returns where the outputs of the next one go. */
static MNV2_NOINLINE int8_t *
convolve_row(convolution *all, const int8_t *const *rows, int8_t *output, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    for (int32_t x = x_begin; x < x_end;)
    {
        place at;
        at.at_once = mnv2_first_of(all->group.at_once, x_end - x);
        at.missing = at.at_once->pixels > x_end - x ? 1 : 0;
        at.column = x * params->stride_width - params->pad_left;
        expand_rows(all, rows, &at);
        mnv2_multiply_quads(&all->group, at.at_once, at.missing, output);
        const int32_t computed = at.at_once->pixels - at.missing;
        output += computed * params->output_channels;
        x += computed;
    }
    return output;
}

static void begin(
    convolution *all, const mnv2_conv_params *params, const int32_t *pairs, void *scratch, const mnv2_at_once *at_once)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    all->params = params;
    all->group.at_once = at_once;
    all->group.pairs = pairs;
    all->group.columns = scratch;
    all->group.taps = taps;
    all->group.channels = params->output_channels;
    mnv2_begin_quads(&all->group, params->output_offset, params->activation_min, params->activation_max);
    all->padding = (int8_t *)scratch + 2 * at_once->pixels * taps;
}

#pragma weak mnv2_convolve_quads_eights_row_s8
void mnv2_convolve_quads_eights_row_s8(const mnv2_conv_params *params,
                                       const int32_t *pairs,
                                       const int8_t *const *input_rows,
                                       void *scratch,
                                       const mnv2_at_once *at_once,
                                       int8_t *output,
                                       int32_t x_begin,
                                       int32_t x_end)
{
    convolution all;
    begin(&all, params, pairs, scratch, at_once);
    (void)convolve_row(&all, input_rows, output, x_begin, x_end);
}

#pragma weak mnv2_convolve_quads_eights_tall_s8
MNV2_SMALL void mnv2_convolve_quads_eights_tall_s8(const mnv2_conv_params *params,
                                                   const int32_t *pairs,
                                                   const int8_t *input,
                                                   void *scratch,
                                                   const mnv2_at_once *at_once,
                                                   void *row_table,
                                                   int8_t *output)
{
    const int8_t **const rows = row_table;
    convolution all;
    begin(&all, params, pairs, scratch, at_once);
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(output = convolve_row(&all, rows, output, 0, params->output_width))
}

#pragma weak mnv2_convolve_quads_eights_s8
MNV2_SMALL void mnv2_convolve_quads_eights_s8(const mnv2_conv_params *params,
                                              const int32_t *pairs,
                                              const int8_t *input,
                                              void *scratch,
                                              const mnv2_at_once *at_once,
                                              int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_quads_eights_tall_s8(params, pairs, input, scratch, at_once, rows, output);
}
