/*
 * Walks the output of a broadcasting operator in order and keeps both inputs' offsets.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_BROADCAST_PRIVATE_H
#define MNV2_BROADCAST_PRIVATE_H

#include "mnv2_elementwise.h"
#include "mnv2_strides_private.h"

typedef struct
{
    int32_t count; /* Elements of the output. */
    int32_t offset_1;
    int32_t offset_2;
    int32_t index[MNV2_MAX_RANK];
} mnv2_broadcast_cursor;

static inline mnv2_broadcast_cursor mnv2_broadcast_begin(const mnv2_broadcast *shapes)
{
    const mnv2_broadcast_cursor cursor = {.count = mnv2_element_count(shapes->rank, shapes->output_dims)};
    return cursor;
}

static inline void mnv2_broadcast_next(mnv2_broadcast_cursor *cursor, const mnv2_broadcast *shapes)
{
    mnv2_walk left = {shapes->input_1_strides, cursor->offset_1};
    mnv2_walk right = {shapes->input_2_strides, cursor->offset_2};
    (void)mnv2_next_of(cursor->index, shapes->rank, shapes->output_dims, &left, &right, NULL);
    cursor->offset_1 = left.offset;
    cursor->offset_2 = right.offset;
}

/* To be called at the beginning of a row, the innermost dimension: steps to the next one. */
static inline void mnv2_broadcast_next_row(mnv2_broadcast_cursor *cursor, const mnv2_broadcast *shapes)
{
    const int32_t inner = shapes->rank - 1;
    const int32_t last = shapes->output_dims[inner] - 1;
    cursor->index[inner] = last;
    cursor->offset_1 += shapes->input_1_strides[inner] * last;
    cursor->offset_2 += shapes->input_2_strides[inner] * last;
    mnv2_broadcast_next(cursor, shapes);
}

/* The body of an element-wise kernel for equal shapes: function(params, left, right) gives an element. */
#define MNV2_FOR_EACH_ELEMENT(function) \
    for (int32_t i = 0; i < count; i++) \
    { \
        output[i] = function(params, input_1[i], input_2[i]); \
    }

/* The body of one that broadcasts. It loops over rows, so that a factor of each channel costs no more than equal
 * shapes. */
#define MNV2_FOR_EACH_PAIR(function) \
    const int32_t inner = shapes->rank - 1; \
    const int32_t row = shapes->output_dims[inner]; \
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes); \
    for (int32_t done = 0; done < cursor.count; done += row) \
    { \
        const int8_t *left = input_1 + cursor.offset_1; \
        const int8_t *right = input_2 + cursor.offset_2; \
        for (int32_t i = 0; i < row; i++) \
        { \
            *output++ = function(params, *left, *right); \
            left += shapes->input_1_strides[inner]; \
            right += shapes->input_2_strides[inner]; \
        } \
        mnv2_broadcast_next_row(&cursor, shapes); \
    }

#endif
