/*
 * Comparisons of floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_float_private.h"
#include "mnv2_numbers.h"

static uint8_t holds(mnv2_relation relation, float a, float b)
{
    switch (relation)
    {
    case MNV2_EQUAL:
        return a == b;
    case MNV2_NOT_EQUAL:
        return a != b;
    case MNV2_LESS:
        return a < b;
    case MNV2_LESS_EQUAL:
        return a <= b;
    case MNV2_GREATER:
        return a > b;
    default:
        return a >= b;
    }
}

#pragma weak mnv2_compare_f32
void mnv2_compare_f32(
    const mnv2_broadcast *shapes, mnv2_relation relation, const float *input_1, const float *input_2, uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(float, holds(relation, a, b))
}
