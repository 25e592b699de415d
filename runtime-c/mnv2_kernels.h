/*
 * Portable int8 kernels: plain C11, bit-exact against the reference arithmetic.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Common to all kernels:
 *  - activations are NHWC, densely packed, without alignment requirements (float and int32 data: natural alignment);
 *  - arguments come as (params, quantization, input, weights, bias, output), as in CMSIS-NN;
 *  - zero points and activation ranges are within the element type's range, activation_min <= activation_max;
 *  - nothing is checked at run time: the generator that writes the calls has checked shapes and ranges;
 *  - a kernel may write over its input only where its comment says so.
 *
 * A "_row" kernel computes the pixels [x_begin, x_end) of one output row. It reads its window's rows through
 * pointers, so rows may live anywhere (a wrapping line buffer, for example): input_rows[k] is column 0 of the input row
 * under kernel row k, or NULL when that row lies in the padding. `output` is where pixel x_begin goes.
 *
 * A "_tall" kernel computes the same as the one without the word, for windows of any height: its row_table is room for
 * as many pointers as the window has rows, aligned for pointers. The others keep that table on the stack.
 */
#ifndef MNV2_KERNELS_H
#define MNV2_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Convolution and depthwise convolution. Padding to the right and below follows from the sizes. Kernels for rows do not
 * read what is about whole tensors: batches, input_height, output_height, output_width, stride_height, dilation_height
 * and pad_top. A field that a kernel does not read may be zero.
 */
typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels; /* Convolution: a multiple of groups. Depthwise: a multiple of input_channels. */
    int32_t kernel_height;   /* 1 to MNV2_MAX_WINDOW_ROWS; any where a row table or row pointers are given. */
    int32_t kernel_width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t dilation_height;
    int32_t dilation_width;
    int32_t pad_top;
    int32_t pad_left;
    int32_t groups;           /* Convolution only; divides input_channels. */
    int32_t bias_is_folded;   /* 1: see below. 0: a plain bias; the same bits, slower. */
    int32_t scales_down;      /* 1: shifts are -31 to -1, no accumulator reaches 2^30. 0: anything; slower. */
    int32_t input_zero_point; /* What a tap in the padding reads. */
    int32_t filter_offset;    /* Minus the weights' zero point: -255 to 255, 0 for symmetric weights. */
    int32_t output_offset;    /* The output's zero point. */
    int32_t activation_min;
    int32_t activation_max;
} mnv2_conv_params;

/*
 * The bias of convolutions and fully connected layers is normally *folded*: with z the input's zero point and f the
 * filter offset, folded[c] = bias[c] - z * sum over all taps of (weight + f), modulo 2^32. Then inner loops need no
 * offsets: accumulator = folded + sum of (weight + f) * value, where a tap in the padding has the value z.
 */

/*
 * filter [output_channels][kernel_height][kernel_width][input_channels / groups], less than 2^17 weights of a channel
 * in a kernel row; multiplier, shift, bias [output_channels]. scratch: on cores with the DSP extension, room for two
 * windows makes convolutions of one group faster; with t = kernel_height * kernel_width * input_channels taps it takes
 * 16 * (t / 4) + 8 * (t % 4) + t bytes, aligned to 4. NULL is always right.
 */
void mnv2_convolve_row_s8(const mnv2_conv_params *params,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const int8_t *const *input_rows,
                          const int8_t *filter,
                          const int32_t *bias,
                          void *scratch,
                          int8_t *output,
                          int32_t x_begin,
                          int32_t x_end);

/* Output pixels are complete in order, two at a time: rows are never revisited. */
void mnv2_convolve_s8(const mnv2_conv_params *params,
                      const int32_t *multiplier,
                      const int32_t *shift,
                      const int8_t *input,
                      const int8_t *filter,
                      const int32_t *bias,
                      void *scratch,
                      int8_t *output);

void mnv2_convolve_tall_s8(const mnv2_conv_params *params,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *input,
                           const int8_t *filter,
                           const int32_t *bias,
                           void *scratch,
                           void *row_table,
                           int8_t *output);

/*
 * filter [kernel_height][kernel_width][output_channels]; output channel = input channel * depth multiplier + m. Of the
 * params, groups and scales_down are not read.
 */
void mnv2_depthwise_convolve_row_s8(const mnv2_conv_params *params,
                                    const int32_t *multiplier,
                                    const int32_t *shift,
                                    const int8_t *const *input_rows,
                                    const int8_t *filter,
                                    const int32_t *bias,
                                    int8_t *output,
                                    int32_t x_begin,
                                    int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_depthwise_convolve_s8(const mnv2_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *input,
                                const int8_t *filter,
                                const int32_t *bias,
                                int8_t *output);

void mnv2_depthwise_convolve_tall_s8(const mnv2_conv_params *params,
                                     const int32_t *multiplier,
                                     const int32_t *shift,
                                     const int8_t *input,
                                     const int8_t *filter,
                                     const int32_t *bias,
                                     void *row_table,
                                     int8_t *output);

/*
 * Depthwise convolution with 3x3 windows, depth multiplier 1 and symmetric weights. Of the params, kernel_width,
 * groups, bias_is_folded, scales_down and filter_offset are not read, nor is kernel_height for rows. records
 * [channels][6], one for each channel, little-endian: folded bias, bias, multiplier (words); nine weights, row by row,
 * and -shift - 1 (bytes), which is 0 to 30; two bytes unused. No accumulator reaches 2^30 in magnitude.
 */
void mnv2_depthwise_convolve_3x3_row_s8(const mnv2_conv_params *params,
                                        const int32_t *records,
                                        const int8_t *const *input_rows,
                                        int8_t *output,
                                        int32_t x_begin,
                                        int32_t x_end);

/* Output pixels are complete in order, two at a time. */
void mnv2_depthwise_convolve_3x3_s8(const mnv2_conv_params *params,
                                    const int32_t *records,
                                    const int8_t *input,
                                    int8_t *output);

/*
 * The same for cores with the DSP extension, four output pixels times two channels at a time: stride 1 or 2, no
 * dilation, outputs of -128 to 127 with an output offset of -128; every channel is scaled by less than a quarter.
 * records [channels / 4, rounded up]: folded biases of channels 0, 2, 1 and 3, nine words of weights of four channels,
 * then for channels 0, 2, 1 and 3 the words 2 * multiplier (modulo 2^32) and 2^(32 + shift). scratch: 992 bytes,
 * aligned to 4. Activation limits, output offset, groups and bias_is_folded are not read.
 */
void mnv2_depthwise_quads_3x3_row_s8(const mnv2_conv_params *params,
                                     const int32_t *records,
                                     const int8_t *const *input_rows,
                                     void *scratch,
                                     int8_t *output,
                                     int32_t x_begin,
                                     int32_t x_end);

/* Output pixels are complete in order, four at a time. */
void mnv2_depthwise_quads_3x3_s8(
    const mnv2_conv_params *params, const int32_t *records, const int8_t *input, void *scratch, int8_t *output);

/*
 * The same two operators with constants in blocks of channels, so that vectors of channels load in one piece. They take
 * symmetric weights, one group and depth multiplier 1. scales_down says only that shifts are -31 to -1; groups,
 * bias_is_folded and filter_offset are not read. A block is a run of words; zeros (and shifts of -1) stand for channels
 * and taps beyond the last.
 */

/*
 * blocks [output_channels / 4, rounded up]: folded bias [4], multiplier [4], shift [4], then the weights as bytes
 * [taps / 16, rounded up][4][16], where taps are [kernel_height][kernel_width][input_channels]. scratch: two windows of
 * as many bytes as there are taps; NULL when every window is one pixel of the input (1x1, nothing in the padding).
 */
void mnv2_convolve_blocks_row_s8(const mnv2_conv_params *params,
                                 const int32_t *blocks,
                                 const int8_t *const *input_rows,
                                 void *scratch,
                                 int8_t *output,
                                 int32_t x_begin,
                                 int32_t x_end);

/* Output pixels are complete in order, two at a time. */
void mnv2_convolve_blocks_s8(
    const mnv2_conv_params *params, const int32_t *blocks, const int8_t *input, void *scratch, int8_t *output);

void mnv2_convolve_blocks_tall_s8(const mnv2_conv_params *params,
                                  const int32_t *blocks,
                                  const int8_t *input,
                                  void *scratch,
                                  void *row_table,
                                  int8_t *output);

/*
 * The same for cores with the DSP extension: four output pixels times two output channels at a time. Symmetric weights,
 * one group; every channel is scaled by less than a quarter. pairs: runs of a word that counts pairs of channels and
 * then those, or of a word 0 and one channel without a partner. A pair, of channels a and b: start values folded bias
 * of a + 256 * that of b, and that of a; weights as halfwords of a + 256 * b, taps 0 and 2, then 1 and 3 of each four,
 * filled up with zeros to a multiple of eight; 2 * multiplier (modulo 2^32) and 2^(32 + shift), of a, then of b. No sum
 * of channel b needs more than 24 bits. scratch, of words: the windows of four
 * pixels as 16-bit values, 8 bytes for each tap, filled up likewise; then as bytes, 4 for each such tap, unless every
 * window is a run of bytes of the input. scales_down, groups, bias_is_folded and filter_offset are not read.
 */
void mnv2_convolve_quads_row_s8(const mnv2_conv_params *params,
                                const int32_t *pairs,
                                const int8_t *const *input_rows,
                                void *scratch,
                                int8_t *output,
                                int32_t x_begin,
                                int32_t x_end);

/* Output pixels are complete in order, four at a time, whether in one row or not. */
void mnv2_convolve_quads_s8(
    const mnv2_conv_params *params, const int32_t *pairs, const int8_t *input, void *scratch, int8_t *output);

void mnv2_convolve_quads_tall_s8(const mnv2_conv_params *params,
                                 const int32_t *pairs,
                                 const int8_t *input,
                                 void *scratch,
                                 void *row_table,
                                 int8_t *output);

/*
 * blocks [channels / 16, rounded up]: folded bias [16], multiplier [16], shift [16], each in the channel order 0, 4, 8,
 * 12, 2, 6, 10, 14, 1, 5, 9, 13, 3, 7, 11, 15; then the weights as bytes [kernel_height][kernel_width][16], none of
 * them -128. At most MNV2_MAX_BLOCK_TAPS taps.
 */
void mnv2_depthwise_convolve_blocks_row_s8(const mnv2_conv_params *params,
                                           const int32_t *blocks,
                                           const int8_t *const *input_rows,
                                           int8_t *output,
                                           int32_t x_begin,
                                           int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_depthwise_convolve_blocks_s8(const mnv2_conv_params *params,
                                       const int32_t *blocks,
                                       const int8_t *input,
                                       int8_t *output);

typedef struct
{
    int32_t batches;
    int32_t input_features;
    int32_t output_features;
    int32_t bias_is_folded; /* As in mnv2_conv_params. */
    int32_t input_zero_point;
    int32_t filter_offset; /* Minus the weights' zero point. */
    int32_t output_offset;
    int32_t activation_min;
    int32_t activation_max;
    int32_t is_per_channel; /* 0: multiplier[0] and shift[0] serve all features. */
} mnv2_fully_connected_params;

/* input [batches][input_features], filter [output_features][input_features], bias [output_features]. */
void mnv2_fully_connected_s8(const mnv2_fully_connected_params *params,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int8_t *input,
                             const int8_t *filter,
                             const int32_t *bias,
                             int8_t *output);

/* Shapes of an element-wise operator: strides in elements for each input, 0 along a broadcast dimension. */
typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t output_dims[MNV2_MAX_RANK];
    int32_t input_1_strides[MNV2_MAX_RANK];
    int32_t input_2_strides[MNV2_MAX_RANK];
} mnv2_broadcast;

/* ADD and SUB. */
typedef struct
{
    int32_t input_1_offset; /* Minus the input's zero point. */
    int32_t input_1_multiplier;
    int32_t input_1_shift;
    int32_t input_2_offset;
    int32_t input_2_multiplier;
    int32_t input_2_shift;
    int32_t input_2_sign; /* 1 adds, -1 subtracts. */
    int32_t left_shift;
    int32_t output_offset;
    int32_t output_multiplier;
    int32_t output_shift;
    int32_t activation_min;
    int32_t activation_max;
} mnv2_add_params;

/* Equal shapes. The output may be either input or both: an element is read before it is written. */
void mnv2_add_s8(
    const mnv2_add_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count);

/* The output may be an input that is not broadcast. */
void mnv2_add_broadcast_s8(const mnv2_add_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output);

typedef struct
{
    int32_t input_1_offset;
    int32_t input_2_offset;
    int32_t output_offset;
    int32_t output_multiplier;
    int32_t output_shift;
    int32_t activation_min;
    int32_t activation_max;
} mnv2_mul_params;

/* Equal shapes. The output may be either input or both. */
void mnv2_mul_s8(
    const mnv2_mul_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count);

/* The output may be an input that is not broadcast. */
void mnv2_mul_broadcast_s8(const mnv2_mul_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output);

/* TRANSPOSE_CONV. */
typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    int32_t kernel_height; /* At most MNV2_MAX_WINDOW_ROWS times the stride. */
    int32_t kernel_width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t crop_top; /* Rows and columns of the result that are not in the output. */
    int32_t crop_left;
    int32_t input_offset;  /* Minus the input's zero point. */
    int32_t filter_offset; /* Minus the filter's zero point. */
    int32_t output_offset;
    int32_t activation_min;
    int32_t activation_max;
} mnv2_transpose_conv_params;

/*
 * filter [output_channels][kernel_height][kernel_width][input_channels], bias may be NULL. The row form takes the
 * ceil(kernel_height / stride_height) input rows from floor((y + crop_top - kernel_height) / stride_height) + 1 on.
 */
void mnv2_transpose_conv_s8(const mnv2_transpose_conv_params *params,
                            const int32_t *multiplier,
                            const int32_t *shift,
                            const int8_t *input,
                            const int8_t *filter,
                            const int32_t *bias,
                            int8_t *output);

void mnv2_transpose_conv_row_s8(const mnv2_transpose_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *const *input_rows,
                                const int8_t *filter,
                                const int32_t *bias,
                                int8_t *output,
                                int32_t y,
                                int32_t x_begin,
                                int32_t x_end);

/* Matrices [rows][inner] times [inner][columns]: steps in elements say how they lie. */
typedef struct
{
    int32_t rows;
    int32_t inner;
    int32_t columns;
    int32_t left_row;
    int32_t left_inner;
    int32_t right_inner;
    int32_t right_column;
    int32_t left_offset; /* Minus the zero point. */
    int32_t right_offset;
    int32_t output_offset;
    int32_t output_multiplier;
    int32_t output_shift;
    int32_t activation_min;
    int32_t activation_max;
} mnv2_batch_matmul_params;

/* One product for each element of `batches`, whose strides lead from matrix to matrix. The output overlaps no input. */
void mnv2_batch_matmul_s8(const mnv2_batch_matmul_params *params,
                          const mnv2_broadcast *batches,
                          const int8_t *left,
                          const int8_t *right,
                          int8_t *output);

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
                           const int8_t *input,
                           int8_t *output);

void mnv2_resize_nearest_row_8(const int16_t *columns,
                               const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t pixel_bytes,
                               int32_t x_begin,
                               int32_t x_end);

/*
 * The element-wise kernels below are as MUL: equal shapes, where the output may be either input or both, and a form
 * that broadcasts, where it may be an input that is not broadcast.
 */
typedef struct
{
    int32_t input_1_offset; /* Minus the input's zero point. */
    int32_t input_2_offset;
    int32_t output_offset;
    int32_t output_multiplier;
    int32_t output_shift; /* At most 22. */
    int32_t activation_min;
    int32_t activation_max;
} mnv2_div_params;

void mnv2_div_s8(
    const mnv2_div_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count);

void mnv2_div_broadcast_s8(const mnv2_div_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output);

typedef struct
{
    int32_t input_1_offset; /* Minus the input's zero point. */
    int32_t input_1_multiplier;
    int32_t input_1_shift;
    int32_t input_2_offset;
    int32_t input_2_multiplier;
    int32_t input_2_shift;
    int32_t left_shift; /* Head room for both inputs before they are scaled. */
    int32_t output_offset;
    int32_t output_multiplier;
    int32_t output_shift;
} mnv2_squared_difference_params;

void mnv2_squared_difference_s8(const mnv2_squared_difference_params *params,
                                const int8_t *input_1,
                                const int8_t *input_2,
                                int8_t *output,
                                int32_t count);

void mnv2_squared_difference_broadcast_s8(const mnv2_squared_difference_params *params,
                                          const mnv2_broadcast *shapes,
                                          const int8_t *input_1,
                                          const int8_t *input_2,
                                          int8_t *output);

/* input_1 where it is not negative, else input_1 * input_2. */
typedef struct
{
    int32_t input_offset; /* Minus the input's zero point. */
    int32_t alpha_offset; /* Minus the zero point of input_2. */
    int32_t output_offset;
    int32_t positive_multiplier;
    int32_t positive_shift;
    int32_t negative_multiplier;
    int32_t negative_shift;
} mnv2_prelu_params;

void mnv2_prelu_s8(
    const mnv2_prelu_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count);

void mnv2_prelu_broadcast_s8(const mnv2_prelu_params *params,
                             const mnv2_broadcast *shapes,
                             const int8_t *input_1,
                             const int8_t *input_2,
                             int8_t *output);

/* Stored values are compared; nothing to say. */
typedef struct
{
    int32_t unused;
} mnv2_maximum_params;

typedef mnv2_maximum_params mnv2_minimum_params;

void mnv2_maximum_s8(
    const mnv2_maximum_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count);

void mnv2_maximum_broadcast_s8(const mnv2_maximum_params *params,
                               const mnv2_broadcast *shapes,
                               const int8_t *input_1,
                               const int8_t *input_2,
                               int8_t *output);

void mnv2_minimum_s8(
    const mnv2_minimum_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count);

void mnv2_minimum_broadcast_s8(const mnv2_minimum_params *params,
                               const mnv2_broadcast *shapes,
                               const int8_t *input_1,
                               const int8_t *input_2,
                               int8_t *output);

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

/* Reduction of [outer][reduced][inner] to [outer][inner]. */
typedef struct
{
    int32_t outer;
    int32_t reduced;
    int32_t inner;
    int32_t sum_offset; /* Minus `reduced` times the input's zero point. */
    int32_t output_offset;
    int32_t output_multiplier; /* 1 / reduced is folded in for a mean, not for a sum. */
    int32_t output_shift;
} mnv2_mean_params;

/* Outer blocks are complete in order. */
void mnv2_mean_s8(const mnv2_mean_params *params, const int8_t *input, int8_t *output);

/* Reduction of any dimensions: sizes and input strides, in elements, of those that stay and of those that go. */
typedef struct
{
    int32_t kept_rank; /* 1 to MNV2_MAX_RANK */
    int32_t kept_dims[MNV2_MAX_RANK];
    int32_t kept_strides[MNV2_MAX_RANK];
    int32_t reduced_rank; /* 1 to MNV2_MAX_RANK */
    int32_t reduced_dims[MNV2_MAX_RANK];
    int32_t reduced_strides[MNV2_MAX_RANK];
    int32_t sum_offset; /* Minus the number of elements reduced times the input's zero point. */
    int32_t output_offset;
    int32_t output_multiplier; /* 1 / elements reduced is folded in for a mean, not for a sum. */
    int32_t output_shift;
} mnv2_mean_strided_params;

/* The output never overlaps the input. */
void mnv2_mean_strided_s8(const mnv2_mean_strided_params *params, const int8_t *input, int8_t *output);

/* The same without arithmetic. */
typedef struct
{
    int32_t kept_rank; /* 1 to MNV2_MAX_RANK */
    int32_t kept_dims[MNV2_MAX_RANK];
    int32_t kept_strides[MNV2_MAX_RANK];
    int32_t reduced_rank; /* 1 to MNV2_MAX_RANK */
    int32_t reduced_dims[MNV2_MAX_RANK];
    int32_t reduced_strides[MNV2_MAX_RANK];
} mnv2_reduce_strided_params;

/* The output never overlaps the input. */
void mnv2_reduce_max_s8(const mnv2_reduce_strided_params *params, const int8_t *input, int8_t *output);

void mnv2_reduce_min_s8(const mnv2_reduce_strided_params *params, const int8_t *input, int8_t *output);

/*
 * mnv2_mean_s8 for outer = 1, tile by tile: `input` holds `pixels` of the reduced elements, `pixels_before` of them
 * came in earlier calls. `sums` [inner] is kept between calls; the call that completes the mean writes the output.
 */
void mnv2_mean_tile_s8(const mnv2_mean_params *params,
                       const int8_t *input,
                       int32_t pixels,
                       int32_t pixels_before,
                       int32_t *sums,
                       int8_t *output);

/* Average pooling with a window as large as the input, tile by tile; only channels, window and activation of params
 * count. */
void mnv2_average_pool_tile_s8(const mnv2_pool_params *params,
                               const int8_t *input,
                               int32_t pixels,
                               int32_t pixels_before,
                               int32_t *sums,
                               int8_t *output);

/* Softmax over each row; output scale 1/256, zero point -128. */
typedef struct
{
    int32_t rows;
    int32_t row_size;
    int32_t input_multiplier;
    int32_t input_left_shift; /* 0 to 31 */
    int32_t diff_min;         /* Differences to the row's maximum below this give probability 0. */
} mnv2_softmax_params;

/* The output may be the input: a row is read completely before its elements are written in order. */
/* The same with 16 bits of output: scale 1/65536, zero point -32768. The output never overlaps the input. */
void mnv2_softmax_s8_s16(const mnv2_softmax_params *params, const int8_t *input, int16_t *output);

void mnv2_softmax_s8(const mnv2_softmax_params *params, const int8_t *input, int8_t *output);

/* Logarithm of softmax over each row; output scale 1/16, zero point 127. */
typedef struct
{
    int32_t rows;
    int32_t row_size;
    int32_t input_multiplier;
    int32_t input_left_shift;   /* 1 to 31 */
    int32_t reverse_multiplier; /* From Q5 back to a difference of inputs. */
    int32_t reverse_shift;
    int32_t diff_min; /* Differences to the row's maximum below this add nothing to the sum. */
} mnv2_log_softmax_params;

/* The output may be the input. */
void mnv2_log_softmax_s8(const mnv2_log_softmax_params *params, const int8_t *input, int8_t *output);

/* Each row divided by its length; output scale 1/128, zero point 0. The output may be the input. */
void mnv2_l2_normalization_s8(
    const int8_t *input, int8_t *output, int32_t rows, int32_t row_size, int32_t input_zero_point);

/* Rescaling int8 to int8. The output may be the input. */
typedef struct
{
    int32_t input_offset; /* Minus the input's zero point. */
    int32_t output_multiplier;
    int32_t output_shift;
    int32_t output_offset;
    int32_t activation_min;
    int32_t activation_max;
} mnv2_requantize_params;

void mnv2_requantize_s8(const mnv2_requantize_params *params, const int8_t *input, int8_t *output, int32_t count);

/* uint8 to int8 and back. Zero points are those of the types, activation range is the output type's. In place
 * allowed. */
void mnv2_requantize_u8_s8(const mnv2_requantize_params *params, const uint8_t *input, int8_t *output, int32_t count);

void mnv2_requantize_s8_u8(const mnv2_requantize_params *params, const int8_t *input, uint8_t *output, int32_t count);

void mnv2_requantize_u8(const mnv2_requantize_params *params, const uint8_t *input, uint8_t *output, int32_t count);

/* Adds or subtracts 128: uint8 to int8 and back at the same scale, whichever way. In place allowed. */
void mnv2_flip_sign_8(const void *input, void *output, int32_t count);

/* Clamp to [min, max]. The output may be the input. */
void mnv2_clamp_s8(const int8_t *input, int8_t *output, int32_t min, int32_t max, int32_t count);

/* table[x] for x from 0 to 127, table[256 + x] for x from -128 to -1. The output may be the input. */
void mnv2_lookup_s8(const int8_t *table, const int8_t *input, int8_t *output, int32_t count);

/* float to int8: x / scale rounded half away from zero, plus the zero point, saturated. NaN gives the zero point.
 */
void mnv2_quantize_f32_s8(const float *input, int8_t *output, float scale, int32_t zero_point, int32_t count);

void mnv2_quantize_f32_u8(const float *input, uint8_t *output, float scale, int32_t zero_point, int32_t count);

void mnv2_dequantize_s8_f32(const int8_t *input, float *output, float scale, int32_t zero_point, int32_t count);

void mnv2_dequantize_u8_f32(const uint8_t *input, float *output, float scale, int32_t zero_point, int32_t count);

/* The output never overlaps the input. */
void mnv2_copy(const void *input, void *output, size_t bytes);

/* rows times run bytes, which begin input_stride bytes apart and come to lie side by side. The output may begin where
 * the input does, or below. */
void mnv2_copy_rows(const void *input, void *output, int32_t rows, int32_t run, int32_t input_stride);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t dims[MNV2_MAX_RANK];
    int32_t strides[MNV2_MAX_RANK]; /* In bytes of the input, for each dimension; negative ones walk backwards. */
    int32_t run;                    /* Neighbouring bytes that are taken at each place. */
} mnv2_copy_strided_params;

/* The same for any number of dimensions; the input begins with the first byte taken. With a negative stride the output
 * overlaps nothing. */
void mnv2_copy_strided(const mnv2_copy_strided_params *params, const void *input, void *output);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t dims[MNV2_MAX_RANK];
    int32_t run; /* Neighbouring bytes that are taken at each place. */
} mnv2_copy_indexed_params;

/* The same with any steps: `offsets` holds dims[0] distances in bytes from the input's begin, then dims[1], and so on;
 * those of all dimensions are added. The output never overlaps the input. */
void mnv2_copy_indexed(const mnv2_copy_indexed_params *params, const int32_t *offsets, const void *input, void *output);

typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t block_height;
    int32_t block_width;
    int32_t pad_top;
    int32_t pad_left;
    int32_t value; /* int8 */
} mnv2_space_to_batch_params;

/* The output has batches * block_height * block_width images. */
void mnv2_space_to_batch_s8(const mnv2_space_to_batch_params *params, const int8_t *input, int8_t *output);

/* block x block output pixels from the channels of each input pixel; the row is the input row under output row y. */
void mnv2_depth_to_space_row_8(const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t block,
                               int32_t output_pixel,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end);

/* The other way; the rows are those of a block. */
void mnv2_space_to_depth_row_8(const int8_t *const *input_rows,
                               int8_t *output,
                               int32_t block,
                               int32_t input_pixel,
                               int32_t x_begin,
                               int32_t x_end);

typedef struct
{
    int32_t boxes;
    int32_t encoding_stride; /* 4 or more; only the first 4 count. */
    int32_t score_stride;    /* classes, or one more with the background before them. */
    int32_t classes;
    int32_t slots; /* Of the outputs. */
    int32_t most;
    int32_t most_per_class;  /* When regular. */
    int32_t classes_per_box; /* When not. */
    int32_t is_regular;
    float score_threshold;
    float overlap_threshold;
    float y_scale;
    float x_scale;
    float h_scale;
    float w_scale;
    float encoding_scale; /* 0 when encodings are float, otherwise they are int8. */
    int32_t encoding_zero_point;
    float score_scale; /* The same of scores. */
    int32_t score_zero_point;
} mnv2_detect_params;

/*
 * Boxes (top, left, bottom, right) [slots, 4], classes and scores [slots], and their number. scratch has 21 bytes for
 * each box, aligned for floats. Slots beyond the number are 0. Outputs overlap nothing.
 */
void mnv2_detect_f32(const mnv2_detect_params *params,
                     const void *encodings,
                     const void *scores,
                     const float *anchors,
                     void *scratch,
                     float *output_boxes,
                     float *output_classes,
                     float *output_scores,
                     float *output_count);

typedef struct
{
    int32_t batches;
    int32_t inputs;
    int32_t filters;
    int32_t memory;
    int32_t rank; /* Filters for each output. */
    int32_t input_offset;
    int32_t state_zero_point;
    int32_t output_zero_point;
    int32_t feature_multiplier;
    int32_t feature_shift;
    int32_t output_multiplier;
    int32_t output_shift;
} mnv2_svdf_params;

/* features [filters, inputs], time [filters, memory], bias [filters / rank] or null, state [batches, filters, memory],
 * output [batches, filters / rank]. */
void mnv2_svdf_s8_s16(const mnv2_svdf_params *params,
                      const int8_t *input,
                      const int8_t *features,
                      const int16_t *time,
                      const int32_t *bias,
                      int16_t *state,
                      int8_t *output);

void mnv2_svdf_s8_s8(const mnv2_svdf_params *params,
                     const int8_t *input,
                     const int8_t *features,
                     const int8_t *time,
                     const int32_t *bias,
                     int8_t *state,
                     int8_t *output);

typedef enum
{
    MNV2_INT8,
    MNV2_UINT8,
    MNV2_BOOL,
    MNV2_INT16,
    MNV2_INT32,
    MNV2_INT64,
    MNV2_FLOAT32
} mnv2_element;

/* From int8, uint8 or int16 to these or int32. The output never overlaps the input. */
void mnv2_requantize_wide(const mnv2_requantize_params *params,
                          const void *input,
                          mnv2_element from,
                          void *output,
                          mnv2_element to,
                          int32_t count);

/* Integers lose higher bits, reals their fraction; reals beyond the integers of a type are clamped, and what is no
 * number becomes 0. */
void mnv2_cast(const void *input, mnv2_element from, void *output, mnv2_element to, int32_t count);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t inputs;
    int32_t outputs;
    int32_t input_dims[MNV2_MAX_RANK];
    int32_t output_strides[MNV2_MAX_RANK]; /* In elements; 0 along dimensions that are reduced. */
} mnv2_reduce_prod_params;

/* Products; those of integers wrap. */
void mnv2_reduce_prod_s32(const mnv2_reduce_prod_params *params, const int32_t *input, int32_t *output);

void mnv2_reduce_prod_s64(const mnv2_reduce_prod_params *params, const int64_t *input, int64_t *output);

void mnv2_reduce_prod_f32(const mnv2_reduce_prod_params *params, const float *input, float *output);

/*
 * Index of the largest (or smallest) of count elements, the first of equal ones. Elements are inner apart; there are
 * inner such rows side by side, outer times. With inner 1 a result is written when its row has been read.
 */
void mnv2_arg_max_s8_s32(
    const int8_t *input, int32_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest);

void mnv2_arg_max_s8_s64(
    const int8_t *input, int64_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t input_dims[MNV2_MAX_RANK];
    int32_t before[MNV2_MAX_RANK];
    int32_t after[MNV2_MAX_RANK];
    int32_t value; /* int8 */
} mnv2_pad_params;

void mnv2_pad_s8(const mnv2_pad_params *params, const int8_t *input, int8_t *output);

typedef struct
{
    int32_t input_width;
    int32_t channels;
    int32_t pad_left;
    int32_t value; /* int8 */
} mnv2_pad_row_params;

/* Pads height and width: pixels of one output row from the input row under it, NULL above and below the input. */
void mnv2_pad_row_s8(
    const mnv2_pad_row_params *params, const int8_t *const *input_rows, int8_t *output, int32_t x_begin, int32_t x_end);

/* Copies `rows` runs of `run` bytes, `output_stride` bytes apart in the output: one input of a concatenation. */
void mnv2_concatenate_8(const void *input, void *output, int32_t rows, int32_t run, int32_t output_stride);

/* The same with rescaling. */
void mnv2_concatenate_requantize_s8(const mnv2_requantize_params *params,
                                    const int8_t *input,
                                    int8_t *output,
                                    int32_t rows,
                                    int32_t run,
                                    int32_t output_stride);

/* The same through a table as that of mnv2_lookup_s8. */
void mnv2_concatenate_lookup_s8(
    const int8_t *table, const int8_t *input, int8_t *output, int32_t rows, int32_t run, int32_t output_stride);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t output_dims[MNV2_MAX_RANK];
    int32_t input_strides[MNV2_MAX_RANK]; /* In elements, for each dimension of the output. */
    int32_t element;                      /* Bytes of an element. */
} mnv2_transpose_params;

void mnv2_transpose(const mnv2_transpose_params *params, const void *input, void *output);

#ifdef __cplusplus
}
#endif

#endif
