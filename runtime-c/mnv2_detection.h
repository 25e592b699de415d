/*
 * The last step of detectors: boxes, suppressed where they overlap.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_DETECTION_H
#define MNV2_DETECTION_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct
{
    int32_t boxes;
    int32_t encoding_stride; /* 4 or more; only the first 4 count. */
    int32_t score_stride;    /* classes, or one more with the background before them. */
    int32_t classes;
    int32_t slots; /* Of the outputs. */
    int32_t most;
    int32_t most_per_class;  /* When regular. */
    int32_t classes_per_box; /* When not. */
    int32_t is_regular;
    float score_threshold;
    float overlap_threshold;
    float y_scale;
    float x_scale;
    float h_scale;
    float w_scale;
    float encoding_scale; /* 0 when encodings are float, otherwise they are int8. */
    int32_t encoding_zero_point;
    float score_scale; /* The same of scores. */
    int32_t score_zero_point;
} mnv2_detect_params;

/*
 * Boxes (top, left, bottom, right) [slots, 4], classes and scores [slots], and their number. scratch has 21 bytes for
 * each box, aligned for floats. Slots beyond the number are 0. Outputs overlap nothing.
 */
void mnv2_detect_f32(const mnv2_detect_params *params,
                     const void *encodings,
                     const void *scores,
                     const float *anchors,
                     void *scratch,
                     float *output_boxes,
                     float *output_classes,
                     float *output_scores,
                     float *output_count);

#ifdef __cplusplus
}
#endif

#endif
