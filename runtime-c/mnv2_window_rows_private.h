/*
 * The rows of a whole input that convolutions of it read, as the kernels for rows take them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_WINDOW_ROWS_PRIVATE_H
#define MNV2_WINDOW_ROWS_PRIVATE_H

#include "mnv2_convolution.h"

/* rows [kernel_height]: the input rows under the window of output row y, NULL for those in the padding. */
static inline void mnv2_window_rows(const mnv2_conv_params *params, const int8_t *input, int32_t y, const int8_t **rows)
{
    const int32_t row_bytes = params->input_width * params->input_channels;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        const int32_t row = y * params->stride_height - params->pad_top + ky * params->dilation_height;
        rows[ky] = row < 0 || row >= params->input_height ? NULL : input + row * row_bytes;
    }
}

#endif
