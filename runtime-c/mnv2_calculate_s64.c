/*
 * Element-wise arithmetic on integers of 64 bits, which wrap.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef int64_t number;
typedef uint64_t bits;

#include "mnv2_calculate_private.h"

#pragma weak mnv2_calculate_s64
void mnv2_calculate_s64(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        const int64_t *input_1,
                        const int64_t *input_2,
                        int64_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int64_t, calculate(calculation, a, b))
}
