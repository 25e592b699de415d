/*
 * Objects and key points of heat maps.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

/* 1 when the neighbour is inside and exceeds the place, or equals it and comes first. */
static int is_exceeded(const mnv2_map_rule *rule, const int8_t *map, int32_t y, int32_t x, int32_t c)
{
    const int8_t here = map[(y * rule->columns + x) * rule->channels + c];
    for (int32_t i = 0; i < 9; i++)
    {
        const int32_t row = y + i / 3 - 1;
        const int32_t column = x + i % 3 - 1;
        if (i == 4 || row < 0 || row >= rule->rows || column < 0 || column >= rule->columns)
        {
            continue;
        }
        const int8_t there = map[(row * rule->columns + column) * rule->channels + c];
        if (there > here || (there == here && i < 4))
        {
            return 1;
        }
    }
    return 0;
}

static mnv2_point
centre_of(const mnv2_map_rule *rule, const int8_t *map, int32_t y, int32_t x, int32_t c, int32_t score)
{
    int64_t weight = 0;
    int64_t right = 0;
    int64_t down = 0;
    for (int32_t i = 0; i < 9; i++)
    {
        const int32_t row = y + i / 3 - 1;
        const int32_t column = x + i % 3 - 1;
        if (row < 0 || row >= rule->rows || column < 0 || column >= rule->columns)
        {
            continue;
        }
        const int32_t there = mnv2_table_at(rule->scores, map[(row * rule->columns + column) * rule->channels + c]);
        if (there >= rule->threshold)
        {
            weight += there;
            right += (int64_t)there * (2 * column + 1);
            down += (int64_t)there * (2 * row + 1);
        }
    }
    return (mnv2_point){
        .x = (int32_t)(right * rule->column_step / (2 * weight)),
        .y = (int32_t)(down * rule->row_step / (2 * weight)),
        .class_index = c - rule->first_class,
        .score = score,
    };
}

#pragma weak mnv2_peaks
int32_t mnv2_peaks(const mnv2_map_rule *rule, const int8_t *map, mnv2_point *points)
{
    int32_t found = 0;
    for (int32_t i = 0; i < rule->rows * rule->columns; i++)
    {
        const int32_t y = i / rule->columns;
        const int32_t x = i % rule->columns;
        for (int32_t c = rule->first_class; c < rule->channels; c++)
        {
            const int32_t score = mnv2_table_at(rule->scores, map[i * rule->channels + c]);
            if (score < rule->threshold || (found == rule->most && score <= points[found - 1].score) ||
                is_exceeded(rule, map, y, x, c))
            {
                continue;
            }
            found += found < rule->most;
            int32_t at = found - 1;
            for (; at > 0 && points[at - 1].score < score; at--)
            {
                points[at] = points[at - 1];
            }
            points[at] = centre_of(rule, map, y, x, c, score);
        }
    }
    return found;
}

/* A quarter of a step towards the larger of two neighbours; none beside the border. */
static int32_t lean(int32_t before, int32_t after, int32_t step)
{
    return after > before ? step / 4 : (after < before ? -(step / 4) : 0);
}

#pragma weak mnv2_key_points
int32_t mnv2_key_points(const mnv2_map_rule *rule, const int8_t *map, mnv2_point *points)
{
    const int32_t channels = rule->channels;
    const int32_t row_stride = rule->columns * channels;
    for (int32_t c = 0; c < channels; c++)
    {
        int32_t best = 0;
        for (int32_t i = 1; i < rule->rows * rule->columns; i++)
        {
            best = map[i * channels + c] > map[best * channels + c] ? i : best;
        }
        const int32_t y = best / rule->columns;
        const int32_t x = best % rule->columns;
        const int8_t *const here = map + best * channels + c;
        const int32_t score = mnv2_table_at(rule->scores, *here);
        points[c] = (mnv2_point){
            .x = (2 * x + 1) * rule->column_step / 2 +
                 (x > 0 && x + 1 < rule->columns ? lean(here[-channels], here[channels], rule->column_step) : 0),
            .y = (2 * y + 1) * rule->row_step / 2 +
                 (y > 0 && y + 1 < rule->rows ? lean(here[-row_stride], here[row_stride], rule->row_step) : 0),
            .class_index = c,
            .score = score < rule->threshold ? 0 : score,
        };
    }
    return channels;
}

#pragma weak mnv2_regressed_points
int32_t mnv2_regressed_points(const mnv2_regressed_rule *rule, const int8_t *output, mnv2_point *points)
{
    for (int32_t i = 0; i < rule->points; i++, output += 3)
    {
        const int32_t score = mnv2_table_at(rule->scores, output[2]);
        points[i] = (mnv2_point){
            .x = mnv2_table_at(rule->across, output[1]),
            .y = mnv2_table_at(rule->down, output[0]),
            .class_index = i,
            .score = score < rule->threshold ? 0 : score,
        };
    }
    return rule->points;
}

#pragma weak mnv2_body_points
int32_t mnv2_body_points(const mnv2_body_rule *rule, const int8_t *output, mnv2_point *points)
{
    const int32_t bodies = rule->bodies;
    const int8_t *const wholes = output + 4 * bodies;
    int32_t best = 0;
    for (int32_t i = 1; i < bodies; i++)
    {
        best = wholes[i] > wholes[best] ? i : best;
    }
    const int is_body = mnv2_table_at(rule->scores, wholes[best]) >= rule->threshold;
    for (int32_t i = 0; i < rule->points; i++)
    {
        const int8_t *const at = output + (5 + 3 * i) * bodies + best;
        const int32_t score = mnv2_table_at(rule->scores, at[2 * bodies]);
        points[i] = (mnv2_point){
            .x = mnv2_table_at(rule->across, at[0]),
            .y = mnv2_table_at(rule->down, at[bodies]),
            .class_index = i,
            .score = !is_body || score < rule->threshold ? 0 : score,
        };
    }
    return rule->points;
}
