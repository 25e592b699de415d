/*
 * Boxes of an SSD network.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

/* 4096ths of a pixel to sixteenths, inside the picture. */
static int32_t edge(int64_t place, int32_t end)
{
    const int64_t rounded = place < 0 ? 0 : (place + 128) / 256;
    return rounded > end ? end : (int32_t)rounded;
}

static mnv2_box decode(const mnv2_ssd_rule *rule, const int8_t *code, const int32_t *anchor, int32_t c, int32_t score)
{
    const int64_t y = anchor[0] + (int64_t)mnv2_table_at(rule->move_y, code[0]) * anchor[2] / 65536;
    const int64_t x = anchor[1] + (int64_t)mnv2_table_at(rule->move_x, code[1]) * anchor[3] / 65536;
    const int64_t down = (int64_t)mnv2_table_at(rule->grow_y, code[2]) * anchor[2] / 131072;
    const int64_t across = (int64_t)mnv2_table_at(rule->grow_x, code[3]) * anchor[3] / 131072;
    return (mnv2_box){
        .left = edge(x - across, rule->boxes.width),
        .top = edge(y - down, rule->boxes.height),
        .right = edge(x + across, rule->boxes.width),
        .bottom = edge(y + down, rule->boxes.height),
        .class_index = c - rule->first_class,
        .score = score,
        .track = 0,
    };
}

#pragma weak mnv2_ssd
int32_t mnv2_ssd(
    const mnv2_ssd_rule *rule, const int8_t *encodings, const int8_t *scores, mnv2_box *candidates, mnv2_box *boxes)
{
    mnv2_candidates found = {&rule->boxes, candidates, 0};
    const int32_t *anchor = rule->anchor_boxes;
    for (int32_t i = 0; i < rule->anchors; i++, encodings += 4, scores += rule->classes, anchor += 4)
    {
        const mnv2_score_sum sum = mnv2_sum_scores(&rule->score, scores, rule->classes, 1);
        int32_t best = rule->first_class;
        for (int32_t c = rule->first_class; c < rule->classes; c++)
        {
            if (rule->boxes.is_agnostic)
            {
                best = scores[c] > scores[best] ? c : best;
                continue;
            }
            const int32_t score = mnv2_score_at(&rule->score, sum, scores[c]);
            if (mnv2_is_candidate(&found, score))
            {
                mnv2_add_candidate(&found, decode(rule, encodings, anchor, c, score));
            }
        }
        if (rule->boxes.is_agnostic)
        {
            const int32_t score = mnv2_score_at(&rule->score, sum, scores[best]);
            if (mnv2_is_candidate(&found, score))
            {
                mnv2_add_candidate(&found, decode(rule, encodings, anchor, best, score));
            }
        }
    }
    return mnv2_suppress(&found, boxes);
}
