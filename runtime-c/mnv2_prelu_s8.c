/*
 * PRELU.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_elementwise.h"

static inline int8_t prelu(const mnv2_prelu_params *params, int32_t x, int32_t alpha)
{
    const int32_t distance = x + params->input_offset;
    const int32_t scaled =
        distance >= 0
            ? mnv2_multiply_by_quantized_multiplier(distance, params->positive_multiplier, params->positive_shift)
            : mnv2_multiply_by_quantized_multiplier(
                  distance * (alpha + params->alpha_offset), params->negative_multiplier, params->negative_shift);
    return (int8_t)mnv2_clamp((int32_t)((uint32_t)scaled + (uint32_t)params->output_offset), INT8_MIN, INT8_MAX);
}

#pragma weak mnv2_prelu_s8
void mnv2_prelu_s8(
    const mnv2_prelu_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(prelu)
}

#pragma weak mnv2_prelu_broadcast_s8
void mnv2_prelu_broadcast_s8(const mnv2_prelu_params *params,
                             const mnv2_broadcast *shapes,
                             const int8_t *input_1,
                             const int8_t *input_2,
                             int8_t *output)
{
    MNV2_FOR_EACH_PAIR(prelu)
}
