/*
 * Channels that become blocks of pixels, row by row.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"

#pragma weak mnv2_depth_to_space_row_8
void mnv2_depth_to_space_row_8(const int8_t *const *input_rows,
                               void *output,
                               int32_t block,
                               int32_t output_pixel,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end)
{
    const int32_t input_pixel = block * block * output_pixel;
    int8_t *to = output;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t part = (y % block) * block + x % block;
        memcpy(to, input_rows[0] + (x / block) * input_pixel + part * output_pixel, (size_t)output_pixel);
        to += output_pixel;
    }
}
