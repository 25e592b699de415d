/*
 * Boxes followed from frame to frame.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

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

/* Intersection over union in 32768ths. */
static int32_t share_of(const mnv2_box *a, const mnv2_box *b)
{
    const int32_t width = smaller(a->right, b->right) - larger(a->left, b->left);
    const int32_t height = smaller(a->bottom, b->bottom) - larger(a->top, b->top);
    if (width <= 0 || height <= 0)
    {
        return 0;
    }
    const int64_t common = (int64_t)width * height;
    return (int32_t)(common * 32768 / (area_of(a) + area_of(b) - common));
}

static void move(mnv2_track *track)
{
    const int32_t x = track->speed_x / 16;
    const int32_t y = track->speed_y / 16;
    track->box.left += x;
    track->box.right += x;
    track->box.top += y;
    track->box.bottom += y;
}

/* Half way from the speed so far to that of the last frame; centres are doubled, so one step is 8 of a speed. */
static int32_t adapted(int32_t speed, int32_t expected, int32_t seen)
{
    const int32_t surprise = (seen - expected) * 8;
    return speed + surprise / 2;
}

static void take(mnv2_track *track, mnv2_box *box)
{
    track->speed_x = adapted(track->speed_x, track->box.left + track->box.right, box->left + box->right);
    track->speed_y = adapted(track->speed_y, track->box.top + track->box.bottom, box->top + box->bottom);
    track->missed = 0;
    box->track = track->box.track;
    track->box = *box;
}

/* The best pair that is left; 0 when there is none. */
static int
best_pair(const mnv2_track_rule *rule, mnv2_track *tracks, mnv2_box *boxes, int32_t count, int32_t *t, int32_t *b)
{
    int32_t best = rule->overlap - 1;
    int is_found = 0;
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].box.track == 0 || tracks[i].missed == 0)
        {
            continue;
        }
        for (int32_t k = 0; k < count; k++)
        {
            if (boxes[k].track != 0 || boxes[k].class_index != tracks[i].box.class_index)
            {
                continue;
            }
            const int32_t share = share_of(&tracks[i].box, &boxes[k]);
            if (share > best)
            {
                best = share;
                *t = i;
                *b = k;
                is_found = 1;
            }
        }
    }
    return is_found;
}

static void begin(const mnv2_track_rule *rule, mnv2_track *tracks, int32_t *last, mnv2_box *box)
{
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].box.track == 0)
        {
            *last = *last == INT32_MAX ? 1 : *last + 1;
            box->track = *last;
            tracks[i] = (mnv2_track){.box = *box, .speed_x = 0, .speed_y = 0, .missed = 0};
            return;
        }
    }
}

#pragma weak mnv2_follow
void mnv2_follow(const mnv2_track_rule *rule, mnv2_track *tracks, int32_t *last, mnv2_box *boxes, int32_t count)
{
    for (int32_t i = 0; i < rule->most; i++)
    {
        move(&tracks[i]);
        tracks[i].missed++;
    }
    for (int32_t k = 0; k < count; k++)
    {
        boxes[k].track = 0;
    }
    int32_t t = 0;
    int32_t b = 0;
    while (best_pair(rule, tracks, boxes, count, &t, &b))
    {
        take(&tracks[t], &boxes[b]);
    }
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].missed > rule->patience)
        {
            tracks[i] = (mnv2_track){.speed_x = 0};
        }
    }
    for (int32_t k = 0; k < count; k++)
    {
        if (boxes[k].track == 0)
        {
            begin(rule, tracks, last, &boxes[k]);
        }
    }
}
