/*
 * Streams whose stages can fail.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_stream.h"

#pragma weak mnv2_stream_run_checked
int32_t mnv2_stream_run_checked(const mnv2_checked_stream *stream, mnv2_order_position *next, mnv2_tile *tiles)
{
    const mnv2_order order = stream->order;
    uint32_t depth = next->depth;
    uint32_t at = next->at[depth];
    int32_t status = 0;
    while (status == 0)
    {
        const uint32_t i = mnv2_order_step(&order, next, &depth, &at);
        if (i >= order.first_phrase)
        {
            break;
        }
        const mnv2_checked_stage *const stage = &stream->stages[i];
        mnv2_tile_next(&tiles[i], stage->width, stage->tile_width);
        status = stage->run(&tiles[i]);
    }
    next->depth = depth;
    next->at[depth] = at;
    return status;
}
