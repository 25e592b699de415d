/*
 * Points followed from frame to frame.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

static int64_t distance_of(const mnv2_point *a, const mnv2_point *b)
{
    const int64_t x = a->x - b->x;
    const int64_t y = a->y - b->y;
    return x * x + y * y;
}

/* The nearest pair that is left; 0 when there is none. */
static int nearest_pair(const mnv2_point_track_rule *rule,
                        const mnv2_point_track *tracks,
                        const mnv2_point *points,
                        int32_t count,
                        int32_t *t,
                        int32_t *p)
{
    int64_t best = (int64_t)rule->reach * rule->reach + 1;
    int is_found = 0;
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].point.track == 0 || tracks[i].missed == 0)
        {
            continue;
        }
        for (int32_t k = 0; k < count; k++)
        {
            if (points[k].track != 0 || points[k].class_index != tracks[i].point.class_index)
            {
                continue;
            }
            const int64_t distance = distance_of(&tracks[i].point, &points[k]);
            if (distance < best)
            {
                best = distance;
                *t = i;
                *p = k;
                is_found = 1;
            }
        }
    }
    return is_found;
}

/* Half way from the speed so far to that of the last frame; a sixteenth of a pixel is 16 of a speed. */
static int32_t adapted(int32_t speed, int32_t expected, int32_t seen)
{
    return speed + (seen - expected) * 8;
}

static void take(mnv2_point_track *track, mnv2_point *point)
{
    track->speed_x = adapted(track->speed_x, track->point.x, point->x);
    track->speed_y = adapted(track->speed_y, track->point.y, point->y);
    track->missed = 0;
    point->track = track->point.track;
    track->point = *point;
}

static void begin(const mnv2_point_track_rule *rule, mnv2_point_track *tracks, int32_t *last, mnv2_point *point)
{
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].point.track == 0)
        {
            *last = *last == INT32_MAX ? 1 : *last + 1;
            point->track = *last;
            tracks[i] = (mnv2_point_track){.point = *point, .speed_x = 0, .speed_y = 0, .missed = 0};
            return;
        }
    }
}

#pragma weak mnv2_follow_points
void mnv2_follow_points(
    const mnv2_point_track_rule *rule, mnv2_point_track *tracks, int32_t *last, mnv2_point *points, int32_t count)
{
    for (int32_t i = 0; i < rule->most; i++)
    {
        tracks[i].point.x += tracks[i].speed_x / 16;
        tracks[i].point.y += tracks[i].speed_y / 16;
        tracks[i].missed++;
    }
    for (int32_t k = 0; k < count; k++)
    {
        points[k].track = 0;
    }
    int32_t t = 0;
    int32_t p = 0;
    while (nearest_pair(rule, tracks, points, count, &t, &p))
    {
        take(&tracks[t], &points[p]);
    }
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].missed > rule->patience)
        {
            tracks[i] = (mnv2_point_track){.speed_x = 0};
        }
    }
    for (int32_t k = 0; k < count; k++)
    {
        if (points[k].track == 0)
        {
            begin(rule, tracks, last, &points[k]);
        }
    }
}
