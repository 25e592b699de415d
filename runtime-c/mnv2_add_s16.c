/*
 * Element-wise addition and subtraction of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_kernels_s16.h"

static inline int16_t add(const mnv2_add_params *params, int32_t left, int32_t right)
{
    const int32_t x1 = mnv2_multiply_by_quantized_multiplier(
        mnv2_shift_left(left, params->left_shift), params->input_1_multiplier, params->input_1_shift);
    const int32_t x2 = mnv2_multiply_by_quantized_multiplier(
        mnv2_shift_left(right, params->left_shift), params->input_2_multiplier, params->input_2_shift);
    const int32_t sum = mnv2_multiply_by_quantized_multiplier(
        x1 + params->input_2_sign * x2, params->output_multiplier, params->output_shift);
    return (int16_t)mnv2_clamp(sum, params->activation_min, params->activation_max);
}

#pragma weak mnv2_add_s16
void mnv2_add_s16(
    const mnv2_add_params *params, const int16_t *input_1, const int16_t *input_2, int16_t *output, int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(add)
}

#pragma weak mnv2_add_broadcast_s16
void mnv2_add_broadcast_s16(const mnv2_add_params *params,
                            const mnv2_broadcast *shapes,
                            const int16_t *input_1,
                            const int16_t *input_2,
                            int16_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        output[i] = add(params, input_1[cursor.offset_1], input_2[cursor.offset_2]);
        mnv2_broadcast_next(&cursor, shapes);
    }
}
