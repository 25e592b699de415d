/*
 * Cameras that send luma and two differences of colour (BT.601), for each pixel or for two.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_camera_private.h"

static int8_t *write(const mnv2_camera_params *params, int8_t *output, int32_t y, int32_t u, int32_t v)
{
    const int32_t half = MNV2_CAMERA_ONE / 2;
    const int32_t luma = params->luma * (y - params->black) + half;
    if (params->channels == 1)
    {
        return mnv2_camera_put_grey(params, output, mnv2_camera_limit(luma));
    }
    const int32_t du = u - MNV2_CAMERA_MIDDLE;
    const int32_t dv = v - MNV2_CAMERA_MIDDLE;
    return mnv2_camera_put(params,
                           output,
                           mnv2_camera_limit(luma + params->red_v * dv),
                           mnv2_camera_limit(luma - params->green_u * du - params->green_v * dv),
                           mnv2_camera_limit(luma + params->blue_u * du));
}

#pragma weak mnv2_camera_yuv422_row_s8
void mnv2_camera_yuv422_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end)
{
    (void)y;
    /* Luma comes second where bytes are swapped. */
    const int32_t luma = params->is_swapped ? 1 : 0;
    const int32_t colour = 1 - luma;
    mnv2_camera_axis column = mnv2_camera_columns(params, x_begin);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const uint8_t *pair = (const uint8_t *)input_rows[0] + column.position / 2 * 4;
        output = write(params, output, pair[column.position % 2 * 2 + luma], pair[colour], pair[colour + 2]);
        mnv2_camera_axis_next(&column);
    }
}

#pragma weak mnv2_camera_yuv422_s8
void mnv2_camera_yuv422_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output)
{
    mnv2_camera_frame(params, input, output, 2, 0, mnv2_camera_yuv422_row_s8);
}

#pragma weak mnv2_camera_yuv444_row_s8
void mnv2_camera_yuv444_row_s8(const mnv2_camera_params *params,
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
        const uint8_t *pixel = (const uint8_t *)input_rows[0] + column.position * 3;
        output = write(params, output, pixel[0], pixel[1], pixel[2]);
        mnv2_camera_axis_next(&column);
    }
}

#pragma weak mnv2_camera_yuv444_s8
void mnv2_camera_yuv444_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output)
{
    mnv2_camera_frame(params, input, output, 3, 0, mnv2_camera_yuv444_row_s8);
}
