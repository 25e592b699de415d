/*
 * Mean over neighbouring dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"
#include "mnv2_reduction.h"

/* Elements summed together, so that the input is read in order. */
enum
{
    BLOCK = 8
};

static void add_rows(const mnv2_mean_params *params, const int8_t *values, int32_t count, int32_t *sums)
{
#if MNV2_HAS_MVE
    if (count == BLOCK)
    {
        mnv2_mve_add_runs(sums, values, params->reduced, params->inner);
        return;
    }
#endif
    for (int32_t r = 0; r < params->reduced; r++)
    {
        for (int32_t i = 0; i < count; i++)
        {
            sums[i] += values[i];
        }
        values += params->inner;
    }
}

#pragma weak mnv2_mean_s8
MNV2_SMALL void mnv2_mean_s8(const mnv2_mean_params *params, const int8_t *input, int8_t *output)
{
    for (int32_t outer = 0; outer < params->outer; outer++)
    {
        for (int32_t first = 0; first < params->inner; first += BLOCK)
        {
            const int32_t count = params->inner - first < BLOCK ? params->inner - first : BLOCK;
            int32_t sums[BLOCK] = {0};
            add_rows(params, input + first, count, sums);
            for (int32_t i = 0; i < count; i++)
            {
                output[first + i] = mnv2_requantize(sums[i] + params->sum_offset,
                                                    params->output_multiplier,
                                                    params->output_shift,
                                                    params->output_offset,
                                                    INT8_MIN,
                                                    INT8_MAX);
            }
        }
        input += params->reduced * params->inner;
        output += params->inner;
    }
}
