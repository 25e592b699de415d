/*
 * Boxes of YOLO networks, with anchors, without them, and worked out by the network.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

static int32_t within(int64_t place, int32_t end)
{
    return place < 0 ? 0 : (place > end ? end : (int32_t)place);
}

/* The best class, or every class in turn, that could be a candidate. */
typedef struct
{
    const mnv2_box_rule *rule;
    const int8_t *elements;
    int32_t classes;
    int32_t stride;
    const mnv2_score_rule *score;
    int32_t object;
} place_scores;

/* Adds `box` with the scores of its classes. */
static void add(mnv2_candidates *found, const place_scores *at, mnv2_box box)
{
    const mnv2_score_sum sum = mnv2_sum_scores(at->score, at->elements, at->classes, at->stride);
    int32_t best = 0;
    for (int32_t c = 0; c < at->classes; c++)
    {
        if (at->rule->is_agnostic)
        {
            best = at->elements[c * at->stride] > at->elements[best * at->stride] ? c : best;
            continue;
        }
        box.class_index = c;
        box.score =
            (int32_t)((int64_t)at->object * mnv2_score_at(at->score, sum, at->elements[c * at->stride]) / 32768);
        mnv2_add_candidate(found, box);
    }
    if (at->rule->is_agnostic)
    {
        box.class_index = best;
        box.score =
            (int32_t)((int64_t)at->object * mnv2_score_at(at->score, sum, at->elements[best * at->stride]) / 32768);
        mnv2_add_candidate(found, box);
    }
}

static mnv2_box around(const mnv2_box_rule *rule, int64_t x, int64_t y, int64_t width, int64_t height)
{
    return (mnv2_box){
        .left = within((2 * x - width) / 2, rule->width),
        .top = within((2 * y - height) / 2, rule->height),
        .right = within((2 * x + width) / 2, rule->width),
        .bottom = within((2 * y + height) / 2, rule->height),
        .class_index = 0,
        .score = 0,
        .track = 0,
    };
}

static void
anchored(const mnv2_yolo_rule *rule, const mnv2_yolo_level *level, const int8_t *cell, mnv2_candidates *found)
{
    for (int32_t i = 0; i < level->rows * level->columns; i++)
    {
        const int64_t row = i / level->columns;
        const int64_t column = i % level->columns;
        for (int32_t a = 0; a < level->anchors; a++, cell += 5 + rule->classes)
        {
            const int32_t object = mnv2_table_at(level->object, cell[4]);
            if (!mnv2_is_candidate(found, object))
            {
                continue;
            }
            const int64_t x = (column * 32768 + mnv2_table_at(level->move, cell[0])) * level->column_step / 32768;
            const int64_t y = (row * 32768 + mnv2_table_at(level->move, cell[1])) * level->row_step / 32768;
            const int64_t width = (int64_t)mnv2_table_at(level->grow, cell[2]) * level->anchor_sizes[2 * a] / 65536;
            const int64_t height =
                (int64_t)mnv2_table_at(level->grow, cell[3]) * level->anchor_sizes[2 * a + 1] / 65536;
            const place_scores at = {&rule->boxes, cell + 5, rule->classes, 1, &level->score, object};
            add(found, &at, around(&rule->boxes, x, y, width, height));
        }
    }
}

#pragma weak mnv2_yolo
int32_t mnv2_yolo(const mnv2_yolo_rule *rule, const int8_t *const *outputs, mnv2_box *candidates, mnv2_box *boxes)
{
    mnv2_candidates found = {&rule->boxes, candidates, 0};
    for (int32_t i = 0; i < rule->levels; i++)
    {
        anchored(rule, &rule->level[i], outputs[i], &found);
    }
    return mnv2_suppress(&found, boxes);
}

/* The mean of a distribution over 0, 1, 2, ... times `step`. */
static int64_t expected(const mnv2_focal_level *level, const int8_t *bins, int32_t step)
{
    int32_t largest = -128;
    for (int32_t i = 0; i < level->bins; i++)
    {
        largest = bins[i] > largest ? bins[i] : largest;
    }
    int64_t sum = 0;
    int64_t weighted = 0;
    for (int32_t i = 0; i < level->bins; i++)
    {
        const int32_t share = level->exponentials[largest - bins[i]];
        sum += share;
        weighted += (int64_t)i * share;
    }
    return weighted * step / sum;
}

static void
anchor_free(const mnv2_focal_rule *rule, const mnv2_focal_level *level, const int8_t *cell, mnv2_candidates *found)
{
    const mnv2_score_rule score = {level->scores, 0};
    const int32_t edges = 4 * level->bins;
    for (int32_t i = 0; i < level->rows * level->columns; i++, cell += edges + rule->classes)
    {
        int8_t best = -128;
        for (int32_t c = 0; c < rule->classes; c++)
        {
            best = cell[edges + c] > best ? cell[edges + c] : best;
        }
        if (!mnv2_is_candidate(found, mnv2_table_at(level->scores, best)))
        {
            continue;
        }
        const int32_t x = (2 * (i % level->columns) + 1) * level->column_step / 2;
        const int32_t y = (2 * (i / level->columns) + 1) * level->row_step / 2;
        const mnv2_box box = {
            .left = within(x - expected(level, cell, level->column_step), rule->boxes.width),
            .top = within(y - expected(level, cell + level->bins, level->row_step), rule->boxes.height),
            .right = within(x + expected(level, cell + 2 * level->bins, level->column_step), rule->boxes.width),
            .bottom = within(y + expected(level, cell + 3 * level->bins, level->row_step), rule->boxes.height),
        };
        const place_scores at = {&rule->boxes, cell + edges, rule->classes, 1, &score, 32768};
        add(found, &at, box);
    }
}

#pragma weak mnv2_focal
int32_t mnv2_focal(const mnv2_focal_rule *rule, const int8_t *const *outputs, mnv2_box *candidates, mnv2_box *boxes)
{
    mnv2_candidates found = {&rule->boxes, candidates, 0};
    for (int32_t i = 0; i < rule->levels; i++)
    {
        anchor_free(rule, &rule->level[i], outputs[i], &found);
    }
    return mnv2_suppress(&found, boxes);
}

#pragma weak mnv2_decoded
int32_t mnv2_decoded(const mnv2_decoded_rule *rule, const int8_t *output, mnv2_box *candidates, mnv2_box *boxes)
{
    mnv2_candidates found = {&rule->boxes, candidates, 0};
    const mnv2_score_rule score = {rule->scores, 0};
    const int32_t step = rule->number_step;
    const int8_t *box = output;
    for (int32_t i = 0; i < rule->count; i++, box += rule->box_step)
    {
        const int32_t object = rule->has_object ? mnv2_table_at(rule->scores, box[4 * step]) : 32768;
        if (!mnv2_is_candidate(&found, object))
        {
            continue;
        }
        const int8_t *const classes = box + (4 + rule->has_object) * step;
        const place_scores at = {&rule->boxes, classes, rule->classes, step, &score, object};
        add(&found,
            &at,
            around(&rule->boxes,
                   mnv2_table_at(rule->across, box[0]),
                   mnv2_table_at(rule->down, box[step]),
                   mnv2_table_at(rule->across, box[2 * step]),
                   mnv2_table_at(rule->down, box[3 * step])));
    }
    return mnv2_suppress(&found, boxes);
}
