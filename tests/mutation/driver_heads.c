/*
 * Heads with random rules, tables and outputs, over several frames where they remember something.
 * What comes out is compared with what came out before a change.
 * uses: mnv2_boxes.c mnv2_classify.c mnv2_detections.c mnv2_embedding.c mnv2_follow.c mnv2_follow_points.c
 * mnv2_points.c mnv2_scores.c mnv2_smooth_points.c mnv2_ssd.c mnv2_yolo.c
 */
#include "driver.h"

#include "mnv2_heads.h"

static void tell_boxes(const mnv2_box *boxes, int32_t count)
{
    tell(&count, sizeof count);
    tell(boxes, sizeof *boxes * (size_t)count);
}

static void tell_points(const mnv2_point *points, int32_t count)
{
    tell(&count, sizeof count);
    tell(points, sizeof *points * (size_t)count);
}

/* A number for each element; of few values now and then, so that some are equal. */
static const int32_t *table(int32_t least, int32_t most)
{
    static int32_t tables[8][256];
    static int32_t next;
    int32_t *const one = tables[next++ % 8];
    const int32_t step = chance(40) ? (most - least) / any(1, 9) + 1 : 1;
    for (int32_t i = 0; i < 256; i++)
    {
        one[i] = least + any(0, most - least) / step * step;
    }
    return one;
}

static const int32_t *exponentials(void)
{
    static int32_t tables[4][256];
    static int32_t next;
    int32_t *const one = tables[next++ % 4];
    const int32_t fall = any(1, 40);
    for (int32_t i = 0; i < 256; i++)
    {
        one[i] = i < 60 * fall / 4 ? 65536 / (1 + i * i / fall) : 0;
    }
    return one;
}

static mnv2_score_rule any_scores(void)
{
    const int is_softmax = chance(40);
    const mnv2_score_rule rule = {is_softmax ? exponentials() : table(0, chance(30) ? 9 : 32768), is_softmax};
    return rule;
}

static mnv2_box_rule any_rule(void)
{
    const mnv2_box_rule rule = {.threshold = any(0, 4) * 4000,
                                .overlap = chance(20) ? 0 : any(0, 32768),
                                .is_agnostic = any(0, 1),
                                .candidates = any(1, 9),
                                .most = any(1, 6),
                                .width = any(16, 3000),
                                .height = any(16, 3000)};
    return rule;
}

static int8_t *elements(size_t count)
{
    return chance(30) ? bytes_of(count, -2, 2) : bytes_of(count, -128, 127);
}

/* What a head finds: candidates and boxes without room for one more. */
typedef struct
{
    mnv2_box *candidates;
    mnv2_box *boxes;
} places;

static places places_for(const mnv2_box_rule *rule)
{
    const places made = {room(sizeof(mnv2_box) * (size_t)rule->candidates),
                         room(sizeof(mnv2_box) * (size_t)rule->most)};
    return made;
}

static void clear(places *made)
{
    free(made->candidates);
    free(made->boxes);
}

static void yolo(void)
{
    mnv2_yolo_level levels[3];
    static const int8_t *outputs[3];
    static int32_t sizes[3][6];
    mnv2_yolo_rule rule = {any_rule(), any(1, 5), any(1, 3), levels};
    for (int32_t i = 0; i < rule.levels; i++)
    {
        for (int32_t k = 0; k < 6; k++)
        {
            sizes[i][k] = any(1, 2000);
        }
        const mnv2_yolo_level level = {.rows = any(1, 4),
                                       .columns = any(1, 4),
                                       .row_step = any(5, 700),
                                       .column_step = any(5, 700),
                                       .anchors = any(1, 3),
                                       .anchor_sizes = sizes[i],
                                       .move = table(-16384, 49152),
                                       .grow = table(0, chance(50) ? 300000 : 40),
                                       .object = table(0, 32768),
                                       .score = any_scores()};
        levels[i] = level;
        outputs[i] = elements((size_t)(level.rows * level.columns * level.anchors * (5 + rule.classes)));
    }
    places made = places_for(&rule.boxes);
    tell_boxes(made.boxes, mnv2_yolo(&rule, outputs, made.candidates, made.boxes));
    for (int32_t i = 0; i < rule.levels; i++)
    {
        free((void *)(uintptr_t)outputs[i]);
    }
    clear(&made);
}

static void focal(void)
{
    mnv2_focal_level levels[2];
    static const int8_t *outputs[2];
    mnv2_focal_rule rule = {any_rule(), any(1, 5), any(1, 2), levels};
    for (int32_t i = 0; i < rule.levels; i++)
    {
        const mnv2_focal_level level = {.rows = any(1, 4),
                                        .columns = any(1, 4),
                                        .row_step = any(5, 700),
                                        .column_step = any(5, 700),
                                        .bins = any(1, 8),
                                        .exponentials = exponentials(),
                                        .scores = table(0, 32768)};
        levels[i] = level;
        outputs[i] = elements((size_t)(level.rows * level.columns * (4 * level.bins + rule.classes)));
    }
    places made = places_for(&rule.boxes);
    tell_boxes(made.boxes, mnv2_focal(&rule, outputs, made.candidates, made.boxes));
    for (int32_t i = 0; i < rule.levels; i++)
    {
        free((void *)(uintptr_t)outputs[i]);
    }
    clear(&made);
}

static void decoded(void)
{
    mnv2_decoded_rule rule = {.boxes = any_rule(),
                              .classes = any(1, 5),
                              .count = any(1, 9),
                              .has_object = any(0, 1),
                              .across = table(-200, 3100),
                              .down = table(-200, 3100),
                              .scores = table(0, 32768)};
    const int32_t numbers = 4 + rule.has_object + rule.classes;
    const int is_apart = any(0, 1);
    rule.box_step = is_apart ? 1 : numbers;
    rule.number_step = is_apart ? rule.count : 1;
    int8_t *const output = elements((size_t)(rule.count * numbers));
    places made = places_for(&rule.boxes);
    tell_boxes(made.boxes, mnv2_decoded(&rule, output, made.candidates, made.boxes));
    clear(&made);
    free(output);
}

static void ssd(void)
{
    static int32_t sides[3][8];
    mnv2_anchor_grid grids[3];
    mnv2_ssd_rule rule = {.boxes = any_rule(),
                          .score = any_scores(),
                          .classes = any(2, 5),
                          .first_class = any(0, 1),
                          .has_corners = any(0, 1),
                          .grids = grids,
                          .down = table(-40000, 700000),
                          .across = table(-40000, 700000),
                          .move_y = table(-70000, 70000),
                          .move_x = table(-70000, 70000),
                          .grow_y = table(-20000, 150000),
                          .grow_x = table(-20000, 150000)};
    for (int32_t i = 0; i < 3; i++)
    {
        for (int32_t k = 0; k < 8; k++)
        {
            sides[i][k] = any(1, 500000);
        }
        const mnv2_anchor_grid grid = {any(1, 3), any(1, 3), any(1000, 800000), any(1000, 800000), any(1, 4), sides[i]};
        grids[i] = grid;
        rule.anchors += grid.rows * grid.columns * grid.shapes;
    }
    int8_t *const given = elements(4 * (size_t)rule.anchors);
    rule.given = chance(50) ? given : NULL;
    int8_t *const encodings = elements(4 * (size_t)rule.anchors);
    int8_t *const scores = elements((size_t)(rule.classes * rule.anchors));
    places made = places_for(&rule.boxes);
    tell_boxes(made.boxes, mnv2_ssd(&rule, encodings, scores, made.candidates, made.boxes));
    clear(&made);
    free(scores);
    free(encodings);
    free(given);
}

static void detections(void)
{
    static const float corners[] = {0.0f, -0.5f, 1.0f, 1.5f, 0.99999f, 1e-9f, 1.2f, -1e30f};
    mnv2_detections_rule rule = {any_rule(), any(1, 7)};
    const size_t slots = (size_t)rule.slots;
    float *const numbers = room(4 * 6 * slots);
    for (size_t i = 0; i < 6 * slots; i++)
    {
        const int is_class = i >= 4 * slots && i < 5 * slots;
        numbers[i] = is_class ? (float)any(0, 90) : chance(20) ? corners[any(0, 7)] : (float)any(0, 65536) / 65536.0f;
        if (chance(3))
        {
            memset(&numbers[i], 0xFF, sizeof numbers[i]); /* No number. */
        }
    }
    const float count = (float)any(0, rule.slots + 2);
    mnv2_box *const boxes = room(sizeof(mnv2_box) * (size_t)rule.boxes.most);
    tell_boxes(boxes, mnv2_detections(&rule, numbers, numbers + 4 * slots, numbers + 5 * slots, &count, boxes));
    free(boxes);
    free(numbers);
}

static void overlaps(void)
{
    mnv2_box pair[2];
    for (int32_t i = 0; i < 2; i++)
    {
        const mnv2_box box = {any(-4, 9), any(-4, 9), any(-4, 9), any(-4, 9), 0, 0, 0};
        pair[i] = box;
    }
    for (int32_t share = 0; share < 32768; share += any(1, 4000))
    {
        const int do_overlap = mnv2_overlaps(&pair[0], &pair[1], share);
        tell(&do_overlap, sizeof do_overlap);
    }
    const int do_overlap = mnv2_overlaps(&pair[0], &pair[0], 32768);
    tell(&do_overlap, sizeof do_overlap);
}

static void points(void)
{
    const mnv2_map_rule rule = {.rows = any(1, 5),
                                .columns = any(1, 5),
                                .channels = any(1, 4),
                                .first_class = any(0, 1),
                                .threshold = any(0, 3),
                                .most = any(1, 5),
                                .row_step = any(5, 700),
                                .column_step = any(5, 700),
                                .scores = table(0, chance(50) ? 8 : 32768)};
    int8_t *const map = elements((size_t)(rule.rows * rule.columns * rule.channels));
    mnv2_point *const found = room(sizeof(mnv2_point) * (size_t)rule.most);
    mnv2_map_rule peaks = rule;
    if (peaks.threshold == 0)
    {
        peaks.threshold = 1; /* Weights of a mean are not all 0. */
    }
    tell_points(found, mnv2_peaks(&peaks, map, found));
    free(found);
    mnv2_point *const keys = room(sizeof(mnv2_point) * (size_t)rule.channels);
    tell_points(keys, mnv2_key_points(&rule, map, keys));
    free(keys);
    free(map);

    const int32_t count = any(1, 5);
    const mnv2_regressed_rule regressed = {
        count, any(0, 4) * 2, table(0, 3000), table(0, 3000), table(0, chance(50) ? 8 : 32768)};
    mnv2_point *const worked_out = room(sizeof(mnv2_point) * (size_t)count);
    int8_t *const numbers = elements(3 * (size_t)count);
    tell_points(worked_out, mnv2_regressed_points(&regressed, numbers, worked_out));
    free(numbers);
    const mnv2_body_rule body = {
        count, any(1, 5), any(0, 4) * 2, table(0, 3000), table(0, 3000), table(0, chance(50) ? 8 : 32768)};
    int8_t *const bodies = elements((size_t)((5 + 3 * count) * body.bodies));
    tell_points(worked_out, mnv2_body_points(&body, bodies, worked_out));
    free(bodies);
    free(worked_out);
}

static void classes(void)
{
    const mnv2_classify_rule rule = {any(1, 9), any(0, 4) * 2000, any(1, 5), any(1, 4), any_scores()};
    int32_t *const average = chance(60) ? room(4 * (size_t)rule.classes) : NULL;
    int32_t has_average = 0;
    mnv2_ranked *const best = room(sizeof(mnv2_ranked) * (size_t)rule.most);
    for (int32_t frame = 0; frame < 4; frame++)
    {
        int8_t *const output = elements((size_t)rule.classes);
        const int32_t found = mnv2_classify(&rule, output, average, average == NULL ? NULL : &has_average, best);
        tell(&found, sizeof found);
        tell(best, sizeof(mnv2_ranked) * (size_t)found);
        tell(&has_average, sizeof has_average);
        if (average != NULL)
        {
            tell(average, 4 * (size_t)rule.classes);
        }
        free(output);
    }
    free(best);
    free(average);
}

static void embeddings(void)
{
    mnv2_embedding_rule rule = {.length = any(1, 12),
                                .zero_point = any(-128, 127),
                                .identities = any(1, 6),
                                .threshold = any(-8, 8) * 4096,
                                .most = any(1, 4)};
    int8_t *const gallery = elements((size_t)(rule.length * rule.identities));
    int32_t *const squares = room(4 * (size_t)rule.identities);
    int8_t *const output = elements((size_t)rule.length);
    for (int32_t k = 0; k < rule.identities; k++)
    {
        if (chance(20))
        {
            memset(gallery + k * rule.length, chance(50) ? rule.zero_point : gallery[0], (size_t)rule.length);
        }
        squares[k] = 0;
        for (int32_t i = 0; i < rule.length; i++)
        {
            const int32_t value = gallery[k * rule.length + i] - rule.zero_point;
            squares[k] += value * value;
        }
    }
    rule.gallery = gallery;
    rule.squares = squares;
    mnv2_match *const matches = room(sizeof(mnv2_match) * (size_t)rule.most);
    const int32_t found = mnv2_find_embedding(&rule, output, matches);
    tell(&found, sizeof found);
    tell(matches, sizeof(mnv2_match) * (size_t)found);
    free(matches);
    free(output);
    free(squares);
    free(gallery);
}

/* Things that move, appear, hide and touch each other, on a coarse grid. */
static void tracks(void)
{
    const int32_t most = any(1, 4);
    const int32_t reach = any(0, 9);
    const mnv2_track_rule rule = {most, chance(30) ? 0 : any(0, 20000), any(0, 2)};
    const mnv2_point_track_rule point_rule = {most, reach, rule.patience};
    mnv2_track *const boxes_known = room(sizeof(mnv2_track) * (size_t)most);
    mnv2_point_track *const points_known = room(sizeof(mnv2_point_track) * (size_t)most);
    memset(boxes_known, 0, sizeof(mnv2_track) * (size_t)most);
    memset(points_known, 0, sizeof(mnv2_point_track) * (size_t)most);
    int32_t last = chance(20) ? INT32_MAX - any(0, 3) : 0;
    int32_t last_point = last;
    const int32_t speed_x = any(-3, 3);
    const int32_t speed_y = any(-3, 3);
    for (int32_t frame = 0; frame < 8; frame++)
    {
        const int32_t count = any(0, 5);
        mnv2_box *const boxes = room(sizeof(mnv2_box) * (size_t)count);
        mnv2_point *const seen = room(sizeof(mnv2_point) * (size_t)count);
        for (int32_t i = 0; i < count; i++)
        {
            const int32_t x = 7 * i + frame * speed_x + any(-1, 1);
            const int32_t y = 5 * i + frame * speed_y + any(-1, 1);
            const mnv2_box box = {
                x, y, x + any(chance(10) ? 0 : 4, 9), y + any(chance(10) ? 0 : 4, 9), any(0, 1), any(0, 9), any(0, 3)};
            const mnv2_point point = {x, y, any(0, 1), any(0, 9), any(0, 3)};
            boxes[i] = box;
            seen[i] = point;
        }
        mnv2_follow(&rule, boxes_known, &last, boxes, count);
        mnv2_follow_points(&point_rule, points_known, &last_point, seen, count);
        tell_boxes(boxes, count);
        tell_points(seen, count);
        tell(&last, sizeof last);
        tell(boxes_known, sizeof(mnv2_track) * (size_t)most);
        tell(points_known, sizeof(mnv2_point_track) * (size_t)most);
        free(seen);
        free(boxes);
    }
    free(points_known);
    free(boxes_known);
}

static void smooth(void)
{
    const int32_t count = any(1, 4);
    const mnv2_smooth_rule rule = {any(0, 32768), any(0, 32768), any(0, 2), any(1, 400), any(1, 400)};
    mnv2_smooth_point *const known = room(sizeof(mnv2_smooth_point) * (size_t)count);
    memset(known, 0, sizeof(mnv2_smooth_point) * (size_t)count);
    mnv2_point *const seen = room(sizeof(mnv2_point) * (size_t)count);
    for (int32_t frame = 0; frame < 10; frame++)
    {
        for (int32_t i = 0; i < count; i++)
        {
            const mnv2_point point = {
                any(0, rule.width), any(0, rule.height), i, chance(40) ? 0 : any(1, 9) * (chance(50) ? 1 : 3000), 0};
            seen[i] = point;
        }
        mnv2_smooth_points(&rule, known, seen, count);
        tell_points(seen, count);
        tell(known, sizeof(mnv2_smooth_point) * (size_t)count);
    }
    free(seen);
    free(known);
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    for (int round = 0; round < 1200; round++)
    {
        yolo();
        focal();
        decoded();
        ssd();
        detections();
        overlaps();
        points();
        classes();
        embeddings();
        tracks();
        smooth();
    }
    return fclose(out);
}
