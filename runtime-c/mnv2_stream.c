/*
 * Line buffers and orders of streams.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_stream.h"

#include <stddef.h>
#include <string.h>

static int32_t ring_index(const mnv2_line *line, int32_t y, int32_t x)
{
    return (y * line->width + x) % line->ring_pixels;
}

#pragma weak mnv2_line_pixel
void *mnv2_line_pixel(const mnv2_line *line, void *base, int32_t y, int32_t x)
{
    return (int8_t *)base + ring_index(line, y, x) * line->pixel_bytes;
}

#pragma weak mnv2_line_window
void mnv2_line_window(const mnv2_line *line,
                      const void *base,
                      int32_t first_y,
                      int32_t first_x,
                      int32_t dilation,
                      int32_t count,
                      const int8_t **rows)
{
    const int32_t x = first_x < 0 ? 0 : first_x;
    for (int32_t k = 0; k < count; k++)
    {
        const int32_t y = first_y + k * dilation;
        if (y < 0 || y >= line->height)
        {
            rows[k] = NULL;
            continue;
        }
        const int8_t *const pixels = (const int8_t *)base + ring_index(line, y, x) * line->pixel_bytes;
        rows[k] = mnv2_row_from(pixels, x, line->pixel_bytes);
    }
}

#pragma weak mnv2_order_is_at_end
int32_t mnv2_order_is_at_end(const mnv2_order *order, const mnv2_order_position *position)
{
    /* Phrases that are over but not left yet end with the order, or their caller has symbols left. */
    for (uint32_t depth = 0; depth <= position->depth; depth++)
    {
        if (order->phrases[position->at[depth]] != MNV2_STREAM_END)
        {
            return 0;
        }
    }
    return 1;
}

#pragma weak mnv2_stream_run
void mnv2_stream_run(const mnv2_stream *stream, mnv2_order_position *next, mnv2_tile *tiles)
{
    const mnv2_order order = stream->order;
    uint32_t depth = next->depth;
    uint32_t at = next->at[depth];
    for (;;)
    {
        const uint32_t i = mnv2_order_step(&order, next, &depth, &at);
        if (i >= order.first_phrase)
        {
            break;
        }
        const mnv2_stage *const stage = &stream->stages[i];
        mnv2_tile_next(&tiles[i], stage->width, stage->tile_width);
        stage->run(&tiles[i]);
    }
    next->depth = depth;
    next->at[depth] = at;
}

#pragma weak mnv2_line_written
void mnv2_line_written(const mnv2_line *line, void *base, const mnv2_tile *tile)
{
    if (line->slack_pixels == 0)
    {
        return;
    }
    int8_t *const ring = base;
    const size_t pixel = (size_t)line->pixel_bytes;
    const int32_t begin = ring_index(line, tile->y, tile->x_begin);
    const int32_t end = begin + tile->x_end - tile->x_begin;
    if (end > line->ring_pixels)
    {
        /* The tile ran into the slack: its last pixels are the ring's first. */
        memcpy(ring, ring + (size_t)line->ring_pixels * pixel, (size_t)(end - line->ring_pixels) * pixel);
    }
    if (begin < line->slack_pixels)
    {
        const int32_t last = end < line->slack_pixels ? end : line->slack_pixels;
        memcpy(ring + (size_t)(line->ring_pixels + begin) * pixel,
               ring + (size_t)begin * pixel,
               (size_t)(last - begin) * pixel);
    }
}
