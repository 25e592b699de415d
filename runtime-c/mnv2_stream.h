/*
 * Streams: operators that run tile by tile (a tile is a few pixels of a row, or a whole row) over line buffers.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Pixels of a tensor are produced in raster order, number y * width + x. A line buffer is a ring of them: pixel i is at
 * i % ring_pixels. The first slack_pixels of the ring are repeated behind its end, so that a tile or a window that
 * begins near the end can be read as one piece. A tensor that is stored whole is a ring that never wraps.
 */
#ifndef MNV2_STREAM_H
#define MNV2_STREAM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct
{
    int32_t height;       /* Rows of the tensor. */
    int32_t width;        /* Pixels of a row. */
    int32_t pixel_bytes;  /* Bytes of a pixel: its channels. */
    int32_t ring_pixels;  /* Pixels that the ring holds. */
    int32_t slack_pixels; /* Pixels repeated behind the ring; 0 when tiles are whole rows. */
} mnv2_line;

/* In the order of a stream's tiles: the caller pushes a row of the input; a phrase is over. */
#define MNV2_STREAM_PUSH 255
#define MNV2_STREAM_END 254

/* Phrases inside phrases, the whole order included. */
#define MNV2_ORDER_DEPTH 24

/*
 * An order of tiles. Phrases are lists of symbols that end with MNV2_STREAM_END: below first_phrase a stage, from there
 * on another phrase, or MNV2_STREAM_PUSH. The first phrase is the whole order.
 */
typedef struct
{
    const uint8_t *phrases;
    const uint32_t *phrase_begin; /* Of each phrase, in `phrases`. */
    uint8_t first_phrase;
} mnv2_order;

/* A place in an order; all zero before the first tile. */
typedef struct
{
    uint32_t at[MNV2_ORDER_DEPTH]; /* The next symbol of every phrase that is not over. */
    uint32_t depth;
} mnv2_order_position;

/*
 * Steps to the next tile: gives its stage, MNV2_STREAM_PUSH, or MNV2_STREAM_END again and again when the order is over.
 * What `position` says of the phrase at hand is in `depth` and `at` meanwhile, which may be registers.
 */
static inline uint32_t
mnv2_order_step(const mnv2_order *order, mnv2_order_position *position, uint32_t *depth, uint32_t *at)
{
    for (;;)
    {
        const uint32_t symbol = order->phrases[*at];
        if (symbol < order->first_phrase || symbol == MNV2_STREAM_PUSH)
        {
            ++*at;
            return symbol;
        }
        if (symbol != MNV2_STREAM_END)
        {
            position->at[*depth] = *at + 1;
            ++*depth;
            *at = order->phrase_begin[symbol - order->first_phrase];
        }
        else if (*depth == 0)
        {
            return symbol;
        }
        else
        {
            --*depth;
            *at = position->at[*depth];
        }
    }
}

/* 1 when the order is over. */
int32_t mnv2_order_is_at_end(const mnv2_order *order, const mnv2_order_position *position);

/* Output pixels [x_begin, x_end) of row y. */
typedef struct
{
    int32_t y;
    int32_t x_begin;
    int32_t x_end;
} mnv2_tile;

/* Moves to the next tile of an output `width` pixels wide; the tile before the first is {0, 0, 0}. */
static inline void mnv2_tile_next(mnv2_tile *tile, int32_t width, int32_t tile_width)
{
    if (tile->x_end >= width)
    {
        tile->x_end = 0;
        tile->y++;
    }
    tile->x_begin = tile->x_end;
    tile->x_end = width - tile->x_begin < tile_width ? width : tile->x_begin + tile_width;
}

/* A stage: the function that computes a tile of it, and the pixels of its output rows and of its tiles. */
typedef struct
{
    void (*run)(const mnv2_tile *tile);
    int32_t width;
    int32_t tile_width;
} mnv2_stage;

/* Stages, and the order of their tiles. */
typedef struct
{
    const mnv2_stage *stages;
    mnv2_order order;
} mnv2_stream;

/* Computes tiles until a row has to be pushed, or to the end. Each stage has its place in `tiles`, all zero before the
 * first tile. */
void mnv2_stream_run(const mnv2_stream *stream, mnv2_order_position *next, mnv2_tile *tiles);

/* The same for stages that can fail: their status is 0 on success, and any other ends the run and is its result. */
typedef struct
{
    int32_t (*run)(const mnv2_tile *tile);
    int32_t width;
    int32_t tile_width;
} mnv2_checked_stage;

typedef struct
{
    const mnv2_checked_stage *stages;
    mnv2_order order;
} mnv2_checked_stream;

int32_t mnv2_stream_run_checked(const mnv2_checked_stream *stream, mnv2_order_position *next, mnv2_tile *tiles);

/* a / b rounded down; b is positive. Where the window of an operator that enlarges begins. */
static inline int32_t mnv2_floor_divide(int32_t a, int32_t b)
{
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

/* The address of pixel (y, x). */
void *mnv2_line_pixel(const mnv2_line *line, void *base, int32_t y, int32_t x);

/*
 * Row pointers for a window of `count` rows, `dilation` apart, from row `first_y` on: rows[k] is where column 0 of
 * the row would be if its columns from max(first_x, 0) on were stored in one piece, as they are; NULL for rows
 * outside the tensor.
 */
void mnv2_line_window(const mnv2_line *line,
                      const void *base,
                      int32_t first_y,
                      int32_t first_x,
                      int32_t dilation,
                      int32_t count,
                      const int8_t **rows);

/* The first of the columns that are computed again for a window which begins at `first_x`: at most `last`. */
static inline int32_t mnv2_window_column(int32_t first_x, int32_t last)
{
    return first_x < 0 ? 0 : first_x < last ? first_x : last;
}

/* Where column 0 of a row would be whose pixels from column `x` on are stored at `pixels`: see mnv2_line_window. */
static inline const int8_t *mnv2_row_from(const int8_t *pixels, int32_t x, int32_t pixel_bytes)
{
    /* Column 0 may lie before the buffer, but only columns from x on are read: integers keep that defined. */
    return (const int8_t *)((uintptr_t)pixels - (uintptr_t)(x * pixel_bytes));
}

/* Copies the columns of one row that a tile leaves to the next, where those are computed again instead of kept in a
 * line. The two places do not overlap. */
void mnv2_copy_columns(int8_t *to, const int8_t *from, int32_t bytes);

/* To be called after the pixels of a tile were written at mnv2_line_pixel(y, x_begin): keeps the repeated pixels
 * true. */
void mnv2_line_written(const mnv2_line *line, void *base, const mnv2_tile *tile);

#ifdef __cplusplus
}
#endif

#endif
