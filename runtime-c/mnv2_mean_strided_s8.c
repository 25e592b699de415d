/*
 * Mean over dimensions that are not neighbours.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_reduction.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_mean_strided_s8
void mnv2_mean_strided_s8(const mnv2_mean_strided_params *params, const int8_t *input, int8_t *output)
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
        output[i] = mnv2_requantize(sum + params->sum_offset,
                                    params->output_multiplier,
                                    params->output_shift,
                                    params->output_offset,
                                    INT8_MIN,
                                    INT8_MAX);
        origin += mnv2_next_offset(kept_index, params->kept_rank, params->kept_dims, params->kept_strides);
    }
}
