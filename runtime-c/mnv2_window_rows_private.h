/*
 * The rows of whole inputs that windows of it read, as the kernels for rows take them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_WINDOW_ROWS_PRIVATE_H
#define MNV2_WINDOW_ROWS_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

/*
 * The body of a kernel for whole tensors, named as its parameters are: for each output row of each image, `rows` is
 * filled with the input rows under its window, NULL for those in the padding, and `compute` is done, which knows the
 * row as `y` and moves `output` on. Rows of wider elements go as bytes.
 */
#define MNV2_FOR_EACH_ROW(channels, window, dilation, compute) \
    const int32_t row_size = params->input_width * params->channels; \
    for (int32_t batch = 0; batch < params->batches; batch++) \
    { \
        for (int32_t y = 0; y < params->output_height; y++) \
        { \
            const int32_t first = y * params->stride_height - params->pad_top; \
            for (int32_t k = 0; k < params->window; k++) \
            { \
                const int32_t row = first + k * (dilation); \
                rows[k] = row < 0 || row >= params->input_height ? NULL : (const int8_t *)(input + row * row_size); \
            } \
            compute; \
        } \
        input += params->input_height * row_size; \
    }

#define MNV2_FOR_EACH_ROW_OF_CONVOLUTION(compute) \
    MNV2_FOR_EACH_ROW(input_channels, kernel_height, params->dilation_height, compute)

#endif
