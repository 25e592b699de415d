/*
 * Element-wise arithmetic on floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_activation_private.h"
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_exact_private.h"
#include "mnv2_numbers.h"

static float calculate(mnv2_calculation calculation, float a, float b)
{
    switch (calculation)
    {
    case MNV2_ADD:
        return a + b;
    case MNV2_SUB:
        return a - b;
    case MNV2_MUL:
        return a * b;
    case MNV2_DIV:
        return a / b;
    case MNV2_SQUARED_DIFFERENCE:
        return (a - b) * (a - b);
    case MNV2_MAXIMUM:
        return a > b ? a : b;
    case MNV2_MINIMUM:
        return a < b ? a : b;
    case MNV2_FLOOR_DIV:
        return mnv2_floor(a / b);
    default: /* PRELU. */
        return a >= 0.0f ? a : a * b;
    }
}

#pragma weak mnv2_calculate_f32
void mnv2_calculate_f32(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        mnv2_activation activation,
                        const float *input_1,
                        const float *input_2,
                        float *output)
{
    MNV2_FOR_EACH_NUMBERS(float, mnv2_activate(mnv2_canonical(calculate(calculation, a, b)), activation))
}
