/*
 * Element-wise multiplication.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_elementwise.h"

static inline int8_t multiply(const mnv2_mul_params *params, int32_t left, int32_t right)
{
    return mnv2_requantize((left + params->input_1_offset) * (right + params->input_2_offset),
                           params->output_multiplier,
                           params->output_shift,
                           params->output_offset,
                           params->activation_min,
                           params->activation_max);
}

#pragma weak mnv2_mul_s8
void mnv2_mul_s8(
    const mnv2_mul_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = multiply(params, input_1[i], input_2[i]);
    }
}

#pragma weak mnv2_mul_broadcast_s8
void mnv2_mul_broadcast_s8(const mnv2_mul_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        output[i] = multiply(params, input_1[cursor.offset_1], input_2[cursor.offset_2]);
        mnv2_broadcast_next(&cursor, shapes);
    }
}
