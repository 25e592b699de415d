/*
 * uint8 to int8 and back at one scale.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_conversion.h"

#pragma weak mnv2_flip_sign_8
void mnv2_flip_sign_8(const void *input, void *output, int32_t count)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    for (int32_t i = 0; i < count; i++)
    {
        to[i] = (uint8_t)(from[i] ^ 0x80u);
    }
}
