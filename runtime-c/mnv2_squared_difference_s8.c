/*
 * Squared difference.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_elementwise.h"

static inline int8_t squared_difference(const mnv2_squared_difference_params *params, int32_t left, int32_t right)
{
    const int32_t difference =
        mnv2_multiply_by_quantized_multiplier(mnv2_shift_left(left + params->input_1_offset, params->left_shift),
                                              params->input_1_multiplier,
                                              params->input_1_shift) -
        mnv2_multiply_by_quantized_multiplier(mnv2_shift_left(right + params->input_2_offset, params->left_shift),
                                              params->input_2_multiplier,
                                              params->input_2_shift);
    return mnv2_requantize(difference * difference,
                           params->output_multiplier,
                           params->output_shift,
                           params->output_offset,
                           INT8_MIN,
                           INT8_MAX);
}

#pragma weak mnv2_squared_difference_s8
void mnv2_squared_difference_s8(const mnv2_squared_difference_params *params,
                                const int8_t *input_1,
                                const int8_t *input_2,
                                int8_t *output,
                                int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(squared_difference)
}

#pragma weak mnv2_squared_difference_broadcast_s8
void mnv2_squared_difference_broadcast_s8(const mnv2_squared_difference_params *params,
                                          const mnv2_broadcast *shapes,
                                          const int8_t *input_1,
                                          const int8_t *input_2,
                                          int8_t *output)
{
    MNV2_FOR_EACH_PAIR(squared_difference)
}
