/*
 * Boxes around people from the rows of a sensor that sends YUYV; each keeps its number from frame to frame.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"
#include "detect.h"

static uint8_t row[DETECT_INPUT_ROW_BYTES];
static detect_answer found;

/* One frame; 0 when none comes any more. */
static int see(void)
{
    if (detect_begin() != DETECT_OK)
    {
        return 0;
    }
    for (int32_t y = 0; y < DETECT_INPUT_ROWS; ++y)
    {
        if (!camera_row(row, sizeof row) || detect_push_rows(row, 1) != DETECT_OK)
        {
            return 0;
        }
    }
    return detect_finish() == DETECT_OK && detect_read_answer(&found) == DETECT_OK;
}

int main(void)
{
    while (see())
    {
        say("%ld found", (long)found.count);
        for (int32_t i = 0; i < found.count; ++i)
        {
            const mnv2_box *const box = &found.boxes[i]; /* Sixteenths of a pixel of the network's input. */
            say("  #%ld %s, %ld %%, from %ld,%ld to %ld,%ld",
                (long)box->track,
                detect_labels[box->class_index],
                (long)(box->score * 100 / 32768),
                (long)(box->left / 16),
                (long)(box->top / 16),
                (long)(box->right / 16),
                (long)(box->bottom / 16));
        }
        keep(&found, sizeof found);
    }
    return 0;
}
