/*
 * Cameras that send red, green and blue in 16 bits. The highest bits are repeated below the lowest: 31 becomes 255.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_camera_private.h"

enum
{
    PIXEL = 2 /* bytes */
};

#pragma weak mnv2_camera_rgb565_row_s8
void mnv2_camera_rgb565_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end)
{
    (void)y;
    const int32_t high = params->is_swapped ? 0 : 1;
    mnv2_camera_axis column = mnv2_camera_columns(params, x_begin);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const uint8_t *pixel = (const uint8_t *)input_rows[0] + column.position * PIXEL;
        const int32_t word = pixel[high] << 8 | pixel[1 - high];
        const int32_t red = word >> 11;
        const int32_t green = word >> 5 & 0x3F;
        const int32_t blue = word & 0x1F;
        output = mnv2_camera_put(params, output, red << 3 | red >> 2, green << 2 | green >> 4, blue << 3 | blue >> 2);
        mnv2_camera_axis_next(&column);
    }
}

#pragma weak mnv2_camera_rgb565_s8
void mnv2_camera_rgb565_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output)
{
    mnv2_camera_frame(params, input, output, PIXEL, 0, mnv2_camera_rgb565_row_s8);
}
