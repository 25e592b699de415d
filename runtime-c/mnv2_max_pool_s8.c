/*
 * Maximum pooling.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_pool_private.h"

/* One pixel whose window, cut at the input's left and right, covers the columns [begin, end). */
static void
max_pixel(const mnv2_pool_params *params, const int8_t *const *input_rows, int32_t begin, int32_t end, int8_t *output)
{
    for (int32_t first = 0; first < params->channels; first += MNV2_POOL_BLOCK)
    {
        const int32_t count = params->channels - first < MNV2_POOL_BLOCK ? params->channels - first : MNV2_POOL_BLOCK;
        int8_t maxima[MNV2_POOL_BLOCK] = {
            INT8_MIN, INT8_MIN, INT8_MIN, INT8_MIN, INT8_MIN, INT8_MIN, INT8_MIN, INT8_MIN};
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
                    maxima[i] = values[i] > maxima[i] ? values[i] : maxima[i];
                }
                values += params->channels;
            }
        }
        for (int32_t i = 0; i < count; i++)
        {
            output[first + i] = (int8_t)mnv2_clamp(maxima[i], params->activation_min, params->activation_max);
        }
    }
}

#pragma weak mnv2_max_pool_row_s8
void mnv2_max_pool_row_s8(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int8_t *output, int32_t x_begin, int32_t x_end)
{
    mnv2_pool_row(params, max_pixel, input_rows, output, x_begin, x_end);
}

#pragma weak mnv2_max_pool_tall_s8
void mnv2_max_pool_tall_s8(const mnv2_pool_params *params, const int8_t *input, void *row_table, int8_t *output)
{
    mnv2_pool_whole(params, mnv2_max_pool_row_s8, input, row_table, output);
}

#pragma weak mnv2_max_pool_s8
void mnv2_max_pool_s8(const mnv2_pool_params *params, const int8_t *input, int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_max_pool_tall_s8(params, input, rows, output);
}
