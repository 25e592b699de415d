/*
 * Average pooling.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_pooling.h"
#include "mnv2_runtime.h"

/* Channels summed together, so that a tap's bytes are read in order. */
enum
{
    BLOCK = 8
};

/* One pixel whose window, cut at the input's left and right, covers the columns [begin, end). */
static void average_pixel(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int32_t begin, int32_t end, int8_t *output)
{
    int32_t taps = 0;
    for (int32_t ky = 0; ky < params->window_height; ky++)
    {
        taps += input_rows[ky] == NULL ? 0 : end - begin;
    }
    for (int32_t first = 0; first < params->channels; first += BLOCK)
    {
        const int32_t count = params->channels - first < BLOCK ? params->channels - first : BLOCK;
        int32_t sums[BLOCK] = {0};
        for (int32_t ky = 0; ky < params->window_height; ky++)
        {
            if (input_rows[ky] == NULL)
            {
                continue;
            }
            const int8_t *values = input_rows[ky] + begin * params->channels + first;
            for (int32_t x = begin; x < end; x++)
            {
                for (int32_t i = 0; i < count; i++)
                {
                    sums[i] += values[i];
                }
                values += params->channels;
            }
        }
        for (int32_t i = 0; i < count; i++)
        {
            const int32_t sum = sums[i] + params->middle * taps;
            const int32_t nudge = sum > 0 ? taps / 2 : -(taps / 2);
            const int32_t mean = (sum + nudge) / taps - params->middle;
            output[first + i] = (int8_t)mnv2_clamp(mean, params->activation_min, params->activation_max);
        }
    }
}

#pragma weak mnv2_average_pool_row_s8
void mnv2_average_pool_row_s8(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int8_t *output, int32_t x_begin, int32_t x_end)
{
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int32_t begin = column < 0 ? 0 : column;
        const int32_t end =
            column + params->window_width < params->input_width ? column + params->window_width : params->input_width;
        average_pixel(params, input_rows, begin, end, output);
        output += params->channels;
    }
}

#pragma weak mnv2_average_pool_tall_s8
void mnv2_average_pool_tall_s8(const mnv2_pool_params *params, const int8_t *input, void *row_table, int8_t *output)
{
    const int8_t **const rows = row_table;
    const int32_t row_size = params->input_width * params->channels;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            for (int32_t ky = 0; ky < params->window_height; ky++)
            {
                const int32_t row = y * params->stride_height - params->pad_top + ky;
                rows[ky] = row < 0 || row >= params->input_height ? NULL : input + row * row_size;
            }
            mnv2_average_pool_row_s8(params, rows, output, 0, params->output_width);
            output += params->output_width * params->channels;
        }
        input += params->input_height * row_size;
    }
}

#pragma weak mnv2_average_pool_s8
void mnv2_average_pool_s8(const mnv2_pool_params *params, const int8_t *input, int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_average_pool_tall_s8(params, input, rows, output);
}
