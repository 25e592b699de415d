/*
 * Operators of one element with a table for each channel.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_kernels.h"

#pragma weak mnv2_lookup_channels_s8
void mnv2_lookup_channels_s8(const int8_t *table, const int8_t *input, int8_t *output, int32_t pixels, int32_t channels)
{
    for (int32_t i = 0; i < pixels; i++)
    {
        for (int32_t c = 0; c < channels; c++)
        {
            *output++ = table[256 * c + (uint8_t)*input++];
        }
    }
}
