/*
 * Cameras that send red, green and blue in bytes of their own.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_camera_private.h"

enum
{
    PIXEL = 3 /* bytes */
};

#pragma weak mnv2_camera_rgb888_row_s8
void mnv2_camera_rgb888_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end)
{
    (void)y;
    mnv2_camera_axis column = mnv2_camera_columns(params, x_begin);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const uint8_t *pixel = (const uint8_t *)input_rows[0] + column.position * PIXEL;
        const int32_t first = pixel[0];
        const int32_t last = pixel[2];
        output = params->is_swapped ? mnv2_camera_put(params, output, last, pixel[1], first)
                                    : mnv2_camera_put(params, output, first, pixel[1], last);
        mnv2_camera_axis_next(&column);
    }
}

#pragma weak mnv2_camera_rgb888_s8
void mnv2_camera_rgb888_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output)
{
    mnv2_camera_frame(params, input, output, PIXEL, 0, mnv2_camera_rgb888_row_s8);
}
