/*
 * 3x3 depthwise convolution, depth multiplier 1: the rows of MobileNetV2's bottlenecks.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Everything that belongs to a channel lies in one record, so that one pointer walks over it while three others walk
 * over the input: that is what fits in the registers of a Cortex-M.
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

/* Words of a record: folded bias, plain bias, multiplier, then nine weights and the shift as bytes. */
enum
{
    FOLDED_BIAS = 0,
    PLAIN_BIAS = 1,
    MULTIPLIER = 2,
    BYTES = 3,
    WORDS = 6,
    SHIFT_BYTE = 9
};

static inline uint32_t add_row(uint32_t sum, const int8_t *x, int32_t step, const int8_t *w)
{
    sum = mnv2_mac(sum, w[0], x[0]);
    sum = mnv2_mac(sum, w[1], x[step]);
    return mnv2_mac(sum, w[2], x[2 * step]);
}

/* A pixel whose window lies inside the input. */
static void inside_pixel(const mnv2_conv_params *params,
                         const int32_t *record,
                         const int8_t *row0,
                         const int8_t *row1,
                         const int8_t *row2,
                         int8_t *output)
{
    const int32_t step = params->input_channels * params->dilation_width;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    const int8_t *end = output + params->output_channels;
    while (output < end)
    {
        const int8_t *bytes = (const int8_t *)(record + BYTES);
        uint32_t sum = (uint32_t)record[FOLDED_BIAS];
        sum = add_row(sum, row0++, step, bytes);
        sum = add_row(sum, row1++, step, bytes + 3);
        sum = add_row(sum, row2++, step, bytes + 6);
        *output++ = mnv2_finish_down((int32_t)sum, record[MULTIPLIER], bytes[SHIFT_BYTE], range);
        record += WORDS;
    }
}

/* Two windows side by side: four columns, of which the middle two count for both. */
typedef struct
{
    uint32_t left;
    uint32_t right;
} sum_pair;

static inline sum_pair add_row_pair(sum_pair sum, const int8_t *x, int32_t step, const int8_t *w)
{
    sum.left = mnv2_mac(sum.left, w[0], x[0]);
    sum.left = mnv2_mac(sum.left, w[1], x[step]);
    sum.right = mnv2_mac(sum.right, w[0], x[step]);
    sum.left = mnv2_mac(sum.left, w[2], x[2 * step]);
    sum.right = mnv2_mac(sum.right, w[1], x[2 * step]);
    sum.right = mnv2_mac(sum.right, w[2], x[3 * step]);
    return sum;
}

/* Two neighbouring pixels inside, at stride 1 and dilation 1. */
static void inside_pair(const mnv2_conv_params *params,
                        const int32_t *record,
                        const int8_t *row0,
                        const int8_t *row1,
                        const int8_t *row2,
                        int8_t *output)
{
    const int32_t step = params->input_channels;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    const int8_t *end = output + step;
    while (output < end)
    {
        const int8_t *bytes = (const int8_t *)(record + BYTES);
        const uint32_t bias = (uint32_t)record[FOLDED_BIAS];
        sum_pair sum = {bias, bias};
        sum = add_row_pair(sum, row0++, step, bytes);
        sum = add_row_pair(sum, row1++, step, bytes + 3);
        sum = add_row_pair(sum, row2++, step, bytes + 6);
        const int32_t multiplier = record[MULTIPLIER];
        const int32_t right = bytes[SHIFT_BYTE];
        output[step] = mnv2_finish_down((int32_t)sum.right, multiplier, right, range);
        *output++ = mnv2_finish_down((int32_t)sum.left, multiplier, right, range);
        record += WORDS;
    }
}

/* The part of a window that lies inside the input: some of its rows, `columns` neighbouring taps of each. */
typedef struct
{
    int32_t row_count;
    const int8_t *values[3]; /* The first tap of each row. */
    int32_t weights[3];      /* Its place among the nine. */
} window_part;

/* Taps in the padding add nothing to a plain bias. `columns` is a constant wherever this is expanded. */
static inline void part_pixel(
    const mnv2_conv_params *params, const int32_t *record, const window_part *part, int32_t columns, int8_t *output)
{
    const int32_t step = params->input_channels * params->dilation_width;
    const int32_t zero = params->input_zero_point;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    for (int32_t c = 0; c < params->output_channels; c++)
    {
        const int8_t *bytes = (const int8_t *)(record + BYTES);
        uint32_t sum = (uint32_t)record[PLAIN_BIAS];
        for (int32_t row = 0; row < part->row_count; row++)
        {
            const int8_t *x = part->values[row] + c;
            const int8_t *w = bytes + part->weights[row];
            for (int32_t column = 0; column < columns; column++)
            {
                sum = mnv2_mac(sum, w[column], x[column * step] - zero);
            }
        }
        output[c] = mnv2_finish_down((int32_t)sum, record[MULTIPLIER], bytes[SHIFT_BYTE], range);
        record += WORDS;
    }
}

/* A pixel with taps in the padding. */
static void border_pixel(const mnv2_conv_params *params,
                         const int32_t *records,
                         const int8_t *const *input_rows,
                         int32_t column,
                         int8_t *output)
{
    int32_t first = 0;
    while (first < 3 && column + first * params->dilation_width < 0)
    {
        first++;
    }
    int32_t end = first;
    while (end < 3 && column + end * params->dilation_width < params->input_width)
    {
        end++;
    }
    window_part part = {0};
    for (int32_t ky = 0; ky < 3; ky++)
    {
        if (input_rows[ky] != NULL && first < end)
        {
            part.values[part.row_count] =
                input_rows[ky] + (column + first * params->dilation_width) * params->input_channels;
            part.weights[part.row_count] = 3 * ky + first;
            part.row_count++;
        }
    }
    switch (end - first)
    {
    case 3:
        part_pixel(params, records, &part, 3, output);
        break;
    case 2:
        part_pixel(params, records, &part, 2, output);
        break;
    case 1:
        part_pixel(params, records, &part, 1, output);
        break;
    default:
        part_pixel(params, records, &part, 0, output);
        break;
    }
}

#pragma weak mnv2_depthwise_convolve_3x3_row_s8
void mnv2_depthwise_convolve_3x3_row_s8(const mnv2_conv_params *params,
                                        const int32_t *records,
                                        const int8_t *const *input_rows,
                                        int8_t *output,
                                        int32_t x_begin,
                                        int32_t x_end)
{
    const int8_t *row0 = input_rows[0];
    const int8_t *row1 = input_rows[1];
    const int8_t *row2 = input_rows[2];
    const int32_t reach = 2 * params->dilation_width;
    const int has_rows = row0 != NULL && row1 != NULL && row2 != NULL;
    const int pairs = params->stride_width == 1 && params->dilation_width == 1;
    int32_t x = x_begin;
    while (x < x_end)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int32_t first = column * params->input_channels;
        int32_t done = 1;
        if (!has_rows || column < 0 || column + reach >= params->input_width)
        {
            border_pixel(params, records, input_rows, column, output);
        }
        else if (pairs && x + 1 < x_end && column + reach + 1 < params->input_width)
        {
            inside_pair(params, records, row0 + first, row1 + first, row2 + first, output);
            done = 2;
        }
        else
        {
            inside_pixel(params, records, row0 + first, row1 + first, row2 + first, output);
        }
        output += done * params->output_channels;
        x += done;
    }
}

#pragma weak mnv2_depthwise_convolve_3x3_s8
void mnv2_depthwise_convolve_3x3_s8(const mnv2_conv_params *params,
                                    const int32_t *records,
                                    const int8_t *input,
                                    int8_t *output)
{
    const int8_t *rows[3];
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_convolve_3x3_row_s8(params, records, rows, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}
