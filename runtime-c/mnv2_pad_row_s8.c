/*
 * Padding of height and width, row by row.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"

#pragma weak mnv2_pad_row_s8
void mnv2_pad_row_s8(
    const mnv2_pad_row_params *params, const int8_t *const *input_rows, void *output, int32_t x_begin, int32_t x_end)
{
    const size_t pixel = (size_t)params->channels;
    int8_t *written = output;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x - params->pad_left;
        if (input_rows[0] == NULL || column < 0 || column >= params->input_width)
        {
            memset(written, (int)params->value, pixel);
        }
        else
        {
            memcpy(written, input_rows[0] + (size_t)column * pixel, pixel);
        }
        written += pixel;
    }
}
