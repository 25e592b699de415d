/*
 * Mean over all pixels, tile by tile.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_accumulate_tile_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_reduction.h"

#pragma weak mnv2_mean_tile_s8
void mnv2_mean_tile_s8(const mnv2_mean_params *params,
                       const int8_t *input,
                       int32_t pixels,
                       int32_t pixels_before,
                       int32_t *sums,
                       int8_t *output)
{
    mnv2_accumulate_tile(input, pixels, pixels_before, params->inner, sums);
    if (pixels_before + pixels < params->reduced)
    {
        return;
    }
    for (int32_t c = 0; c < params->inner; c++)
    {
        output[c] = mnv2_requantize(sums[c] + params->sum_offset,
                                    params->output_multiplier,
                                    params->output_shift,
                                    params->output_offset,
                                    INT8_MIN,
                                    INT8_MAX);
    }
}
