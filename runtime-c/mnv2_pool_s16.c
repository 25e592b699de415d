/*
 * Average and maximum pooling of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_s16_private.h"

/* What becomes of the values of one channel under a window, and how many there are. */
typedef struct
{
    int32_t sum;
    int32_t largest;
    int32_t taps;
} window_values;

typedef void (*row_kernel)(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int16_t *output, int32_t x_begin, int32_t x_end);

static window_values
values_under(const mnv2_pool_params *params, const int8_t *const *input_rows, int32_t column, int32_t channel)
{
    const int32_t begin = column < 0 ? 0 : column;
    const int32_t right = column + params->window_width;
    const int32_t end = right < params->input_width ? right : params->input_width;
    window_values found = {0, INT16_MIN, 0};
    for (int32_t ky = 0; ky < params->window_height; ky++)
    {
        if (input_rows[ky] == NULL)
        {
            continue;
        }
        const int16_t *values = mnv2_row_s16(input_rows[ky]) + channel;
        for (int32_t x = begin; x < end; x++)
        {
            const int32_t value = values[x * params->channels];
            found.sum += value;
            found.largest = value > found.largest ? value : found.largest;
            found.taps++;
        }
    }
    return found;
}

#pragma weak mnv2_average_pool_row_s16
void mnv2_average_pool_row_s16(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int16_t *output, int32_t x_begin, int32_t x_end)
{
    for (int32_t x = x_begin; x < x_end; x++)
    {
        for (int32_t c = 0; c < params->channels; c++)
        {
            const window_values found =
                values_under(params, input_rows, x * params->stride_width - params->pad_left, c);
            const int32_t half = found.taps / 2;
            const int32_t mean = (found.sum + (found.sum > 0 ? half : -half)) / found.taps;
            *output++ = (int16_t)mnv2_clamp(mean, params->activation_min, params->activation_max);
        }
    }
}

#pragma weak mnv2_max_pool_row_s16
void mnv2_max_pool_row_s16(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int16_t *output, int32_t x_begin, int32_t x_end)
{
    for (int32_t x = x_begin; x < x_end; x++)
    {
        for (int32_t c = 0; c < params->channels; c++)
        {
            const window_values found =
                values_under(params, input_rows, x * params->stride_width - params->pad_left, c);
            *output++ = (int16_t)mnv2_clamp(found.largest, params->activation_min, params->activation_max);
        }
    }
}

static void
pool(const mnv2_pool_params *params, row_kernel kernel, const int16_t *input, const int8_t **rows, int16_t *output)
{
    MNV2_FOR_EACH_ROW(channels, window_height, 1, kernel(params, rows, output, 0, params->output_width);
                      output += params->output_width * params->channels)
}

#pragma weak mnv2_average_pool_tall_s16
void mnv2_average_pool_tall_s16(const mnv2_pool_params *params, const int16_t *input, void *row_table, int16_t *output)
{
    pool(params, mnv2_average_pool_row_s16, input, row_table, output);
}

#pragma weak mnv2_average_pool_s16
void mnv2_average_pool_s16(const mnv2_pool_params *params, const int16_t *input, int16_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    pool(params, mnv2_average_pool_row_s16, input, rows, output);
}

#pragma weak mnv2_max_pool_tall_s16
void mnv2_max_pool_tall_s16(const mnv2_pool_params *params, const int16_t *input, void *row_table, int16_t *output)
{
    pool(params, mnv2_max_pool_row_s16, input, row_table, output);
}

#pragma weak mnv2_max_pool_s16
void mnv2_max_pool_s16(const mnv2_pool_params *params, const int16_t *input, int16_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    pool(params, mnv2_max_pool_row_s16, input, rows, output);
}
