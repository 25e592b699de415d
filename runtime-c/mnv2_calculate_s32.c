/*
 * Element-wise arithmetic on integers of 32 bits, which wrap.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef int32_t number;
typedef uint32_t bits;

#include "mnv2_calculate_private.h"

#pragma weak mnv2_calculate_s32
void mnv2_calculate_s32(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        const int32_t *input_1,
                        const int32_t *input_2,
                        int32_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int32_t, calculate(calculation, a, b))
}
