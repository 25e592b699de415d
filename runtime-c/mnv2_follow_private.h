/*
 * Things followed from frame to frame, whatever they are. Whoever includes it says what a `thing` is, a `track` of one,
 * the `track_rule`, and how these are read: seen_of, move, likeness (the larger, the more alike; 0 when they are not
 * the same thing) and adapt, which changes the speed by half of what was not expected.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_FOLLOW_PRIVATE_H
#define MNV2_FOLLOW_PRIVATE_H

#include "mnv2_heads.h"

/* The best pair that is left; 0 when there is none. */
static int
best_pair(const track_rule *rule, track *tracks, const thing *things, int32_t count, int32_t *t, int32_t *k)
{
    int64_t best = 0;
    for (int32_t i = 0; i < rule->most; i++)
    {
        const thing *expected = seen_of(&tracks[i]);
        if (expected->track == 0 || tracks[i].missed == 0)
        {
            continue;
        }
        for (int32_t at = 0; at < count; at++)
        {
            if (things[at].track != 0 || things[at].class_index != expected->class_index)
            {
                continue;
            }
            const int64_t likely = likeness(rule, expected, &things[at]);
            if (likely > best)
            {
                best = likely;
                *t = i;
                *k = at;
            }
        }
    }
    return best > 0;
}

static void take(track *one, thing *seen)
{
    adapt(one, seen);
    one->missed = 0;
    seen->track = seen_of(one)->track;
    *seen_of(one) = *seen;
}

static void begin(const track_rule *rule, track *tracks, int32_t *last, thing *seen)
{
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (seen_of(&tracks[i])->track == 0)
        {
            *last = *last == INT32_MAX ? 1 : *last + 1;
            seen->track = *last;
            tracks[i] = (track){.speed_x = 0};
            *seen_of(&tracks[i]) = *seen;
            return;
        }
    }
}

static void follow(const track_rule *rule, track *tracks, int32_t *last, thing *things, int32_t count)
{
    for (int32_t i = 0; i < rule->most; i++)
    {
        move(seen_of(&tracks[i]), tracks[i].speed_x / 16, tracks[i].speed_y / 16);
        tracks[i].missed++;
    }
    for (int32_t k = 0; k < count; k++)
    {
        things[k].track = 0;
    }
    int32_t t = 0;
    int32_t k = 0;
    while (best_pair(rule, tracks, things, count, &t, &k))
    {
        take(&tracks[t], &things[k]);
    }
    for (int32_t i = 0; i < rule->most; i++)
    {
        if (tracks[i].missed > rule->patience)
        {
            tracks[i] = (track){.speed_x = 0};
        }
    }
    for (k = 0; k < count; k++)
    {
        if (things[k].track == 0)
        {
            begin(rule, tracks, last, &things[k]);
        }
    }
}

#endif
