/*
 * Cameras that send luma only. An image of three channels has it in each.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_camera_private.h"

#pragma weak mnv2_camera_grey8_row_s8
void mnv2_camera_grey8_row_s8(const mnv2_camera_params *params,
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
        output = mnv2_camera_put_grey(params, output, ((const uint8_t *)input_rows[0])[column.position]);
        mnv2_camera_axis_next(&column);
    }
}

#pragma weak mnv2_camera_grey8_s8
void mnv2_camera_grey8_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output)
{
    mnv2_camera_frame(params, input, output, 1, 0, mnv2_camera_grey8_row_s8);
}
