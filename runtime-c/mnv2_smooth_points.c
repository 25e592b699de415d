/*
 * Key points smoothed from frame to frame.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

static int32_t limited(int32_t place, int32_t end)
{
    const int32_t low = place < 0 ? 0 : place;
    return low > end ? end : low;
}

/* One that is not known yet is where it is seen. */
static void see(const mnv2_smooth_rule *rule, mnv2_smooth_point *known, const mnv2_point *seen)
{
    const int32_t x = 16 * seen->x - known->x;
    const int32_t y = 16 * seen->y - known->y;
    if (known->score == 0)
    {
        *known = (mnv2_smooth_point){.x = 16 * seen->x, .y = 16 * seen->y};
    }
    else
    {
        known->x += (int32_t)((int64_t)x * rule->gain / 32768);
        known->y += (int32_t)((int64_t)y * rule->gain / 32768);
        known->speed_x += (int32_t)((int64_t)x * rule->speed_gain / 32768);
        known->speed_y += (int32_t)((int64_t)y * rule->speed_gain / 32768);
    }
    known->score = seen->score;
    known->missed = 0;
}

#pragma weak mnv2_smooth_points
void mnv2_smooth_points(const mnv2_smooth_rule *rule, mnv2_smooth_point *known, mnv2_point *points, int32_t count)
{
    for (int32_t i = 0; i < count; i++, known++)
    {
        known->x = limited(known->x + known->speed_x, 16 * rule->width);
        known->y = limited(known->y + known->speed_y, 16 * rule->height);
        if (points[i].score > 0)
        {
            see(rule, known, &points[i]);
        }
        else if (known->missed < rule->patience)
        {
            known->missed++;
        }
        else
        {
            *known = (mnv2_smooth_point){.score = 0};
        }
        if (known->score > 0)
        {
            points[i].x = (known->x + 8) / 16;
            points[i].y = (known->y + 8) / 16;
            points[i].score = known->score;
        }
    }
}
