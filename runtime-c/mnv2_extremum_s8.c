/*
 * The larger or the smaller of two values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdbool.h>

#include "mnv2_broadcast_private.h"
#include "mnv2_elementwise.h"

static inline void extremes_of_pairs(
    const mnv2_broadcast *shapes, const int8_t *input_1, const int8_t *input_2, int8_t *output, bool is_larger)
{
    const int32_t inner = shapes->rank - 1;
    const int32_t row = shapes->output_dims[inner];
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t done = 0; done < cursor.count; done += row)
    {
        const int8_t *left = input_1 + cursor.offset_1;
        const int8_t *right = input_2 + cursor.offset_2;
        for (int32_t i = 0; i < row; i++)
        {
            *output++ = (*left > *right) == is_larger ? *left : *right;
            left += shapes->input_1_strides[inner];
            right += shapes->input_2_strides[inner];
        }
        mnv2_broadcast_next_row(&cursor, shapes);
    }
}

#pragma weak mnv2_maximum_s8
void mnv2_maximum_s8(const mnv2_broadcast *shapes, const int8_t *input_1, const int8_t *input_2, int8_t *output)
{
    extremes_of_pairs(shapes, input_1, input_2, output, true);
}

#pragma weak mnv2_minimum_s8
void mnv2_minimum_s8(const mnv2_broadcast *shapes, const int8_t *input_1, const int8_t *input_2, int8_t *output)
{
    extremes_of_pairs(shapes, input_1, input_2, output, false);
}
