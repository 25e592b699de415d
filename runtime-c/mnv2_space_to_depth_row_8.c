/*
 * Blocks of pixels that become channels, row by row.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"

#pragma weak mnv2_space_to_depth_row_8
void mnv2_space_to_depth_row_8(
    const int8_t *const *input_rows, void *output, int32_t block, int32_t input_pixel, int32_t x_begin, int32_t x_end)
{
    const int32_t run = block * input_pixel;
    int8_t *to = output;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        for (int32_t row = 0; row < block; row++)
        {
            memcpy(to, input_rows[row] + x * run, (size_t)run);
            to += run;
        }
    }
}
