/*
 * The larger or the smaller of two 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_kernels_s16.h"

#pragma weak mnv2_maximum_s16
void mnv2_maximum_s16(const mnv2_broadcast *shapes, const int16_t *input_1, const int16_t *input_2, int16_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        const int16_t left = input_1[cursor.offset_1];
        const int16_t right = input_2[cursor.offset_2];
        output[i] = left > right ? left : right;
        mnv2_broadcast_next(&cursor, shapes);
    }
}

#pragma weak mnv2_minimum_s16
void mnv2_minimum_s16(const mnv2_broadcast *shapes, const int16_t *input_1, const int16_t *input_2, int16_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        const int16_t left = input_1[cursor.offset_1];
        const int16_t right = input_2[cursor.offset_2];
        output[i] = left < right ? left : right;
        mnv2_broadcast_next(&cursor, shapes);
    }
}
