/*
 * The sum of any number of inputs.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_elementwise.h"
#include "mnv2_fixed_point_private.h"

#pragma weak mnv2_add_n_s8
void mnv2_add_n_s8(
    const mnv2_sum_params *params, const int8_t *const *inputs, int32_t input_count, int8_t *output, int32_t count)
{
    /* The reference begins with the offset of one value more. */
    const int32_t offsets = (input_count + 1) * params->input_offset;
    for (int32_t i = 0; i < count; i++)
    {
        int32_t sum = offsets;
        for (int32_t j = 0; j < input_count; j++)
        {
            sum += inputs[j][i];
        }
        output[i] = mnv2_requantize(mnv2_shift_left(sum, params->left_shift),
                                    params->output_multiplier,
                                    params->output_shift,
                                    params->output_offset,
                                    INT8_MIN,
                                    INT8_MAX);
    }
}
