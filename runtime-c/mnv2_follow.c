/*
 * Boxes followed from frame to frame.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

typedef mnv2_box thing;
typedef mnv2_track track;
typedef mnv2_track_rule track_rule;

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int64_t area_of(const mnv2_box *b)
{
    return (int64_t)(b->right - b->left) * (b->bottom - b->top);
}

static mnv2_box *seen_of(mnv2_track *one)
{
    return &one->box;
}

static void move(mnv2_box *box, int32_t x, int32_t y)
{
    box->left += x;
    box->right += x;
    box->top += y;
    box->bottom += y;
}

/* Intersection over union in 32768ths. */
static int64_t likeness(const mnv2_track_rule *rule, const mnv2_box *a, const mnv2_box *b)
{
    const int32_t width = smaller(a->right, b->right) - larger(a->left, b->left);
    const int32_t height = smaller(a->bottom, b->bottom) - larger(a->top, b->top);
    if (width <= 0 || height <= 0)
    {
        return 0;
    }
    const int64_t common = (int64_t)width * height;
    const int64_t share = common * 32768 / (area_of(a) + area_of(b) - common);
    return share < rule->overlap ? 0 : share;
}

/* Centres are doubled, so one step is 8 of a speed. */
static void adapt(mnv2_track *one, const mnv2_box *seen)
{
    one->speed_x += (seen->left + seen->right - one->box.left - one->box.right) * 8 / 2;
    one->speed_y += (seen->top + seen->bottom - one->box.top - one->box.bottom) * 8 / 2;
}

#include "mnv2_follow_private.h"

#pragma weak mnv2_follow
void mnv2_follow(const mnv2_track_rule *rule, mnv2_track *tracks, int32_t *last, mnv2_box *boxes, int32_t count)
{
    follow(rule, tracks, last, boxes, count);
}
