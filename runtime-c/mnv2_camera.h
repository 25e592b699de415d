/*
 * Frames of cameras as images.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CAMERA_H
#define MNV2_CAMERA_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Frames of cameras as images: the pixels of a part of the frame, or the nearest ones where the image has another
 * size, as red, green and blue or as grey, less 128. The frame's bytes are uint8; kernels for rows take them through
 * pointers like all others, those of Bayer formats with the row above and the row below, NULL outside the frame.
 */
typedef struct
{
    int32_t input_height;
    int32_t input_width;
    int32_t top; /* The part, in pixels of the frame. */
    int32_t left;
    int32_t height;
    int32_t width;
    int32_t output_height; /* Sides up to 8192. */
    int32_t output_width;
    int32_t channels;   /* 1 or 3 */
    int32_t is_swapped; /* 1: BGR, the high byte first, or UYVY. */
    int32_t red_x;      /* Bayer: where red is among 2x2 pixels. */
    int32_t red_y;
    int32_t black; /* YUV: the luma of black, and factors in 65536ths. */
    int32_t luma;
    int32_t red_v;
    int32_t green_u;
    int32_t green_v;
    int32_t blue_u;
} mnv2_camera_params;

void mnv2_camera_rgb888_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);

void mnv2_camera_rgb888_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end);

void mnv2_camera_rgb565_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);

void mnv2_camera_rgb565_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end);

void mnv2_camera_grey8_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);

void mnv2_camera_grey8_row_s8(const mnv2_camera_params *params,
                              const int8_t *const *input_rows,
                              int8_t *output,
                              int32_t y,
                              int32_t x_begin,
                              int32_t x_end);

void mnv2_camera_yuv422_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);

void mnv2_camera_yuv422_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end);

void mnv2_camera_yuv444_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);

void mnv2_camera_yuv444_row_s8(const mnv2_camera_params *params,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end);

void mnv2_camera_bayer_s8(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);

void mnv2_camera_bayer_row_s8(const mnv2_camera_params *params,
                              const int8_t *const *input_rows,
                              int8_t *output,
                              int32_t y,
                              int32_t x_begin,
                              int32_t x_end);

#ifdef __cplusplus
}
#endif

#endif
