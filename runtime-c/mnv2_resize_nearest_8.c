/*
 * Images enlarged or shrunk by taking the nearest pixel.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_resize.h"

#pragma weak mnv2_resize_nearest_row_8
void mnv2_resize_nearest_row_8(const int16_t *columns,
                               const int8_t *const *input_rows,
                               void *output,
                               int32_t pixel_bytes,
                               int32_t x_begin,
                               int32_t x_end)
{
    int8_t *pixel = output;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        memcpy(pixel, input_rows[0] + columns[x] * pixel_bytes, (size_t)pixel_bytes);
        pixel += pixel_bytes;
    }
}

#pragma weak mnv2_resize_nearest_8
void mnv2_resize_nearest_8(const mnv2_resize_nearest_params *params,
                           const int16_t *rows,
                           const int16_t *columns,
                           const void *input,
                           void *output)
{
    const int8_t *image = input;
    int8_t *written = output;
    const int32_t input_row = params->input_width * params->pixel_bytes;
    const int32_t output_row = params->output_width * params->pixel_bytes;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            const int8_t *row = image + rows[y] * input_row;
            mnv2_resize_nearest_row_8(columns, &row, written, params->pixel_bytes, 0, params->output_width);
            written += output_row;
        }
        image += params->input_height * input_row;
    }
}
