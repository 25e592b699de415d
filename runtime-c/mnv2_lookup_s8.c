/*
 * Operators of one element: a table of what becomes of each value.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_conversion.h"

#pragma weak mnv2_lookup_s8
void mnv2_lookup_s8(const int8_t *table, const int8_t *input, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = table[(uint8_t)input[i]];
    }
}
