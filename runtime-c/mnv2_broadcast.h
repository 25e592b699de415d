/*
 * Walks the output of a broadcasting operator in order and keeps both inputs' offsets.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_BROADCAST_H
#define MNV2_BROADCAST_H

#include "mnv2_kernels.h"

typedef struct
{
    int32_t count; /* Elements of the output. */
    int32_t offset_1;
    int32_t offset_2;
    int32_t index[MNV2_MAX_RANK];
} mnv2_broadcast_cursor;

static inline mnv2_broadcast_cursor mnv2_broadcast_begin(const mnv2_broadcast *shapes)
{
    mnv2_broadcast_cursor cursor = {1, 0, 0, {0}};
    for (int32_t d = 0; d < shapes->rank; d++)
    {
        cursor.count *= shapes->output_dims[d];
    }
    return cursor;
}

static inline void mnv2_broadcast_next(mnv2_broadcast_cursor *cursor, const mnv2_broadcast *shapes)
{
    for (int32_t d = shapes->rank - 1; d >= 0; d--)
    {
        cursor->index[d]++;
        cursor->offset_1 += shapes->input_1_strides[d];
        cursor->offset_2 += shapes->input_2_strides[d];
        if (cursor->index[d] < shapes->output_dims[d])
        {
            return;
        }
        cursor->offset_1 -= shapes->input_1_strides[d] * shapes->output_dims[d];
        cursor->offset_2 -= shapes->input_2_strides[d] * shapes->output_dims[d];
        cursor->index[d] = 0;
    }
}

#endif
