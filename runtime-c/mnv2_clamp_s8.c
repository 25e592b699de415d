/*
 * Stand-alone activations that do not rescale.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_conversion.h"

#pragma weak mnv2_clamp_s8
void mnv2_clamp_s8(const int8_t *input, int8_t *output, int32_t min, int32_t max, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (int8_t)mnv2_clamp(input[i], min, max);
    }
}
