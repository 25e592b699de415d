/*
 * What the kernels for cameras have in common: which pixels are taken, and what becomes of their colours.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CAMERA_PRIVATE_H
#define MNV2_CAMERA_PRIVATE_H

#include <stddef.h>

#include "mnv2_kernels.h"

enum
{
    MNV2_CAMERA_ONE = 65536, /* Factors of colours are in these. */
    MNV2_CAMERA_MIDDLE = 128,
    MNV2_CAMERA_ROWS = 3 /* Most rows that a pixel is made of. */
};

/* The pixel of the frame that output pixel `output` takes along one axis: start + (2 * output + 1) * length / (2 *
 * output_length), without a division for each. */
typedef struct
{
    int32_t position;
    int32_t rest; /* 0 to divisor - 1 */
    int32_t step;
    int32_t step_rest;
    int32_t divisor;
} mnv2_camera_axis;

static inline mnv2_camera_axis mnv2_camera_axis_at(int32_t start, int32_t length, int32_t output_length, int32_t output)
{
    const int32_t divisor = 2 * output_length;
    const int32_t at = (2 * output + 1) * length;
    const mnv2_camera_axis axis = {
        start + at / divisor, at % divisor, 2 * length / divisor, 2 * length % divisor, divisor};
    return axis;
}

static inline void mnv2_camera_axis_next(mnv2_camera_axis *axis)
{
    axis->position += axis->step;
    axis->rest += axis->step_rest;
    if (axis->rest >= axis->divisor)
    {
        axis->rest -= axis->divisor;
        axis->position++;
    }
}

static inline mnv2_camera_axis mnv2_camera_columns(const mnv2_camera_params *params, int32_t x)
{
    return mnv2_camera_axis_at(params->left, params->width, params->output_width, x);
}

static inline int32_t mnv2_camera_row(const mnv2_camera_params *params, int32_t y)
{
    return mnv2_camera_axis_at(params->top, params->height, params->output_height, y).position;
}

/* Limits a number of 65536ths to 0 to 255; what is behind the point goes. */
static inline int32_t mnv2_camera_limit(int32_t sum)
{
    const int32_t value = sum < 0 ? 0 : sum / MNV2_CAMERA_ONE;
    return value > 255 ? 255 : value;
}

/* Writes a pixel of one or three channels; luma is that of BT.601. */
static inline int8_t *mnv2_camera_put(const mnv2_camera_params *params, int8_t *output, int32_t r, int32_t g, int32_t b)
{
    if (params->channels == 1)
    {
        *output++ =
            (int8_t)((19595 * r + 38470 * g + 7471 * b + MNV2_CAMERA_ONE / 2) / MNV2_CAMERA_ONE - MNV2_CAMERA_MIDDLE);
        return output;
    }
    *output++ = (int8_t)(r - MNV2_CAMERA_MIDDLE);
    *output++ = (int8_t)(g - MNV2_CAMERA_MIDDLE);
    *output++ = (int8_t)(b - MNV2_CAMERA_MIDDLE);
    return output;
}

/* Writes a pixel of which only its luma is known. */
static inline int8_t *mnv2_camera_put_grey(const mnv2_camera_params *params, int8_t *output, int32_t luma)
{
    for (int32_t c = 0; c < params->channels; c++)
    {
        *output++ = (int8_t)(luma - MNV2_CAMERA_MIDDLE);
    }
    return output;
}

/* A kernel for rows, over a whole frame of one plane. */
typedef void mnv2_camera_row_kernel(const mnv2_camera_params *params,
                                    const int8_t *const *input_rows,
                                    int8_t *output,
                                    int32_t y,
                                    int32_t x_begin,
                                    int32_t x_end);

/* `above`: rows above its own that a pixel is made of, and as many below. */
static inline void mnv2_camera_frame(const mnv2_camera_params *params,
                                     const uint8_t *input,
                                     int8_t *output,
                                     int32_t pixel_bytes,
                                     int32_t above,
                                     mnv2_camera_row_kernel *row_kernel)
{
    const int32_t row_bytes = params->input_width * pixel_bytes;
    for (int32_t y = 0; y < params->output_height; y++)
    {
        const int8_t *rows[MNV2_CAMERA_ROWS];
        const int32_t first = mnv2_camera_row(params, y) - above;
        for (int32_t k = 0; k <= 2 * above; k++)
        {
            const int32_t row = first + k;
            rows[k] = row < 0 || row >= params->input_height ? NULL : (const int8_t *)input + row * row_bytes;
        }
        row_kernel(params, rows, output, y, 0, params->output_width);
        output += params->output_width * params->channels;
    }
}

#endif
