/*
 * What is in front of the camera. The sensor's rows are pushed as they come: no frame is ever in RAM.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"
#include "classify.h"

static uint8_t row[CLASSIFY_INPUT_ROW_BYTES];
static classify_answer best;

/* One frame; 0 when none comes any more. */
static int see(void)
{
    if (classify_begin() != CLASSIFY_OK)
    {
        return 0;
    }
    for (int32_t y = 0; y < CLASSIFY_INPUT_ROWS; ++y)
    {
        if (!camera_row(row, sizeof row) || classify_push_rows(row, 1) != CLASSIFY_OK)
        {
            return 0;
        }
    }
    return classify_finish() == CLASSIFY_OK && classify_read_answer(&best) == CLASSIFY_OK;
}

int main(void)
{
    while (see())
    {
        for (int32_t i = 0; i < best.count; ++i)
        {
            say("%3ld %% %s", (long)(best.best[i].score * 100 / 32768), classify_labels[best.best[i].class_index]);
        }
        keep(&best, sizeof best);
    }
    return 0;
}
