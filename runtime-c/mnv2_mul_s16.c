/*
 * Element-wise multiplication of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_kernels_s16.h"

static inline int16_t multiply(const mnv2_mul_params *params, int32_t left, int32_t right)
{
    const int32_t product =
        mnv2_multiply_by_quantized_multiplier(left * right, params->output_multiplier, params->output_shift);
    return (int16_t)mnv2_clamp(product, params->activation_min, params->activation_max);
}

#pragma weak mnv2_mul_s16
void mnv2_mul_s16(
    const mnv2_mul_params *params, const int16_t *input_1, const int16_t *input_2, int16_t *output, int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(multiply)
}

#pragma weak mnv2_mul_broadcast_s16
void mnv2_mul_broadcast_s16(const mnv2_mul_params *params,
                            const mnv2_broadcast *shapes,
                            const int16_t *input_1,
                            const int16_t *input_2,
                            int16_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        output[i] = multiply(params, input_1[cursor.offset_1], input_2[cursor.offset_2]);
        mnv2_broadcast_next(&cursor, shapes);
    }
}
