/*
 * One input of a concatenation.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"

#pragma weak mnv2_concatenate_8
void mnv2_concatenate_8(const void *input, void *output, int32_t rows, int32_t run, int32_t output_stride)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    for (int32_t row = 0; row < rows; row++)
    {
        memcpy(to, from, (size_t)run);
        from += run;
        to += output_stride;
    }
}

#pragma weak mnv2_concatenate_requantize_s8
void mnv2_concatenate_requantize_s8(const mnv2_requantize_params *params,
                                    const int8_t *input,
                                    int8_t *output,
                                    int32_t rows,
                                    int32_t run,
                                    int32_t output_stride)
{
    for (int32_t row = 0; row < rows; row++)
    {
        mnv2_requantize_s8(params, input, output, run);
        input += run;
        output += output_stride;
    }
}
