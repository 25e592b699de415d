/*
 * Comparisons of floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef float number;

#include "mnv2_compare_private.h"
#include "mnv2_float_private.h"

#pragma weak mnv2_compare_f32
void mnv2_compare_f32(
    const mnv2_broadcast *shapes, mnv2_relation relation, const float *input_1, const float *input_2, uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(float, holds(relation, a, b))
}
