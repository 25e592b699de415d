/*
 * Boxes of an SSD network.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

#include <stddef.h>

/* 4096ths of a pixel to sixteenths, inside the picture. */
static int32_t edge(int64_t place, int32_t end)
{
    const int64_t rounded = place < 0 ? 0 : (place + 128) / 256;
    return rounded > end ? end : (int32_t)rounded;
}

/* Centre and sides in 4096ths of a pixel. */
typedef struct
{
    int32_t y;
    int32_t x;
    int32_t height;
    int32_t width;
} anchor_box;

static int32_t middle(int32_t cell, int32_t cells, int32_t span)
{
    return (int32_t)(((2 * (int64_t)cell + 1) * span + cells) / (2 * (int64_t)cells));
}

static anchor_box anchor_on_grid(const mnv2_anchor_grid *grid, int32_t index)
{
    while (index >= grid->rows * grid->columns * grid->shapes)
    {
        index -= grid->rows * grid->columns * grid->shapes;
        grid++;
    }
    const int32_t *const sides = grid->sides + index % grid->shapes * 2;
    const int32_t cell = index / grid->shapes;
    return (anchor_box){
        .y = middle(cell / grid->columns, grid->rows, grid->row_span),
        .x = middle(cell % grid->columns, grid->columns, grid->column_span),
        .height = sides[0],
        .width = sides[1],
    };
}

static anchor_box anchor_given(const mnv2_ssd_rule *rule, int32_t index)
{
    const int8_t *const e = rule->given + 4 * index;
    if (!rule->has_corners)
    {
        return (anchor_box){
            .y = mnv2_table_at(rule->down, e[0]),
            .x = mnv2_table_at(rule->across, e[1]),
            .height = mnv2_table_at(rule->down, e[2]),
            .width = mnv2_table_at(rule->across, e[3]),
        };
    }
    const int32_t left = mnv2_table_at(rule->across, e[0]);
    const int32_t top = mnv2_table_at(rule->down, e[1]);
    const int32_t right = mnv2_table_at(rule->across, e[2]);
    const int32_t bottom = mnv2_table_at(rule->down, e[3]);
    return (anchor_box){
        .y = (top + bottom) / 2,
        .x = (left + right) / 2,
        .height = bottom - top,
        .width = right - left,
    };
}

/* By how much an element moves something whose unit is a side. */
static int64_t moved(const int32_t *table, int8_t element, int32_t side)
{
    return (int64_t)mnv2_table_at(table, element) * side / 65536;
}

static mnv2_box decode(const mnv2_ssd_rule *rule, const int8_t *code, int32_t index, int32_t c, int32_t score)
{
    const anchor_box a = rule->given != NULL ? anchor_given(rule, index) : anchor_on_grid(rule->grids, index);
    int64_t left;
    int64_t top;
    int64_t right;
    int64_t bottom;
    if (rule->has_corners)
    {
        const int32_t edge_x = a.x - a.width / 2;
        const int32_t edge_y = a.y - a.height / 2;
        left = edge_x + moved(rule->move_x, code[0], a.width);
        top = edge_y + moved(rule->move_y, code[1], a.height);
        right = edge_x + a.width + moved(rule->grow_x, code[2], a.width);
        bottom = edge_y + a.height + moved(rule->grow_y, code[3], a.height);
    }
    else
    {
        const int64_t y = a.y + moved(rule->move_y, code[0], a.height);
        const int64_t x = a.x + moved(rule->move_x, code[1], a.width);
        const int64_t down = moved(rule->grow_y, code[2], a.height) / 2;
        const int64_t across = moved(rule->grow_x, code[3], a.width) / 2;
        left = x - across;
        top = y - down;
        right = x + across;
        bottom = y + down;
    }
    return (mnv2_box){
        .left = edge(left, rule->boxes.width),
        .top = edge(top, rule->boxes.height),
        .right = edge(right, rule->boxes.width),
        .bottom = edge(bottom, rule->boxes.height),
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
    for (int32_t i = 0; i < rule->anchors; i++, encodings += 4, scores += rule->classes)
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
                mnv2_add_candidate(&found, decode(rule, encodings, i, c, score));
            }
        }
        if (rule->boxes.is_agnostic)
        {
            const int32_t score = mnv2_score_at(&rule->score, sum, scores[best]);
            if (mnv2_is_candidate(&found, score))
            {
                mnv2_add_candidate(&found, decode(rule, encodings, i, best, score));
            }
        }
    }
    return mnv2_suppress(&found, boxes);
}
