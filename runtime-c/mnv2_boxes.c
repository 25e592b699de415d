/*
 * The best boxes, without those that overlap better ones.
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

#pragma weak mnv2_overlaps
int mnv2_overlaps(const mnv2_box *a, const mnv2_box *b, int32_t overlap)
{
    const int32_t width = smaller(a->right, b->right) - larger(a->left, b->left);
    const int32_t height = smaller(a->bottom, b->bottom) - larger(a->top, b->top);
    /* Also where one of them is turned inside out, whose area may be negative. */
    if (width <= 0 || height <= 0)
    {
        return 0;
    }
    const int64_t common = (int64_t)width * height;
    return common * 32768 > overlap * (area_of(a) + area_of(b) - common);
}

#pragma weak mnv2_add_candidate
void mnv2_add_candidate(mnv2_candidates *found, mnv2_box box)
{
    if (!mnv2_is_candidate(found, box.score))
    {
        return;
    }
    found->count += found->count < found->rule->candidates;
    int32_t at = found->count - 1;
    for (; at > 0 && found->boxes[at - 1].score < box.score; at--)
    {
        found->boxes[at] = found->boxes[at - 1];
    }
    found->boxes[at] = box;
}

#pragma weak mnv2_suppress
int32_t mnv2_suppress(const mnv2_candidates *found, mnv2_box *boxes)
{
    const mnv2_box_rule *const rule = found->rule;
    int32_t count = 0;
    for (int32_t i = 0; i < found->count && count < rule->most; i++)
    {
        const mnv2_box *const box = &found->boxes[i];
        int is_hidden = 0;
        for (int32_t k = 0; k < count && !is_hidden; k++)
        {
            is_hidden = (rule->is_agnostic || boxes[k].class_index == box->class_index) &&
                        mnv2_overlaps(&boxes[k], box, rule->overlap);
        }
        if (!is_hidden)
        {
            boxes[count++] = *box;
        }
    }
    return count;
}
