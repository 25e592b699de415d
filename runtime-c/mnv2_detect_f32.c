/*
 * Detections of an SSD network: boxes from encodings and anchors, without those that overlap better ones.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_exp_private.h"
#include "mnv2_detection.h"

typedef struct
{
    const mnv2_detect_params *params;
    const void *score_data;
    const float *all; /* Decoded boxes. */
    float *boxes;
    float *classes;
    float *scores;
    int32_t count;
} detections;

/*
 * A scale of 0 says that elements are floats. The product is made in any case: in a branch of it, gcc 12 at -Os makes
 * conditional conversions to double for Cortex-M55, which its assembler refuses.
 */
static float real_at(const void *data, int32_t i, float scale, int32_t zero_point)
{
    const int is_float = scale == 0.0f;
    const int32_t steps = is_float ? 0 : ((const int8_t *)data)[i] - zero_point;
    const float product = (float)((double)scale * steps);
    return is_float ? ((const float *)data)[i] : product;
}

static float score_of(const detections *d, int32_t box, int32_t c)
{
    const mnv2_detect_params *p = d->params;
    return real_at(
        d->score_data, box * p->score_stride + p->score_stride - p->classes + c, p->score_scale, p->score_zero_point);
}

static void decode(const mnv2_detect_params *p, const void *encodings, const float *anchors, float *boxes)
{
    for (int32_t i = 0; i < p->boxes; i++, anchors += 4, boxes += 4)
    {
        float code[4];
        for (int32_t k = 0; k < 4; k++)
        {
            code[k] = real_at(encodings, i * p->encoding_stride + k, p->encoding_scale, p->encoding_zero_point);
        }
        const float y = (float)((double)code[0] / (double)p->y_scale * (double)anchors[2] + (double)anchors[0]);
        const float x = (float)((double)code[1] / (double)p->x_scale * (double)anchors[3] + (double)anchors[1]);
        const float half_height = (float)(0.5 * mnv2_exp((double)code[2] / (double)p->h_scale) * (double)anchors[2]);
        const float half_width = (float)(0.5 * mnv2_exp((double)code[3] / (double)p->w_scale) * (double)anchors[3]);
        boxes[0] = y - half_height;
        boxes[1] = x - half_width;
        boxes[2] = y + half_height;
        boxes[3] = x + half_width;
    }
}

static float larger(float a, float b)
{
    return a < b ? b : a;
}

static float smaller(float a, float b)
{
    return b < a ? b : a;
}

/* Intersection over union. */
static float overlap(const float *a, const float *b)
{
    const float area_a = (a[2] - a[0]) * (a[3] - a[1]);
    const float area_b = (b[2] - b[0]) * (b[3] - b[1]);
    if (area_a <= 0.0f || area_b <= 0.0f)
    {
        return 0.0f;
    }
    const float height = larger(smaller(a[2], b[2]) - larger(a[0], b[0]), 0.0f);
    const float width = larger(smaller(a[3], b[3]) - larger(a[1], b[1]), 0.0f);
    const float common = height * width;
    const float sum = area_a + area_b;
    return common / (sum - common);
}

/* The best box that is left, lower ones first of equal scores, and no longer those that overlap it too much; -1 when
 * none is left. */
static int32_t next_box(const mnv2_detect_params *p, const float *boxes, const float *scores, uint8_t *is_active)
{
    int32_t best = -1;
    for (int32_t i = 0; i < p->boxes; i++)
    {
        if (is_active[i] && (best < 0 || scores[i] > scores[best]))
        {
            best = i;
        }
    }
    if (best < 0)
    {
        return best;
    }
    is_active[best] = 0;
    for (int32_t i = 0; i < p->boxes; i++)
    {
        if (is_active[i] && overlap(boxes + 4 * best, boxes + 4 * i) > p->overlap_threshold)
        {
            is_active[i] = 0;
        }
    }
    return best;
}

static void activate(const mnv2_detect_params *p, const float *scores, uint8_t *is_active)
{
    for (int32_t i = 0; i < p->boxes; i++)
    {
        is_active[i] = scores[i] >= p->score_threshold;
    }
}

static void put(detections *d, int32_t slot, int32_t box, int32_t c, float score)
{
    memcpy(d->boxes + 4 * slot, d->all + 4 * box, 4 * sizeof(float));
    d->classes[slot] = (float)c;
    d->scores[slot] = score;
}

/* Keeps the best in descending order, and of equal ones those that came first. */
static void insert(detections *d, int32_t box, int32_t c, float score)
{
    const int32_t most = d->params->most;
    int32_t slot = d->count;
    while (slot > 0 && d->scores[slot - 1] < score)
    {
        slot--;
    }
    if (slot == most)
    {
        return;
    }
    d->count += d->count < most;
    for (int32_t i = d->count - 1; i > slot; i--)
    {
        memcpy(d->boxes + 4 * i, d->boxes + 4 * (i - 1), 4 * sizeof(float));
        d->classes[i] = d->classes[i - 1];
        d->scores[i] = d->scores[i - 1];
    }
    put(d, slot, box, c, score);
}

/* The best class after the previous one in descending order, lower classes first; the best of all after -1. */
static int32_t next_class(const detections *d, int32_t box, int32_t previous)
{
    int32_t best = -1;
    for (int32_t c = 0; c < d->params->classes; c++)
    {
        const float score = score_of(d, box, c);
        if (previous >= 0)
        {
            const float before = score_of(d, box, previous);
            if (!(score < before || (score == before && c > previous)))
            {
                continue;
            }
        }
        if (best < 0 || score > score_of(d, box, best))
        {
            best = c;
        }
    }
    return best < 0 ? 0 : best;
}

static void regular(detections *d, float *scores, uint8_t *is_active)
{
    const mnv2_detect_params *p = d->params;
    for (int32_t c = 0; c < p->classes; c++)
    {
        for (int32_t i = 0; i < p->boxes; i++)
        {
            scores[i] = score_of(d, i, c);
        }
        activate(p, scores, is_active);
        for (int32_t n = 0; n < p->most_per_class; n++)
        {
            const int32_t box = next_box(p, d->all, scores, is_active);
            if (box < 0)
            {
                break;
            }
            insert(d, box, c, scores[box]);
        }
    }
}

static void fast(detections *d, float *scores, uint8_t *is_active)
{
    const mnv2_detect_params *p = d->params;
    for (int32_t i = 0; i < p->boxes; i++)
    {
        scores[i] = score_of(d, i, next_class(d, i, -1));
    }
    activate(p, scores, is_active);
    for (int32_t n = 0; n < p->most; n++)
    {
        const int32_t box = next_box(p, d->all, scores, is_active);
        if (box < 0)
        {
            break;
        }
        int32_t c = -1;
        for (int32_t k = 0; k < p->classes_per_box; k++)
        {
            c = next_class(d, box, c);
            const int32_t slot = p->classes_per_box * d->count + k;
            d->count++;
            if (slot < p->slots)
            {
                put(d, slot, box, c, score_of(d, box, c));
            }
        }
    }
}

#pragma weak mnv2_detect_f32
void mnv2_detect_f32(const mnv2_detect_params *params,
                     const void *encodings,
                     const void *scores,
                     const float *anchors,
                     void *scratch,
                     float *output_boxes,
                     float *output_classes,
                     float *output_scores,
                     float *output_count)
{
    float *const boxes = scratch;
    float *const best = boxes + 4 * params->boxes;
    uint8_t *const is_active = (uint8_t *)(best + params->boxes);
    detections d = {
        .params = params,
        .score_data = scores,
        .all = boxes,
        .boxes = output_boxes,
        .classes = output_classes,
        .scores = output_scores,
        .count = 0,
    };
    decode(params, encodings, anchors, boxes);
    memset(output_boxes, 0, (size_t)params->slots * 4 * sizeof(float));
    memset(output_classes, 0, (size_t)params->slots * sizeof(float));
    memset(output_scores, 0, (size_t)params->slots * sizeof(float));
    if (params->is_regular)
    {
        regular(&d, best, is_active);
    }
    else
    {
        fast(&d, best, is_active);
    }
    output_count[0] = (float)d.count;
}
