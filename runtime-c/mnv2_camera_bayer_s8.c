/*
 * Raw sensors behind a Bayer filter: each pixel has one colour, the others are means of the nearest pixels that have
 * them. What lies beyond an edge is what lies on the other side of it, so that colours stay in their places.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_camera_private.h"

#pragma weak mnv2_camera_bayer_row_s8
void mnv2_camera_bayer_row_s8(const mnv2_camera_params *params,
                              const int8_t *const *input_rows,
                              int8_t *output,
                              int32_t y,
                              int32_t x_begin,
                              int32_t x_end)
{
    const uint8_t *here = (const uint8_t *)input_rows[1];
    const uint8_t *above = (const uint8_t *)(input_rows[0] == NULL ? input_rows[2] : input_rows[0]);
    const uint8_t *below = (const uint8_t *)(input_rows[2] == NULL ? input_rows[0] : input_rows[2]);
    const int32_t is_red_row = mnv2_camera_row(params, y) % 2 == params->red_y;
    mnv2_camera_axis column = mnv2_camera_columns(params, x_begin);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t at = column.position;
        const int32_t left = at == 0 ? 1 : at - 1;
        const int32_t right = at + 1 == params->input_width ? at - 1 : at + 1;
        const int32_t across = here[left] + here[right];
        const int32_t down = above[at] + below[at];
        if ((at % 2 == params->red_x) != is_red_row)
        {
            const int32_t first = (across + 1) / 2;
            const int32_t second = (down + 1) / 2;
            output =
                mnv2_camera_put(params, output, is_red_row ? first : second, here[at], is_red_row ? second : first);
        }
        else
        {
            const int32_t green = (across + down + 2) / 4;
            const int32_t other = (above[left] + above[right] + below[left] + below[right] + 2) / 4;
            output =
                mnv2_camera_put(params, output, is_red_row ? here[at] : other, green, is_red_row ? other : here[at]);
        }
        mnv2_camera_axis_next(&column);
    }
}

#pragma weak mnv2_camera_bayer_s8
void mnv2_camera_bayer_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output)
{
    mnv2_camera_frame(params, input, output, 1, 1, mnv2_camera_bayer_row_s8);
}
