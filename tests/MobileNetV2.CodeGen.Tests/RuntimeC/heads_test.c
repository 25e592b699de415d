/* Boxes that stay, against counting squares; floats that are nonsense; rows of a class map and their run-length form.
 */
#include <math.h>

#include "mnv2_heads.h"
#include "test_support.h"

#define SIDE 24

static int covers(const mnv2_box *b, int32_t x, int32_t y)
{
    return x >= b->left && x < b->right && y >= b->top && y < b->bottom;
}

/* Squares that one or both cover are counted; boxes without an area, or turned inside out, cover none. */
static int hides(const mnv2_box *a, const mnv2_box *b, int32_t overlap)
{
    int64_t both = 0;
    int64_t any = 0;
    for (int32_t i = 0; i < SIDE * SIDE; i++)
    {
        const int is_a = covers(a, i % SIDE, i / SIDE);
        const int is_b = covers(b, i % SIDE, i / SIDE);
        both += is_a && is_b;
        any += is_a || is_b;
    }
    return both > 0 && both * 32768 > overlap * any;
}

static mnv2_box any_box(void)
{
    const mnv2_box box = {
        .left = noise_between(0, SIDE),
        .top = noise_between(0, SIDE),
        .right = noise_between(0, SIDE),
        .bottom = noise_between(0, SIDE),
        .class_index = noise_between(0, 1),
        .score = noise_between(0, 9) * 3000,
        .track = 0,
    };
    return box;
}

/* The best of all that are left, of equals the first, again and again. */
static void check_boxes(void)
{
    enum
    {
        MOST = 40
    };
    mnv2_box all[MOST];
    int is_taken[MOST] = {0};
    const int32_t count = noise_between(0, MOST);
    const mnv2_box_rule rule = {
        .threshold = noise_between(1, 20000),
        .overlap = noise_between(0, 32768),
        .is_agnostic = noise_between(0, 1),
        .candidates = noise_between(1, 30),
        .most = noise_between(1, 12),
        .width = SIDE,
        .height = SIDE,
    };
    mnv2_box *const candidates = block(sizeof(mnv2_box) * (size_t)rule.candidates);
    mnv2_box *const boxes = block(sizeof(mnv2_box) * (size_t)rule.most);
    mnv2_candidates found = {&rule, candidates, 0};
    for (int32_t i = 0; i < count; i++)
    {
        all[i] = any_box();
        mnv2_add_candidate(&found, all[i]);
    }
    const int32_t stayed = mnv2_suppress(&found, boxes);

    mnv2_box expected[MOST];
    int32_t kept = 0;
    for (int32_t round = 0; round < rule.candidates && kept < rule.most; round++)
    {
        int32_t best = -1;
        for (int32_t i = 0; i < count; i++)
        {
            if (!is_taken[i] && all[i].score >= rule.threshold && (best < 0 || all[i].score > all[best].score))
            {
                best = i;
            }
        }
        if (best < 0)
        {
            break;
        }
        is_taken[best] = 1;
        int is_hidden = 0;
        for (int32_t k = 0; k < kept; k++)
        {
            is_hidden = is_hidden || ((rule.is_agnostic || expected[k].class_index == all[best].class_index) &&
                                      hides(&expected[k], &all[best], rule.overlap));
        }
        if (!is_hidden)
        {
            expected[kept++] = all[best];
        }
    }
    CHECK(stayed == kept);
    CHECK(kept == 0 || memcmp(boxes, expected, sizeof(mnv2_box) * (size_t)kept) == 0);
    free(boxes);
    free(candidates);
}

/* Whatever TFLite_Detection_PostProcess gives, boxes lie in the picture, and their number is bounded. */
static void check_detections(void)
{
    enum
    {
        SLOTS = 6
    };
    static const float nonsense[] = {
        NAN, INFINITY, -INFINITY, 1e30F, -1e30F, 1e-40F, 2147483648.0F, 0.5F, 1.0F, 0.0F, -0.0F};
    float values[4 * SLOTS + 2 * SLOTS + 1];
    const int32_t length = (int32_t)(sizeof values / sizeof values[0]);
    for (int32_t i = 0; i < length; i++)
    {
        values[i] = noise_between(0, 1) ? nonsense[noise() % (sizeof nonsense / sizeof nonsense[0])]
                                        : (float)noise_between(-2000, 2000) / 1000.0F;
    }
    const mnv2_detections_rule rule = {
        .boxes = {.threshold = noise_between(1, 20000), .most = noise_between(1, 8), .width = 640, .height = 480},
        .slots = SLOTS,
    };
    mnv2_box *const boxes = block(sizeof(mnv2_box) * (size_t)rule.boxes.most);
    const int32_t count =
        mnv2_detections(&rule, values, values + 4 * SLOTS, values + 5 * SLOTS, values + 6 * SLOTS, boxes);
    CHECK(count >= 0 && count <= SLOTS && count <= rule.boxes.most);
    for (int32_t i = 0; i < count; i++)
    {
        CHECK(boxes[i].left >= 0 && boxes[i].left <= 640 && boxes[i].right >= 0 && boxes[i].right <= 640);
        CHECK(boxes[i].top >= 0 && boxes[i].top <= 480 && boxes[i].bottom >= 0 && boxes[i].bottom <= 480);
        CHECK(boxes[i].score >= rule.boxes.threshold && boxes[i].score <= 32768);
        CHECK(boxes[i].class_index >= 0 && boxes[i].class_index <= 32768);
    }
    free(boxes);
}

/* Runs say where they begin; together they are the row, or as much of it as there is room for. */
static void check_runs(void)
{
    const int32_t width = noise_between(0, 40);
    const int32_t most = noise_between(0, 12);
    uint8_t *const row = block((size_t)width);
    mnv2_run *const runs = block(sizeof(mnv2_run) * (size_t)most);
    for (int32_t x = 0; x < width; x++)
    {
        row[x] = (uint8_t)(x > 0 && noise_between(0, 3) > 0 ? row[x - 1] : noise_between(0, 2));
    }
    const int32_t found = mnv2_runs_of_row(row, width, runs, most);
    CHECK(found >= 0 && found <= most);
    int32_t x = 0;
    for (int32_t i = 0; i < found; i++)
    {
        CHECK(runs[i].first == x && runs[i].count > 0);
        CHECK(i == 0 || runs[i].class_index != runs[i - 1].class_index);
        for (int32_t k = 0; k < runs[i].count; k++, x++)
        {
            CHECK(x < width && row[x] == runs[i].class_index);
        }
    }
    CHECK(x == width || (found == most && (x == 0 || row[x] != row[x - 1])));
    free(runs);
    free(row);
}

int main(void)
{
    for (int32_t i = 0; i < 5000; i++)
    {
        check_boxes();
        check_detections();
        check_runs();
    }
    return 0;
}
