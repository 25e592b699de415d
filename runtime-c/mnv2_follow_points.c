/*
 * Points followed from frame to frame.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

typedef mnv2_point thing;
typedef mnv2_point_track track;
typedef mnv2_point_track_rule track_rule;

static mnv2_point *seen_of(mnv2_point_track *one)
{
    return &one->point;
}

static void move(mnv2_point *point, int32_t x, int32_t y)
{
    point->x += x;
    point->y += y;
}

/* The squared distance, counted down from the farthest. */
static int64_t likeness(const mnv2_point_track_rule *rule, const mnv2_point *a, const mnv2_point *b)
{
    const int64_t x = a->x - b->x;
    const int64_t y = a->y - b->y;
    const int64_t nearer = (int64_t)rule->reach * rule->reach + 1 - x * x - y * y;
    return nearer < 0 ? 0 : nearer;
}

/* A sixteenth of a pixel is 16 of a speed. */
static void adapt(mnv2_point_track *one, const mnv2_point *seen)
{
    one->speed_x += (seen->x - one->point.x) * 8;
    one->speed_y += (seen->y - one->point.y) * 8;
}

#include "mnv2_follow_private.h"

#pragma weak mnv2_follow_points
void mnv2_follow_points(
    const mnv2_point_track_rule *rule, mnv2_point_track *tracks, int32_t *last, mnv2_point *points, int32_t count)
{
    follow(rule, tracks, last, points, count);
}
