/*
 * Key points of a body from the rows of a sensor.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"
#include "pose.h"

static uint8_t row[POSE_INPUT_ROW_BYTES];
static pose_answer found;

/* One frame; 0 when none comes any more. */
static int see(void)
{
    if (pose_begin() != POSE_OK)
    {
        return 0;
    }
    for (int32_t y = 0; y < POSE_INPUT_ROWS; ++y)
    {
        if (!camera_row(row, sizeof row) || pose_push_rows(row, 1) != POSE_OK)
        {
            return 0;
        }
    }
    return pose_finish() == POSE_OK && pose_read_answer(&found) == POSE_OK;
}

int main(void)
{
    while (see())
    {
        for (int32_t i = 0; i < found.count; ++i)
        {
            const mnv2_point *const point = &found.points[i]; /* Sixteenths of a pixel; score 0 is not found. */
            if (point->score > 0)
            {
                say("%-14s %3ld %% at %ld,%ld",
                    pose_labels[i],
                    (long)(point->score * 100 / 32768),
                    (long)(point->x / 16),
                    (long)(point->y / 16));
            }
        }
        keep(&found, sizeof found);
    }
    return 0;
}
