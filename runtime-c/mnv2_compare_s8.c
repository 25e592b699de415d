/*
 * Comparisons of quantized numbers as the reals that they stand for.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef int32_t number;

#include "mnv2_compare_private.h"
#include "mnv2_fixed_point_private.h"

static int32_t left_of(const mnv2_compare_params *params, int32_t x)
{
    return mnv2_multiply_by_quantized_multiplier(
        (x + params->input_1_offset) * 256, params->input_1_multiplier, params->input_1_shift);
}

static int32_t right_of(const mnv2_compare_params *params, int32_t x)
{
    return mnv2_multiply_by_quantized_multiplier(
        (x + params->input_2_offset) * 256, params->input_2_multiplier, params->input_2_shift);
}

#pragma weak mnv2_compare_s8
void mnv2_compare_s8(const mnv2_compare_params *params,
                     const mnv2_broadcast *shapes,
                     mnv2_relation relation,
                     const int8_t *input_1,
                     const int8_t *input_2,
                     uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int8_t, holds(relation, left_of(params, a), right_of(params, b)))
}
