/*
 * An image, padded, as images of every n-th pixel.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"

#pragma weak mnv2_space_to_batch_s8
void mnv2_space_to_batch_s8(const mnv2_space_to_batch_params *params, const int8_t *input, int8_t *output)
{
    const size_t pixel = (size_t)params->channels;
    for (int32_t part = 0; part < params->block_height * params->block_width; part++)
    {
        const int32_t top = part / params->block_width - params->pad_top;
        const int32_t left = part % params->block_width - params->pad_left;
        for (int32_t batch = 0; batch < params->batches; batch++)
        {
            for (int32_t y = 0; y < params->output_height; y++)
            {
                const int32_t row = y * params->block_height + top;
                for (int32_t x = 0; x < params->output_width; x++)
                {
                    const int32_t column = x * params->block_width + left;
                    if (row < 0 || row >= params->input_height || column < 0 || column >= params->input_width)
                    {
                        memset(output, (int)params->value, pixel);
                    }
                    else
                    {
                        const int32_t at = (batch * params->input_height + row) * params->input_width + column;
                        memcpy(output, input + (size_t)at * pixel, pixel);
                    }
                    output += pixel;
                }
            }
        }
    }
}
