/*
 * Comparisons and combinations of truth values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_numbers.h"

static uint8_t holds(mnv2_relation relation, int32_t a, int32_t b)
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
    case MNV2_GREATER_EQUAL:
        return a >= b;
    case MNV2_LOGICAL_AND:
        return a && b;
    default:
        return a || b;
    }
}

#pragma weak mnv2_compare_u8
void mnv2_compare_u8(const mnv2_broadcast *shapes,
                     mnv2_relation relation,
                     const uint8_t *input_1,
                     const uint8_t *input_2,
                     uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(uint8_t, holds(relation, a != 0, b != 0))
}

#pragma weak mnv2_logical_not
void mnv2_logical_not(const uint8_t *input, uint8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = input[i] == 0;
    }
}
