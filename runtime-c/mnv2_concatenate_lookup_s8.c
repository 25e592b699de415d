/*
 * One input of a concatenation, through a table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_movement.h"

#pragma weak mnv2_concatenate_lookup_s8
void mnv2_concatenate_lookup_s8(
    const int8_t *table, const int8_t *input, int8_t *output, int32_t rows, int32_t run, int32_t output_stride)
{
    for (int32_t row = 0; row < rows; row++)
    {
        for (int32_t i = 0; i < run; i++)
        {
            output[i] = table[(uint8_t)input[i]];
        }
        input += run;
        output += output_stride;
    }
}
