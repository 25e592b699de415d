/*
 * Images in another size.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_RESIZE_H
#define MNV2_RESIZE_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Images in another size: output position p falls on input position (p * step + offset) / 1024, below 2^31 / 1024. */
typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t step_y;
    int32_t offset_y;
    int32_t step_x;
    int32_t offset_x;
    int32_t middle; /* 0 rounds ties away from zero, 128 rounds them up. */
} mnv2_resize_bilinear_params;

void mnv2_resize_bilinear_s8(const mnv2_resize_bilinear_params *params, const int8_t *input, int8_t *output);

/* The two input rows from that of the position, rounded down, on; NULL outside the image. */
void mnv2_resize_bilinear_row_s8(const mnv2_resize_bilinear_params *params,
                                 const int8_t *const *input_rows,
                                 int8_t *output,
                                 int32_t y,
                                 int32_t x_begin,
                                 int32_t x_end);

typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t output_height;
    int32_t output_width;
    int32_t pixel_bytes;
} mnv2_resize_nearest_params;

/* rows [output_height] and columns [output_width] say which input row and column is taken. */
void mnv2_resize_nearest_8(const mnv2_resize_nearest_params *params,
                           const int16_t *rows,
                           const int16_t *columns,
                           const void *input,
                           void *output);

void mnv2_resize_nearest_row_8(const int16_t *columns,
                               const int8_t *const *input_rows,
                               void *output,
                               int32_t pixel_bytes,
                               int32_t x_begin,
                               int32_t x_end);

/* An input pixel is part_y x part_x long, an output pixel step_y x step_x: sizes over their greatest common divisor. */
typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t step_y;
    int32_t part_y;
    int32_t step_x; /* step_y * step_x is below 2^23. */
    int32_t part_x;
} mnv2_resize_area_params;

void mnv2_resize_area_s8(const mnv2_resize_area_params *params, const int8_t *input, int8_t *output);

/* The input rows from the first that the output row touches on. */
void mnv2_resize_area_row_s8(const mnv2_resize_area_params *params,
                             const int8_t *const *input_rows,
                             int8_t *output,
                             int32_t y,
                             int32_t x_begin,
                             int32_t x_end);

#ifdef __cplusplus
}
#endif

#endif
