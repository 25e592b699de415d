/*
 * A map of classes from the rows of a raw (Bayer) sensor. The map is told row by row and never in RAM as a whole.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"
#include "segment.h"

enum
{
    MAP_STEP = 6, /* Every so many pixels one is shown. */
    MAP_COLUMNS = 64
};

static uint8_t row[SEGMENT_INPUT_ROW_BYTES];
static segment_answer found;

/* Draws the map with letters; a product would switch a motor here, or store mnv2_runs_of_row(). */
static void draw(void *context, int32_t y, const uint8_t *classes, int32_t width)
{
    (void)context;
    char line[MAP_COLUMNS + 1];
    int32_t columns = 0;
    for (int32_t x = 0; x < width && columns < MAP_COLUMNS; x += MAP_STEP / 2)
    {
        line[columns++] = segment_labels[classes[x]][0];
    }
    line[columns] = '\0';
    if (y % MAP_STEP == 0)
    {
        say("%s", line);
    }
}

/* One frame; 0 when none comes any more. */
static int see(void)
{
    if (segment_begin() != SEGMENT_OK)
    {
        return 0;
    }
    for (int32_t y = 0; y < SEGMENT_INPUT_ROWS; ++y)
    {
        if (!camera_row(row, sizeof row) || segment_push_rows(row, 1) != SEGMENT_OK)
        {
            return 0;
        }
    }
    return segment_finish() == SEGMENT_OK && segment_read_answer(&found) == SEGMENT_OK;
}

int main(void)
{
    segment_on_rows(draw, 0);
    while (see())
    {
        for (int32_t i = 0; i < found.count; ++i)
        {
            const mnv2_region *const region = &found.regions[i];
            say("%s: %ld pixels, from %ld,%ld to %ld,%ld",
                segment_labels[region->class_index],
                (long)region->area,
                (long)region->left,
                (long)region->top,
                (long)region->right,
                (long)region->bottom);
        }
        keep(&found, sizeof found);
    }
    return 0;
}
