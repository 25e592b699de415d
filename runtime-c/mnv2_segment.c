/*
 * The class of every pixel, row by row.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_heads.h"
#include "mnv2_resize.h"
#include "mnv2_stream.h"

static int32_t inside(int32_t row, int32_t height)
{
    return row < 0 ? 0 : (row < height ? row : height - 1);
}

static uint8_t class_of(const mnv2_segment_rule *rule, const int8_t *pixel)
{
    if (rule->classes == 1)
    {
        return pixel[0] >= rule->threshold;
    }
    int32_t best = 0;
    for (int32_t c = 1; c < rule->classes; c++)
    {
        best = pixel[c] > pixel[best] ? c : best;
    }
    return (uint8_t)best;
}

static void count_pixel(mnv2_region *region, int32_t y, int32_t x)
{
    if (region->area == 0)
    {
        region->left = x;
        region->top = y;
        region->right = x;
    }
    region->area++;
    region->left = x < region->left ? x : region->left;
    region->right = x > region->right ? x : region->right;
    region->bottom = y;
}

#pragma weak mnv2_segment
int32_t mnv2_segment(const mnv2_segment_rule *rule,
                     const int8_t *scores,
                     uint8_t *row,
                     int8_t *pixel,
                     mnv2_region *all,
                     mnv2_row_taker take,
                     void *context,
                     mnv2_region *regions)
{
    const mnv2_resize_bilinear_params resize = {
        .batches = 1,
        .input_height = rule->input_height,
        .input_width = rule->input_width,
        .output_height = rule->height,
        .output_width = rule->width,
        .channels = rule->classes,
        .step_y = rule->step_y,
        .step_x = rule->step_x,
        .offset_y = rule->offset_y,
        .offset_x = rule->offset_x,
        .middle = rule->middle,
    };
    const int32_t classes = rule->classes == 1 ? 2 : rule->classes;
    const int32_t stride = rule->input_width * rule->classes;
    memset(all, 0, (size_t)classes * sizeof *all);
    for (int32_t y = 0; y < rule->height; y++)
    {
        const int32_t first = mnv2_floor_divide(y * rule->step_y + rule->offset_y, 1024);
        const int8_t *const rows[2] = {
            scores + inside(first, rule->input_height) * stride,
            scores + inside(first + 1, rule->input_height) * stride,
        };
        for (int32_t x = 0; x < rule->width; x++)
        {
            mnv2_resize_bilinear_row_s8(&resize, rows, pixel, y, x, x + 1);
            row[x] = class_of(rule, pixel);
            count_pixel(&all[row[x]], y, x);
        }
        if (take != NULL)
        {
            take(context, y, row, rule->width);
        }
    }
    int32_t found = 0;
    for (int32_t c = 0; c < classes; c++)
    {
        all[c].class_index = c;
        if (all[c].area >= rule->smallest)
        {
            regions[found++] = all[c];
        }
    }
    return found;
}

#pragma weak mnv2_runs_of_row
int32_t mnv2_runs_of_row(const uint8_t *classes, int32_t width, mnv2_run *runs, int32_t most)
{
    int32_t found = 0;
    for (int32_t x = 0; x < width; x++)
    {
        if (found > 0 && runs[found - 1].class_index == classes[x] && x > 0)
        {
            runs[found - 1].count++;
            continue;
        }
        if (found == most)
        {
            break;
        }
        runs[found++] = (mnv2_run){x, 1, classes[x]};
    }
    return found;
}
