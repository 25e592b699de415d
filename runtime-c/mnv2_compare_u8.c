/*
 * Comparisons and combinations of truth values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef uint8_t number;

#include "mnv2_compare_private.h"

static uint8_t holds_of_truth(mnv2_relation relation, uint8_t a, uint8_t b)
{
    return relation == MNV2_LOGICAL_AND ? a & b : relation == MNV2_LOGICAL_OR ? a | b : holds(relation, a, b);
}

#pragma weak mnv2_compare_u8
void mnv2_compare_u8(const mnv2_broadcast *shapes,
                     mnv2_relation relation,
                     const uint8_t *input_1,
                     const uint8_t *input_2,
                     uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(uint8_t, holds_of_truth(relation, a != 0, b != 0))
}

#pragma weak mnv2_logical_not
void mnv2_logical_not(const uint8_t *input, uint8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = input[i] == 0;
    }
}
