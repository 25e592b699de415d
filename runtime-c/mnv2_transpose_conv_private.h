/*
 * What falls on a pixel of a transposed convolution.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_TRANSPOSE_CONV_PRIVATE_H
#define MNV2_TRANSPOSE_CONV_PRIVATE_H

#include "mnv2_convolution.h"
#include "mnv2_stream.h"

/* The input row that the window of output row y begins with. */
static inline int32_t mnv2_first_transposed_row(const mnv2_transpose_conv_params *params, int32_t y)
{
    return mnv2_floor_divide(y + params->crop_top - params->kernel_height + params->stride_height,
                             params->stride_height);
}

/*
 * For each tap of the filter that falls from an input pixel on output pixel x of row y, named as a kernel's parameters
 * are, `compute` is done: `row` of the input (from the first of the image on), `pixel` of it and `weight` of a filter
 * in elements. From the first tap that falls on an input pixel, every stride-th does.
 */
#define MNV2_FOR_EACH_TRANSPOSED_TAP(compute) \
    for (int32_t ky = (y + params->crop_top) % params->stride_height; ky < params->kernel_height; \
         ky += params->stride_height) \
    { \
        const int32_t row = (y + params->crop_top - ky) / params->stride_height; \
        if (y + params->crop_top < ky || row >= params->input_height) \
        { \
            continue; \
        } \
        for (int32_t kx = (x + params->crop_left) % params->stride_width; kx < params->kernel_width; \
             kx += params->stride_width) \
        { \
            const int32_t column = (x + params->crop_left - kx) / params->stride_width; \
            if (x + params->crop_left >= kx && column < params->input_width) \
            { \
                const int32_t pixel = column * params->input_channels; \
                const int32_t weight = (ky * params->kernel_width + kx) * params->input_channels; \
                compute; \
            } \
        } \
    }

/*
 * The body of a kernel for whole tensors, named as its parameters are: for each output row of each image, `rows` is
 * filled with the input rows that fall on it, and `compute` is done, which knows the row as `y`. Rows of wider
 * elements go as bytes.
 */
#define MNV2_FOR_EACH_TRANSPOSED_ROW(compute) \
    const int32_t row_size = params->input_width * params->input_channels; \
    const int32_t count = (params->kernel_height + params->stride_height - 1) / params->stride_height; \
    for (int32_t batch = 0; batch < params->batches; batch++) \
    { \
        for (int32_t y = 0; y < params->output_height; y++) \
        { \
            const int8_t *rows[MNV2_MAX_WINDOW_ROWS]; \
            const int32_t first = mnv2_first_transposed_row(params, y); \
            for (int32_t k = 0; k < count; k++) \
            { \
                const int32_t row = first + k; \
                rows[k] = row < 0 || row >= params->input_height ? NULL : (const int8_t *)(input + row * row_size); \
            } \
            compute; \
            output += params->output_width * params->output_channels; \
        } \
        input += params->input_height * row_size; \
    }

#endif
