/*
 * Comparisons of integers of 64 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef int64_t number;

#include "mnv2_compare_private.h"

#pragma weak mnv2_compare_s64
void mnv2_compare_s64(const mnv2_broadcast *shapes,
                      mnv2_relation relation,
                      const int64_t *input_1,
                      const int64_t *input_2,
                      uint8_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int64_t, holds(relation, a, b))
}
