/*
 * Broadcasting over elements of any type.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_BROADCAST_NUMBERS_PRIVATE_H
#define MNV2_BROADCAST_NUMBERS_PRIVATE_H

#include "mnv2_broadcast_private.h"

/* The body of an element-wise kernel on elements of a type: value is an expression of a and b. */
#define MNV2_FOR_EACH_NUMBERS(type, value) \
    const int32_t inner = shapes->rank - 1; \
    const int32_t row = shapes->output_dims[inner]; \
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes); \
    for (int32_t done = 0; done < cursor.count; done += row) \
    { \
        const type *left = input_1 + cursor.offset_1; \
        const type *right = input_2 + cursor.offset_2; \
        for (int32_t i = 0; i < row; i++) \
        { \
            const type a = *left; \
            const type b = *right; \
            *output++ = (value); \
            left += shapes->input_1_strides[inner]; \
            right += shapes->input_2_strides[inner]; \
        } \
        mnv2_broadcast_next_row(&cursor, shapes); \
    }

#endif
