/*
 * Average pooling over all pixels, tile by tile.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_accumulate_tile_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_pooling.h"

#pragma weak mnv2_average_pool_tile_s8
void mnv2_average_pool_tile_s8(const mnv2_pool_params *params,
                               const int8_t *input,
                               int32_t pixels,
                               int32_t pixels_before,
                               int32_t *sums,
                               int8_t *output)
{
    const int32_t taps = params->window_height * params->window_width;
    mnv2_accumulate_tile(input, pixels, pixels_before, params->channels, sums);
    if (pixels_before + pixels < taps)
    {
        return;
    }
    for (int32_t c = 0; c < params->channels; c++)
    {
        const int32_t sum = sums[c] + params->middle * taps;
        const int32_t nudge = sum > 0 ? taps / 2 : -(taps / 2);
        const int32_t mean = (sum + nudge) / taps - params->middle;
        output[c] = (int8_t)mnv2_clamp(mean, params->activation_min, params->activation_max);
    }
}
