/*
 * Mean and sum of 16-bit values over any dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_accumulate_tile_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_mean_strided_s16
void mnv2_mean_strided_s16(const mnv2_mean_strided_params *params, const int16_t *input, int16_t *output)
{
    const int32_t kept = mnv2_element_count(params->kept_rank, params->kept_dims);
    const int32_t reduced = mnv2_element_count(params->reduced_rank, params->reduced_dims);
    int32_t kept_index[MNV2_MAX_RANK] = {0};
    int32_t origin = 0;
    for (int32_t i = 0; i < kept; i++)
    {
        int32_t reduced_index[MNV2_MAX_RANK] = {0};
        int32_t offset = origin;
        int32_t sum = 0;
        for (int32_t r = 0; r < reduced; r++)
        {
            sum += input[offset];
            offset +=
                mnv2_next_offset(reduced_index, params->reduced_rank, params->reduced_dims, params->reduced_strides);
        }
        sum = mnv2_multiply_by_quantized_multiplier(sum, params->output_multiplier, params->output_shift);
        output[i] = (int16_t)mnv2_clamp(sum, INT16_MIN, INT16_MAX);
        origin += mnv2_next_offset(kept_index, params->kept_rank, params->kept_dims, params->kept_strides);
    }
}

#pragma weak mnv2_mean_tile_s16
void mnv2_mean_tile_s16(const mnv2_mean_params *params,
                        const int16_t *input,
                        int32_t pixels,
                        int32_t pixels_before,
                        int32_t *sums,
                        int16_t *output)
{
    mnv2_accumulate_tile_s16(input, pixels, pixels_before, params->inner, sums);
    if (pixels_before + pixels < params->reduced)
    {
        return;
    }
    for (int32_t c = 0; c < params->inner; c++)
    {
        const int32_t mean =
            mnv2_multiply_by_quantized_multiplier(sums[c], params->output_multiplier, params->output_shift);
        output[c] = (int16_t)mnv2_clamp(mean, INT16_MIN, INT16_MAX);
    }
}
