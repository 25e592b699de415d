/*
 * What average and maximum pooling share: everything but a pixel.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_POOL_PRIVATE_H
#define MNV2_POOL_PRIVATE_H

#include "mnv2_pooling.h"
#include "mnv2_window_rows_private.h"

/* Channels pooled together, so that a tap's bytes are read in order. */
enum
{
    MNV2_POOL_BLOCK = 8
};

/* One pixel whose window, cut at the input's left and right, covers the columns [begin, end). */
typedef void mnv2_pool_pixel(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int32_t begin, int32_t end, int8_t *output);

static MNV2_INLINE void mnv2_pool_row(const mnv2_pool_params *params,
                                      mnv2_pool_pixel *pixel,
                                      const int8_t *const *input_rows,
                                      int8_t *output,
                                      int32_t x_begin,
                                      int32_t x_end)
{
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int32_t begin = column < 0 ? 0 : column;
        const int32_t end =
            column + params->window_width < params->input_width ? column + params->window_width : params->input_width;
        pixel(params, input_rows, begin, end, output);
        output += params->channels;
    }
}

typedef void mnv2_pool_row_kernel(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int8_t *output, int32_t x_begin, int32_t x_end);

static MNV2_INLINE void mnv2_pool_whole(const mnv2_pool_params *params,
                                        mnv2_pool_row_kernel *row_kernel,
                                        const int8_t *input,
                                        const int8_t **rows,
                                        int8_t *output)
{
    MNV2_FOR_EACH_ROW(channels, window_height, 1, row_kernel(params, rows, output, 0, params->output_width);
                      output += params->output_width * params->channels)
}

#endif
