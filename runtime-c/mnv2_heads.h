/*
 * Heads: what the outputs of a network mean, as plain structs. Integers only, no heap, every loop bounded by its rule.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Scores, similarities and thresholds are 32768ths: 32768 is 1. Places are sixteenths of a pixel of the network's
 * input, counted from its left upper corner. Tables have an entry for each value of an int8 element, the smallest
 * first.
 */
#ifndef MNV2_HEADS_H
#define MNV2_HEADS_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A class of a classifier. */
typedef struct
{
    int32_t class_index;
    int32_t score;
} mnv2_ranked;

/* A box around something. */
typedef struct
{
    int32_t left;
    int32_t top;
    int32_t right;
    int32_t bottom;
    int32_t class_index;
    int32_t score;
    int32_t track; /* The same number in every frame; 0 when nothing is tracked. */
} mnv2_box;

/* Something at a place: a key point, or the centre of an object. */
typedef struct
{
    int32_t x;
    int32_t y;
    int32_t class_index;
    int32_t score;
    int32_t track; /* As that of a box. */
} mnv2_point;

/* All pixels of one class: how many, and the first and last column and row with one. */
typedef struct
{
    int32_t class_index;
    int32_t area;
    int32_t left;
    int32_t top;
    int32_t right;
    int32_t bottom;
} mnv2_region;

/* An entry of a gallery that is like what was seen. */
typedef struct
{
    int32_t identity;
    int32_t similarity;
} mnv2_match;

/* Pixels of one class, side by side in a row. */
typedef struct
{
    int32_t first;
    int32_t count;
    int32_t class_index;
} mnv2_run;

/* Takes a row of a class map, from the top; `classes` is overwritten by the next row. */
typedef void (*mnv2_row_taker)(void *context, int32_t y, const uint8_t *classes, int32_t width);

static inline int32_t mnv2_table_at(const int32_t *table, int8_t element)
{
    return table[element + 128];
}

/* ---- Scores ----------------------------------------------------------------------------------------------------- */

/* The scores of some classes at one place. */
typedef struct
{
    const int32_t *table; /* Of scores, or with softmax of exponentials of the distance to the largest element. */
    int32_t is_softmax;
} mnv2_score_rule;

/* What softmax needs to know of all elements; nothing otherwise. */
typedef struct
{
    int32_t largest;
    int32_t sum;
} mnv2_score_sum;

mnv2_score_sum mnv2_sum_scores(const mnv2_score_rule *rule, const int8_t *elements, int32_t count, int32_t stride);

static inline int32_t mnv2_score_at(const mnv2_score_rule *rule, mnv2_score_sum sum, int8_t element)
{
    return rule->is_softmax ? (int32_t)((int64_t)rule->table[sum.largest - element] * 32768 / sum.sum)
                            : mnv2_table_at(rule->table, element);
}

/* ---- Classes ---------------------------------------------------------------------------------------------------- */

typedef struct
{
    int32_t classes;
    int32_t threshold;
    int32_t most;
    int32_t smoothing; /* Frames over which scores are averaged, about; 1 does not. */
    mnv2_score_rule score;
} mnv2_classify_rule;

/*
 * The `most` classes with the highest scores from the threshold on, best first, of equals the first; how many.
 * `average` has an element for each class and `has_average` says whether there is one yet; both NULL without smoothing.
 */
int32_t mnv2_classify(
    const mnv2_classify_rule *rule, const int8_t *output, int32_t *average, int32_t *has_average, mnv2_ranked *best);

/* ---- Boxes ------------------------------------------------------------------------------------------------------ */

typedef struct
{
    int32_t threshold;
    int32_t overlap;     /* The most that a box may share with a better one, as intersection over union. */
    int32_t is_agnostic; /* Boxes of other classes count too, and a place has its best class only. */
    int32_t candidates;  /* Boxes that are kept while looking. */
    int32_t most;        /* Boxes that are found. */
    int32_t width;       /* Of the input, in sixteenths of a pixel. */
    int32_t height;
} mnv2_box_rule;

/* Candidates, best first. */
typedef struct
{
    const mnv2_box_rule *rule;
    mnv2_box *boxes;
    int32_t count;
} mnv2_candidates;

/* Whether a box with this score would be kept. */
static inline int mnv2_is_candidate(const mnv2_candidates *found, int32_t score)
{
    return score >= found->rule->threshold &&
           (found->count < found->rule->candidates || score > found->boxes[found->count - 1].score);
}

/* Puts a box in its place; of equal scores the first stays first. */
void mnv2_add_candidate(mnv2_candidates *found, mnv2_box box);

/* Candidates that do not overlap better ones too much; how many. At most candidates * most overlaps are worked out. */
int32_t mnv2_suppress(const mnv2_candidates *found, mnv2_box *boxes);

/* Whether intersection over union is above `overlap`. */
int mnv2_overlaps(const mnv2_box *a, const mnv2_box *b, int32_t overlap);

/* Cells from the left upper corner, row by row, each with the same shapes of anchors around its middle. */
typedef struct
{
    int32_t rows;
    int32_t columns;
    int32_t row_span; /* What all rows together are high, in 4096ths of a pixel. */
    int32_t column_span;
    int32_t shapes;
    const int32_t *sides; /* Height and width of each in 4096ths of a pixel. */
} mnv2_anchor_grid;

typedef struct
{
    mnv2_box_rule boxes;
    mnv2_score_rule score;
    int32_t anchors;
    int32_t classes;               /* Scores of each anchor. */
    int32_t first_class;           /* 1 when the first score is that of the background. */
    int32_t has_corners;           /* Encodings move left, top, right, bottom; else centre and logarithm of the size. */
    const mnv2_anchor_grid *grids; /* Together they have `anchors`; or NULL, and the network has given them: */
    const int8_t *given;           /* Left, top, right, bottom of each; without corners centre y, x, height, width. */
    const int32_t *down;           /* Tables: an element of `given` in 4096ths of a pixel. */
    const int32_t *across;
    const int32_t *move_y; /* Tables: by how many heights (widths) the centre, top or left moves, in 65536ths. */
    const int32_t *move_x;
    const int32_t *grow_y; /* Tables: factors of height and width; with corners what bottom and right move by. */
    const int32_t *grow_x;
} mnv2_ssd_rule;

int32_t mnv2_ssd(
    const mnv2_ssd_rule *rule, const int8_t *encodings, const int8_t *scores, mnv2_box *candidates, mnv2_box *boxes);

/* The outputs of TFLite_Detection_PostProcess. */
typedef struct
{
    mnv2_box_rule boxes; /* Threshold, most, width and height are read. */
    int32_t slots;
} mnv2_detections_rule;

int32_t mnv2_detections(const mnv2_detections_rule *rule,
                        const float *places,
                        const float *classes,
                        const float *scores,
                        const float *count,
                        mnv2_box *boxes);

/* A grid of a YOLO network: rows * columns places with `anchors` boxes each, as numbers x, y, width, height, object,
 * classes. */
typedef struct
{
    int32_t rows;
    int32_t columns;
    int32_t row_step; /* Of the grid, in sixteenths of a pixel. */
    int32_t column_step;
    int32_t anchors;
    const int32_t *anchor_sizes; /* Width and height of each in sixteenths of a pixel. */
    const int32_t *move;         /* Table: the centre from the corner of its cell, in 32768ths of a cell. */
    const int32_t *grow;         /* Table: factors of the anchor's size in 65536ths. */
    const int32_t *object;       /* Table of scores. */
    mnv2_score_rule score;       /* Of classes. */
} mnv2_yolo_level;

typedef struct
{
    mnv2_box_rule boxes;
    int32_t classes;
    int32_t levels;
    const mnv2_yolo_level *level;
} mnv2_yolo_rule;

int32_t mnv2_yolo(const mnv2_yolo_rule *rule, const int8_t *const *outputs, mnv2_box *candidates, mnv2_box *boxes);

/* A grid without anchors: distances to the four edges (left, top, right, bottom), each as the mean of a distribution
 * over `bins` steps of the grid, then classes. */
typedef struct
{
    int32_t rows;
    int32_t columns;
    int32_t row_step;
    int32_t column_step;
    int32_t bins;
    const int32_t *exponentials; /* By the distance to the largest element, 65536ths. */
    const int32_t *scores;       /* Table. */
} mnv2_focal_level;

typedef struct
{
    mnv2_box_rule boxes;
    int32_t classes;
    int32_t levels;
    const mnv2_focal_level *level;
} mnv2_focal_rule;

int32_t mnv2_focal(const mnv2_focal_rule *rule, const int8_t *const *outputs, mnv2_box *candidates, mnv2_box *boxes);

/*
 * Boxes that the network has worked out itself: centre x and y, width, height, perhaps whether there is an object at
 * all, and a score for each class. Boxes lie one after the other, or each of these numbers of all boxes does.
 */
typedef struct
{
    mnv2_box_rule boxes;
    int32_t classes;
    int32_t count;
    int32_t box_step;    /* From a number of a box to that of the next box. */
    int32_t number_step; /* From a number of a box to its next number. */
    int32_t has_object;
    const int32_t *across; /* Tables: sixteenths of a pixel. */
    const int32_t *down;
    const int32_t *scores; /* Table. */
} mnv2_decoded_rule;

int32_t mnv2_decoded(const mnv2_decoded_rule *rule, const int8_t *output, mnv2_box *candidates, mnv2_box *boxes);

/* ---- Points ----------------------------------------------------------------------------------------------------- */

typedef struct
{
    int32_t rows;
    int32_t columns;
    int32_t channels;
    int32_t first_class; /* Channels before it are background. */
    int32_t threshold;
    int32_t most;
    int32_t row_step; /* Of the map, in sixteenths of a pixel. */
    int32_t column_step;
    const int32_t *scores; /* Table. */
} mnv2_map_rule;

/*
 * Objects: places of the map that no neighbour of the same class exceeds, and of equal neighbours the first; where
 * exactly is the mean of the 3x3 places around, weighted by their scores from the threshold on. The best, best first.
 */
int32_t mnv2_peaks(const mnv2_map_rule *rule, const int8_t *map, mnv2_point *points);

/* Key points: the largest place of each channel, moved by a quarter of a step towards the larger neighbour. One for
 * each channel; those below the threshold have score 0. */
int32_t mnv2_key_points(const mnv2_map_rule *rule, const int8_t *map, mnv2_point *points);

/* Key points that the network has worked out itself: y, x (of 1) and score of each. */
typedef struct
{
    int32_t points;
    int32_t threshold;
    const int32_t *across; /* Tables: sixteenths of a pixel. */
    const int32_t *down;
    const int32_t *scores; /* Table. */
} mnv2_regressed_rule;

int32_t mnv2_regressed_points(const mnv2_regressed_rule *rule, const int8_t *output, mnv2_point *points);

/*
 * Key points of the body with the highest score: 5 + 3 * points rows of `bodies` numbers: centres, sizes, scores of
 * bodies, then x, y and score of each point. The first of equal bodies.
 */
typedef struct
{
    int32_t points;
    int32_t bodies;
    int32_t threshold;     /* Of a body and of a point. */
    const int32_t *across; /* Tables: sixteenths of a pixel. */
    const int32_t *down;
    const int32_t *scores; /* Table. */
} mnv2_body_rule;

int32_t mnv2_body_points(const mnv2_body_rule *rule, const int8_t *output, mnv2_point *points);

/* ---- Maps of classes --------------------------------------------------------------------------------------------- */

typedef struct
{
    int32_t classes; /* Channels of the scores; one channel is a mask of classes 0 and 1. */
    int32_t width;   /* Of the class map. */
    int32_t height;
    int32_t input_width; /* Of the scores. */
    int32_t input_height;
    int32_t step_x; /* As in mnv2_resize_bilinear_params. */
    int32_t step_y;
    int32_t offset_x;
    int32_t offset_y;
    int32_t middle;
    int32_t threshold; /* Of one channel: the smallest element that is class 1. */
    int32_t smallest;  /* Pixels of the smallest region that is told. */
} mnv2_segment_rule;

/*
 * The class of every pixel: scores are enlarged and compared one pixel at a time, so they never exist as a whole.
 * `row` has `width` elements, `pixel` `classes`, `all` one for each class. Rows go to `take` unless it is NULL.
 * Regions are in order of their classes; how many.
 */
int32_t mnv2_segment(const mnv2_segment_rule *rule,
                     const int8_t *scores,
                     uint8_t *row,
                     int8_t *pixel,
                     mnv2_region *all,
                     mnv2_row_taker take,
                     void *context,
                     mnv2_region *regions);

/* A row of a class map in run-length form, at most `most` runs; how many. */
int32_t mnv2_runs_of_row(const uint8_t *classes, int32_t width, mnv2_run *runs, int32_t most);

/* ---- Embeddings -------------------------------------------------------------------------------------------------- */

typedef struct
{
    int32_t length;
    int32_t zero_point;
    int32_t identities;
    int32_t threshold;
    int32_t most;
    const int8_t *gallery;  /* `length` elements for each identity. */
    const int32_t *squares; /* The sum of their squares. */
} mnv2_embedding_rule;

/* The most similar of the gallery, best first, by the cosine of the angle between embeddings; how many. */
int32_t mnv2_find_embedding(const mnv2_embedding_rule *rule, const int8_t *output, mnv2_match *matches);

/* Where a network expects the eyes, the nose and the corners of the mouth, each pair from the left of the picture:
 * sixteenths of a pixel of its input. */
typedef struct
{
    int32_t x[5];
    int32_t y[5];
} mnv2_face_places;

/* From the pixels of an upright face to those of a frame, in 65536ths of a pixel. */
typedef struct
{
    int32_t along; /* A pixel to the right goes so far to the right, and a pixel down so far down; */
    int32_t aside; /* a pixel down goes so far to the right, and a pixel to the right so far up. */
    int32_t x;     /* The left upper corner. */
    int32_t y;
} mnv2_similarity;

enum
{
    MNV2_FRAME_RGB888,
    MNV2_FRAME_BGR888,
    MNV2_FRAME_RGB565,
    MNV2_FRAME_RGB565BE,
    MNV2_FRAME_YUYV,
    MNV2_FRAME_YUV422,
    MNV2_FRAME_GREY8
};

/* A whole frame; its bytes are those of --input-format, YUV from 0 to 255. */
typedef struct
{
    const uint8_t *pixels;
    int32_t width;
    int32_t height;
    int32_t format; /* MNV2_FRAME_... */
} mnv2_frame;

/*
 * The similarity that takes five points of a face (sixteenths of a pixel of the frame) nearest to their places, by
 * least squares. 0, and nothing is written, when the points hardly look like the places.
 */
int32_t mnv2_align(const mnv2_face_places *places, const mnv2_point *points, mnv2_similarity *upright);

/* Row `y` of the upright face: red, green, blue of `width` pixels, between the four nearest of the frame; black outside
 * of it. */
void mnv2_upright_row(const mnv2_similarity *upright, const mnv2_frame *frame, int32_t y, int32_t width, uint8_t *rgb);

/* ---- Tracking ---------------------------------------------------------------------------------------------------- */

typedef struct
{
    int32_t most;     /* Tracks at a time. */
    int32_t overlap;  /* The least that a box shares with where its track is expected. */
    int32_t patience; /* Frames without a box after which a track ends. */
} mnv2_track_rule;

typedef struct
{
    mnv2_box box;    /* `track` 0: free. */
    int32_t speed_x; /* Of the centre, 256ths of a pixel in a frame. */
    int32_t speed_y;
    int32_t missed;
} mnv2_track;

/*
 * Gives boxes the numbers of their tracks: each track is expected where its constant velocity takes it, and takes the
 * box of its class that it shares most with, the best pair first. At most most * count * min(most, count) overlaps.
 */
void mnv2_follow(const mnv2_track_rule *rule, mnv2_track *tracks, int32_t *last, mnv2_box *boxes, int32_t count);

typedef struct
{
    int32_t most;     /* Tracks at a time. */
    int32_t reach;    /* The farthest that a point is from where its track is expected, in sixteenths of a pixel. */
    int32_t patience; /* Frames without a point after which a track ends. */
} mnv2_point_track_rule;

typedef struct
{
    mnv2_point point; /* `track` 0: free. */
    int32_t speed_x;  /* 256ths of a pixel in a frame. */
    int32_t speed_y;
    int32_t missed;
} mnv2_point_track;

/* The same for points: the nearest pair of one class first. At most most * count * min(most, count) distances. */
void mnv2_follow_points(
    const mnv2_point_track_rule *rule, mnv2_point_track *tracks, int32_t *last, mnv2_point *points, int32_t count);

typedef struct
{
    int32_t gain;       /* How much of a surprise moves a point, in 32768ths, */
    int32_t speed_gain; /* and its speed. */
    int32_t patience;   /* Frames for which a point that is not found goes on. */
    int32_t width;      /* Of the input, in sixteenths of a pixel. */
    int32_t height;
} mnv2_smooth_rule;

/* A key point as it is known, in 256ths of a pixel. */
typedef struct
{
    int32_t x;
    int32_t y;
    int32_t speed_x;
    int32_t speed_y;
    int32_t score; /* 0: not known. */
    int32_t missed;
} mnv2_smooth_point;

/* Key points from frame to frame: each is expected where its constant velocity takes it, and moved towards where it is
 * seen by a share of the difference. */
void mnv2_smooth_points(const mnv2_smooth_rule *rule, mnv2_smooth_point *known, mnv2_point *points, int32_t count);

#ifdef __cplusplus
}
#endif

#endif
