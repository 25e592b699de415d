/*
 * Average and maximum pooling.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_POOLING_H
#define MNV2_POOLING_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Average and maximum pooling. Only taps inside the input count. Kernels for rows do not read batches, input_height,
 * output_height, output_width, stride_height and pad_top.
 */
typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t window_height; /* As the kernel height of mnv2_conv_params. */
    int32_t window_width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t pad_top;
    int32_t pad_left;
    int32_t activation_min;
    int32_t activation_max;
    int32_t middle; /* Of average pooling: 0 rounds ties away from zero, 128 rounds them up. */
} mnv2_pool_params;

/* Mean rounded half away from zero. */
void mnv2_average_pool_row_s8(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int8_t *output, int32_t x_begin, int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_average_pool_s8(const mnv2_pool_params *params, const int8_t *input, int8_t *output);

void mnv2_average_pool_tall_s8(const mnv2_pool_params *params, const int8_t *input, void *row_table, int8_t *output);

void mnv2_max_pool_row_s8(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int8_t *output, int32_t x_begin, int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_max_pool_s8(const mnv2_pool_params *params, const int8_t *input, int8_t *output);

void mnv2_max_pool_tall_s8(const mnv2_pool_params *params, const int8_t *input, void *row_table, int8_t *output);

/* Average pooling with a window as large as the input, tile by tile; only channels, window and activation of params
 * count. */
void mnv2_average_pool_tile_s8(const mnv2_pool_params *params,
                               const int8_t *input,
                               int32_t pixels,
                               int32_t pixels_before,
                               int32_t *sums,
                               int8_t *output);

#ifdef __cplusplus
}
#endif

#endif
