/*
 * Portable kernels for activations of 16 bits with weights of 8 bits, bit-exact against the reference arithmetic.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Where nothing else is said, all is as in mnv2_kernels.h, whose parameters these kernels share. Zero points are 0:
 * fields that hold one, and filter offsets, are not read. "_row" kernels take rows as bytes; they are aligned to two.
 */
#ifndef MNV2_KERNELS_S16_H
#define MNV2_KERNELS_S16_H

#include <stdint.h>

#include "mnv2_kernels.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Convolutions and fully connected layers. The bias is plain, of 64 bits, and may be NULL. sum_bits says how sums are
 * scaled: 64, or 32, which is how the reference adds to a bias of 32 bits (sums wrap then). Shifts are below 8, sums
 * below 2^47 in magnitude. Of the params, bias_is_folded and scales_down are not read.
 */
void mnv2_convolve_row_s16(const mnv2_conv_params *params,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *const *input_rows,
                           const int8_t *filter,
                           const int64_t *bias,
                           int32_t sum_bits,
                           int16_t *output,
                           int32_t x_begin,
                           int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_convolve_s16(const mnv2_conv_params *params,
                       const int32_t *multiplier,
                       const int32_t *shift,
                       const int16_t *input,
                       const int8_t *filter,
                       const int64_t *bias,
                       int32_t sum_bits,
                       int16_t *output);

void mnv2_convolve_tall_s16(const mnv2_conv_params *params,
                            const int32_t *multiplier,
                            const int32_t *shift,
                            const int16_t *input,
                            const int8_t *filter,
                            const int64_t *bias,
                            int32_t sum_bits,
                            void *row_table,
                            int16_t *output);

void mnv2_depthwise_convolve_row_s16(const mnv2_conv_params *params,
                                     const int32_t *multiplier,
                                     const int32_t *shift,
                                     const int8_t *const *input_rows,
                                     const int8_t *filter,
                                     const int64_t *bias,
                                     int16_t *output,
                                     int32_t x_begin,
                                     int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_depthwise_convolve_s16(const mnv2_conv_params *params,
                                 const int32_t *multiplier,
                                 const int32_t *shift,
                                 const int16_t *input,
                                 const int8_t *filter,
                                 const int64_t *bias,
                                 int16_t *output);

void mnv2_depthwise_convolve_tall_s16(const mnv2_conv_params *params,
                                      const int32_t *multiplier,
                                      const int32_t *shift,
                                      const int16_t *input,
                                      const int8_t *filter,
                                      const int64_t *bias,
                                      void *row_table,
                                      int16_t *output);

/* Sums have 64 bits. Of the params, offsets are not read. */
void mnv2_transpose_conv_s16(const mnv2_transpose_conv_params *params,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int16_t *input,
                             const int8_t *filter,
                             const int64_t *bias,
                             int16_t *output);

void mnv2_transpose_conv_row_s16(const mnv2_transpose_conv_params *params,
                                 const int32_t *multiplier,
                                 const int32_t *shift,
                                 const int8_t *const *input_rows,
                                 const int8_t *filter,
                                 const int64_t *bias,
                                 int16_t *output,
                                 int32_t y,
                                 int32_t x_begin,
                                 int32_t x_end);

void mnv2_fully_connected_s16(const mnv2_fully_connected_params *params,
                              const int32_t *multiplier,
                              const int32_t *shift,
                              const int16_t *input,
                              const int8_t *filter,
                              const int64_t *bias,
                              int32_t sum_bits,
                              int16_t *output);

/* Element-wise. The output may be an input that is not broadcast. */
void mnv2_add_s16(
    const mnv2_add_params *params, const int16_t *input_1, const int16_t *input_2, int16_t *output, int32_t count);

void mnv2_add_broadcast_s16(const mnv2_add_params *params,
                            const mnv2_broadcast *shapes,
                            const int16_t *input_1,
                            const int16_t *input_2,
                            int16_t *output);

void mnv2_mul_s16(
    const mnv2_mul_params *params, const int16_t *input_1, const int16_t *input_2, int16_t *output, int32_t count);

void mnv2_mul_broadcast_s16(const mnv2_mul_params *params,
                            const mnv2_broadcast *shapes,
                            const int16_t *input_1,
                            const int16_t *input_2,
                            int16_t *output);

/* The larger or the smaller of two stored values; there is nothing to say about it but the shapes. */
void mnv2_maximum_s16(const mnv2_broadcast *shapes, const int16_t *input_1, const int16_t *input_2, int16_t *output);

void mnv2_minimum_s16(const mnv2_broadcast *shapes, const int16_t *input_1, const int16_t *input_2, int16_t *output);

/* input * factor, with one factor for values that are not negative, and one with a sign for the others. The output may
 * be the input. */
typedef struct
{
    int32_t multiplier_above;
    int32_t shift_above;
    int32_t multiplier_below;
    int32_t shift_below;
    int32_t sign_below; /* 1 or -1 */
} mnv2_leaky_relu_s16_params;

void mnv2_leaky_relu_s16(const mnv2_leaky_relu_s16_params *params,
                         const int16_t *input,
                         int16_t *output,
                         int32_t count);

/* Pooling; middle is not read. */
void mnv2_average_pool_row_s16(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int16_t *output, int32_t x_begin, int32_t x_end);

void mnv2_average_pool_s16(const mnv2_pool_params *params, const int16_t *input, int16_t *output);

void mnv2_average_pool_tall_s16(const mnv2_pool_params *params, const int16_t *input, void *row_table, int16_t *output);

void mnv2_max_pool_row_s16(
    const mnv2_pool_params *params, const int8_t *const *input_rows, int16_t *output, int32_t x_begin, int32_t x_end);

void mnv2_max_pool_s16(const mnv2_pool_params *params, const int16_t *input, int16_t *output);

void mnv2_max_pool_tall_s16(const mnv2_pool_params *params, const int16_t *input, void *row_table, int16_t *output);

void mnv2_average_pool_tile_s16(const mnv2_pool_params *params,
                                const int16_t *input,
                                int32_t pixels,
                                int32_t pixels_before,
                                int32_t *sums,
                                int16_t *output);

/* Mean and sum over any dimensions. The output never overlaps the input. */
void mnv2_mean_strided_s16(const mnv2_mean_strided_params *params, const int16_t *input, int16_t *output);

void mnv2_mean_tile_s16(const mnv2_mean_params *params,
                        const int16_t *input,
                        int32_t pixels,
                        int32_t pixels_before,
                        int32_t *sums,
                        int16_t *output);

/*
 * Curves with an output scale of 1/32768. input * multiplier / 2^right_shift, rounded, is in units of 1/12288; table
 * [256] has the logistic function of i / 24, less a half, in units of 1/65536. The output may be the input.
 */
void mnv2_logistic_s16(const int16_t *table,
                       const int16_t *input,
                       int16_t *output,
                       int32_t multiplier,
                       int32_t right_shift,
                       int32_t count);

void mnv2_tanh_s16(const int16_t *table,
                   const int16_t *input,
                   int16_t *output,
                   int32_t multiplier,
                   int32_t right_shift,
                   int32_t count);

/* Softmax over each row; output scale 1/32768. */
typedef struct
{
    int32_t rows;
    int32_t row_size;
    int32_t input_multiplier; /* From a difference to the row's maximum to units of 10/65535. */
    int32_t input_shift;
} mnv2_softmax_s16_params;

/*
 * Tables [513] of functions of -32768, -32640, ... 32768 with values in units of 1/32768: exponential of 10 * (x -
 * 32767) / 65535, and 1 / (1 + (x + 32768) / 65535). The output may be the input.
 */
void mnv2_softmax_s16(const mnv2_softmax_s16_params *params,
                      const int16_t *exponential,
                      const int16_t *reciprocal,
                      const int16_t *input,
                      int16_t *output);

/* These have a zero point. */
void mnv2_quantize_f32_s16(const float *input, int16_t *output, float scale, int32_t zero_point, int32_t count);

void mnv2_dequantize_s16_f32(const int16_t *input, float *output, float scale, int32_t zero_point, int32_t count);

#ifdef __cplusplus
}
#endif

#endif
