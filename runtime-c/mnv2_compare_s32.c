/*
 * Comparisons of integers of 32 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef int32_t number;

#include "mnv2_compare_private.h"

#pragma weak mnv2_compare_s32
void mnv2_compare_s32(const mnv2_broadcast *shapes,
                      mnv2_relation relation,
                      const int32_t *input_1,
                      const int32_t *input_2,
                      uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int32_t, holds(relation, a, b))
}
