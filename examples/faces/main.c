/*
 * Who is at the door. The frame is in RAM, since a face is cut out of its middle; the upright face is not: its rows are
 * pushed as they are made.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"
#include "faces.h"

enum
{
    WIDTH = 160,
    HEIGHT = 120
};

static uint8_t pixels[WIDTH * HEIGHT * 2];
static const mnv2_frame frame = {pixels, WIDTH, HEIGHT, MNV2_FRAME_RGB565BE};
static uint8_t row[FACES_INPUT_ROW_BYTES];
static faces_answer known;

/* Eyes, nose and corners of the mouth in sixteenths of a pixel. A network with --head pose would find them; one of
 * random weights does not, so here is where they are in the picture. */
static const mnv2_point points[5] = {
    {.x = 1325, .y = 830},
    {.x = 1687, .y = 947},
    {.x = 1455, .y = 1044},
    {.x = 1252, .y = 1178},
    {.x = 1541, .y = 1272},
};

/* One frame; 0 when none comes any more. */
static int see(void)
{
    mnv2_similarity upright;
    if (!camera_row(pixels, sizeof pixels) || !faces_align(points, &upright) || faces_begin() != FACES_OK)
    {
        return 0;
    }
    for (int32_t y = 0; y < FACES_INPUT_ROWS; ++y)
    {
        mnv2_upright_row(&upright, &frame, y, FACES_INPUT_ROW_BYTES / 3, row);
        if (faces_push_rows(row, 1) != FACES_OK)
        {
            return 0;
        }
    }
    return faces_finish() == FACES_OK && faces_read_answer(&known) == FACES_OK;
}

int main(void)
{
    while (see())
    {
        if (known.count == 0)
        {
            say("a stranger");
        }
        for (int32_t i = 0; i < known.count; ++i)
        {
            say("%s, %ld %%",
                faces_labels[known.matches[i].identity],
                (long)(known.matches[i].similarity * 100 / 32768));
        }
        keep(&known, sizeof known);
    }
    return 0;
}
