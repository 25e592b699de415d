/*
 * Element-wise addition and subtraction.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast.h"
#include "mnv2_fixed_point.h"
#include "mnv2_kernels.h"

static inline int8_t add(const mnv2_add_params *params, int32_t left, int32_t right)
{
    const int32_t x1 = mnv2_shift_left(left + params->input_1_offset, params->left_shift);
    const int32_t x2 = mnv2_shift_left(right + params->input_2_offset, params->left_shift);
    const int32_t scaled1 =
        mnv2_multiply_by_quantized_multiplier(x1, params->input_1_multiplier, params->input_1_shift);
    const int32_t scaled2 =
        mnv2_multiply_by_quantized_multiplier(x2, params->input_2_multiplier, params->input_2_shift);
    return mnv2_requantize(scaled1 + params->input_2_sign * scaled2,
                           params->output_multiplier,
                           params->output_shift,
                           params->output_offset,
                           params->activation_min,
                           params->activation_max);
}

void mnv2_add_s8(
    const mnv2_add_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = add(params, input_1[i], input_2[i]);
    }
}

void mnv2_add_broadcast_s8(const mnv2_add_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        output[i] = add(params, input_1[cursor.offset_1], input_2[cursor.offset_2]);
        mnv2_broadcast_next(&cursor, shapes);
    }
}
