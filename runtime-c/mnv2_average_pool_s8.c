/*
 * Average pooling.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"
#include "mnv2_pool_private.h"

/* One pixel whose window, cut at the input's left and right, covers the columns [begin, end). */
static void average_pixel(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int32_t begin, int32_t end, int8_t *output)
{
    int32_t taps = 0;
    for (int32_t ky = 0; ky < params->window_height; ky++)
    {
        taps += input_rows[ky] == NULL ? 0 : end - begin;
    }
    for (int32_t first = 0; first < params->channels; first += MNV2_POOL_BLOCK)
    {
        const int32_t count = params->channels - first < MNV2_POOL_BLOCK ? params->channels - first : MNV2_POOL_BLOCK;
        int32_t sums[MNV2_POOL_BLOCK] = {0};
        for (int32_t ky = 0; ky < params->window_height; ky++)
        {
            if (input_rows[ky] == NULL)
            {
                continue;
            }
            const int8_t *values = input_rows[ky] + begin * params->channels + first;
#if MNV2_HAS_MVE
            if (count == MNV2_POOL_BLOCK)
            {
                mnv2_mve_add_runs(sums, values, end - begin, params->channels);
                continue;
            }
#endif
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
    mnv2_pool_row(params, average_pixel, input_rows, output, x_begin, x_end);
}

#pragma weak mnv2_average_pool_tall_s8
void mnv2_average_pool_tall_s8(const mnv2_pool_params *params, const int8_t *input, void *row_table, int8_t *output)
{
    mnv2_pool_whole(params, mnv2_average_pool_row_s8, input, row_table, output);
}

#pragma weak mnv2_average_pool_s8
void mnv2_average_pool_s8(const mnv2_pool_params *params, const int8_t *input, int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_average_pool_tall_s8(params, input, rows, output);
}
