/*
 * Kernels on float32 that sum up: every product and every sum is rounded to float, one after the other, so that the
 * bits are the same with and without a floating-point unit. Data is naturally aligned, outputs overlap nothing unless
 * said otherwise.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_FLOATS_H
#define MNV2_FLOATS_H

#include <stdint.h>

#include "mnv2_numbers.h"
#include "mnv2_reduction.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Padding below and to the right follows from the sizes. */
typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    int32_t kernel_height;
    int32_t kernel_width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t dilation_height;
    int32_t dilation_width;
    int32_t pad_top;
    int32_t pad_left;
    int32_t groups; /* Convolution only. */
} mnv2_window_f32_params;

/* filter [output_channels][kernel_height][kernel_width][input_channels / groups]; bias may be NULL. */
void mnv2_convolve_f32(const mnv2_window_f32_params *params,
                       mnv2_activation activation,
                       const float *input,
                       const float *filter,
                       const float *bias,
                       float *output);

/* filter [kernel_height][kernel_width][output_channels]; bias may be NULL. */
void mnv2_depthwise_convolve_f32(const mnv2_window_f32_params *params,
                                 mnv2_activation activation,
                                 const float *input,
                                 const float *filter,
                                 const float *bias,
                                 float *output);

/* Of the params, dilation and groups are not read. */
void mnv2_average_pool_f32(const mnv2_window_f32_params *params,
                           mnv2_activation activation,
                           const float *input,
                           float *output);
void mnv2_max_pool_f32(const mnv2_window_f32_params *params,
                       mnv2_activation activation,
                       const float *input,
                       float *output);

/* The output may lie over the input. */
void mnv2_softmax_f32(const float *input, float *output, float beta, int32_t rows, int32_t length);
void mnv2_log_softmax_f32(const float *input, float *output, int32_t rows, int32_t length);
void mnv2_l2_normalization_f32(const float *input, float *output, int32_t rows, int32_t length);

void mnv2_reduce_sum_f32(const mnv2_reduce_strided_params *params, const float *input, float *output);
void mnv2_reduce_mean_f32(const mnv2_reduce_strided_params *params, const float *input, float *output);
void mnv2_reduce_max_f32(const mnv2_reduce_strided_params *params, const float *input, float *output);
void mnv2_reduce_min_f32(const mnv2_reduce_strided_params *params, const float *input, float *output);

/* Where the largest element along a dimension is, of equal ones the first; the smallest when that is wanted. */
void mnv2_arg_max_f32_s32(
    const float *input, int32_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest);
void mnv2_arg_max_f32_s64(
    const float *input, int64_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest);

typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t output_height;
    int32_t output_width;
    int32_t channels;
    int32_t align_corners;
    int32_t half_pixel_centers;
} mnv2_resize_f32_params;

void mnv2_resize_bilinear_f32(const mnv2_resize_f32_params *params, const float *input, float *output);

#ifdef __cplusplus
}
#endif

#endif
