/*
 * Streams whose stages can fail.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_stream.h"

#pragma weak mnv2_stream_run_checked
int32_t mnv2_stream_run_checked(const mnv2_checked_stream *stream, mnv2_order_position *next, mnv2_tile *tiles)
{
    for (;;)
    {
        const uint8_t i = mnv2_order_next(&stream->order, next);
        if (i >= stream->order.first_phrase)
        {
            return 0;
        }
        const mnv2_checked_stage *const stage = &stream->stages[i];
        mnv2_tile_next(&tiles[i], stage->width, stage->tile_width);
        const int32_t status = stage->run(&tiles[i]);
        if (status != 0)
        {
            return status;
        }
    }
}
