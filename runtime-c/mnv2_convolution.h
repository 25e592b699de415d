/*
 * Convolution, depthwise convolution and transposed convolution.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CONVOLUTION_H
#define MNV2_CONVOLUTION_H

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
 * Convolution of pixels by themselves: 1x1, stride 1, nothing in the padding, one group, a folded bias. filter_offset
 * and scales_down mean what they mean above; what a kernel that takes mnv2_conv_params does not read is not read here.
 */
typedef struct
{
    int32_t pixels;
    uint16_t input_channels;
    uint16_t output_channels;
    int16_t filter_offset;
    int8_t output_offset;
    int8_t activation_min;
    int8_t activation_max;
    uint8_t scales_down;
} mnv2_conv_pixels_params;

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

/* The same. */
void mnv2_convolve_pixels_s8(const mnv2_conv_pixels_params *params,
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

/* What a 3x3 depthwise convolution without dilation is told, in few bytes: the names say what they say above. */
typedef struct
{
    int16_t batches;
    int16_t input_height;
    int16_t input_width;
    int16_t channels;
    int16_t output_height;
    int16_t output_width;
    int16_t filter_offset;
    int8_t kernel_height;
    int8_t stride_height;
    int8_t stride_width;
    int8_t pad_top;
    int8_t pad_left;
    int8_t input_zero_point;
} mnv2_depthwise_3x3_params;

/*
 * The same for cores with the DSP extension, four output pixels times two channels at a time: stride 1 or 2, no
 * dilation, outputs of -128 to 127 with an output offset of -128; every channel is scaled by less than a half. Weights
 * may have a zero point. A channel scaled by a quarter or more is minus itself, weights and bias, because its second
 * factor is -2^31. records [channels / 4, rounded up; of more than four, the last is of the last four]: folded biases
 * of channels 0, 2, 1 and 3, nine words of weights of four channels, then for channels 0, 2, 1 and 3 the words 2 *
 * multiplier (modulo 2^32) and 2^(32 + shift). scratch: 992 bytes, aligned to 4; NULL is slower at the borders.
 */
void mnv2_depthwise_quads_3x3_row_s8(const mnv2_depthwise_3x3_params *params,
                                     const int32_t *records,
                                     const int8_t *const *input_rows,
                                     void *scratch,
                                     int8_t *output,
                                     int32_t x_begin,
                                     int32_t x_end);

/* Output pixels are complete in order, four at a time; at stride 2 an image begins with one and then two. */
void mnv2_depthwise_quads_3x3_s8(const mnv2_depthwise_3x3_params *params,
                                 const int32_t *records,
                                 const int8_t *input,
                                 void *scratch,
                                 int8_t *output);

/*
 * The same two operators with constants in blocks of channels, so that vectors of channels load in one piece. They take
 * symmetric weights, one group and depth multiplier 1. scales_down says only that shifts are -31 to -1; groups,
 * bias_is_folded and, unless said, filter_offset are not read. A block is a run of words; zeros (and shifts of -1)
 * stand for channels and taps beyond the last.
 */

/*
 * Convolution, four pixels times four channels at a time. filter_offset is read. blocks [output_channels / 4, rounded
 * up]: the weights as bytes [taps / 16, rounded up][4][16], where taps are [kernel_height][kernel_width]
 * [input_channels]; then folded bias [4], multiplier [4], and [4] of shift to the right + 256 * shift to the left +
 * 65536 * (32 where there is no shift to the right, else -31), each of these a byte. scratch: windows of as many bytes
 * as there are taps, rounded up to a multiple of 16. Four of them; where every window is a run of bytes of the input,
 * one for each of the last four pixels of a row behind whose window that many bytes do not exist.
 */
void mnv2_convolve_squares_row_s8(const mnv2_conv_params *params,
                                  const int32_t *blocks,
                                  const int8_t *const *input_rows,
                                  void *scratch,
                                  int8_t *output,
                                  int32_t x_begin,
                                  int32_t x_end);

/* Output pixels are complete in order, four at a time. */
void mnv2_convolve_squares_s8(
    const mnv2_conv_params *params, const int32_t *blocks, const int8_t *input, void *scratch, int8_t *output);

void mnv2_convolve_squares_tall_s8(const mnv2_conv_params *params,
                                   const int32_t *blocks,
                                   const int8_t *input,
                                   void *scratch,
                                   void *row_table,
                                   int8_t *output);

/*
 * For cores with the DSP extension: how many output pixels (4, 2 or 1) are computed at once, and what computes them.
 * Four are the fastest; fewer need less scratch. What is left of four is computed one by one, three as four with the
 * first twice, two at once by four_and_two. Each is in a file of its own. Those for wide channels serve all.
 */
typedef struct mnv2_at_once mnv2_at_once;

extern const mnv2_at_once mnv2_one_at_once;
extern const mnv2_at_once mnv2_two_at_once;
extern const mnv2_at_once mnv2_four_at_once;
extern const mnv2_at_once mnv2_four_and_two_at_once;
extern const mnv2_at_once mnv2_one_wide_at_once;
extern const mnv2_at_once mnv2_two_wide_at_once;
extern const mnv2_at_once mnv2_four_wide_at_once;

/*
 * Convolution for cores with the DSP extension: some output pixels times two output channels at a time. One group;
 * every channel is scaled by less than a quarter; at most 65535 channels. pairs: runs of a word and what it counts: its
 * upper half is the first channel, its lower a number of pairs of channels, or minus a number of wide channels. They
 * are computed in order up to the last channel; one that is computed twice has its later value. A pair, of channels a
 * and b: start values folded bias of a + 256 * that of b, and that of a; weights, less their zero point, as halfwords
 * of a + 256 * b, taps 0 and 2, then 1 and 3 of each four, filled up with zeros to a multiple of eight; 2 * multiplier
 * (modulo 2^32) and 2^(32 + shift), of a, then of b. No sum of channel b needs more than 24 bits. A wide channel:
 * folded bias; its weights as halfwords in the same order; its two factors. scratch, of words: the windows of the
 * pixels at once as 16-bit values, 2 bytes for each tap of each, filled up likewise; then, unless every window is a run
 * of bytes of the input, as bytes, 1 for each such tap. scales_down, groups, bias_is_folded and filter_offset are not
 * read.
 */
void mnv2_convolve_quads_row_s8(const mnv2_conv_params *params,
                                const int32_t *pairs,
                                const int8_t *const *input_rows,
                                void *scratch,
                                const mnv2_at_once *at_once,
                                int8_t *output,
                                int32_t x_begin,
                                int32_t x_end);

/* Output pixels are complete in order, so many at a time, whether in one row or not. */
void mnv2_convolve_quads_s8(const mnv2_conv_params *params,
                            const int32_t *pairs,
                            const int8_t *input,
                            void *scratch,
                            const mnv2_at_once *at_once,
                            int8_t *output);

void mnv2_convolve_quads_tall_s8(const mnv2_conv_params *params,
                                 const int32_t *pairs,
                                 const int8_t *input,
                                 void *scratch,
                                 const mnv2_at_once *at_once,
                                 void *row_table,
                                 int8_t *output);

/* The same of pixels by themselves. */
void mnv2_convolve_quads_pixels_s8(const mnv2_conv_pixels_params *params,
                                   const int32_t *pairs,
                                   const int8_t *input,
                                   void *scratch,
                                   const mnv2_at_once *at_once,
                                   int8_t *output);

/*
 * The same where input channels are a multiple of eight: the second part of scratch is input_channels bytes. Output
 * pixels are complete in order, so many of a row at a time.
 */
void mnv2_convolve_quads_eights_row_s8(const mnv2_conv_params *params,
                                       const int32_t *pairs,
                                       const int8_t *const *input_rows,
                                       void *scratch,
                                       const mnv2_at_once *at_once,
                                       int8_t *output,
                                       int32_t x_begin,
                                       int32_t x_end);

void mnv2_convolve_quads_eights_s8(const mnv2_conv_params *params,
                                   const int32_t *pairs,
                                   const int8_t *input,
                                   void *scratch,
                                   const mnv2_at_once *at_once,
                                   int8_t *output);

void mnv2_convolve_quads_eights_tall_s8(const mnv2_conv_params *params,
                                        const int32_t *pairs,
                                        const int8_t *input,
                                        void *scratch,
                                        const mnv2_at_once *at_once,
                                        void *row_table,
                                        int8_t *output);

/*
 * Convolution for cores without products of pairs (Cortex-M0+, M3): pixels_at_once output pixels (4 or 2) of a row at a
 * time, two in a word. One group; sums are below 2^30, shifts are -31 to -1. channels, `words` words of all together:
 * folded bias * 65537 - 0x8000 * taps / 4, folded bias, weights as bytes [taps] of weight + 128, filled up to a
 * multiple of four by 128 - filter_offset, multiplier, -shift + 65536 * corrections, then as many words of weight +
 * filter_offset in the lower half and 4 * (tap / 4 * 5 + 1 + tap % 4) in the upper: of those taps the byte is 128 -
 * filter_offset. Four products of a pixel fit 16 bits. scratch, of words: 5 bytes for each tap, filled
 * up likewise, of two pixels; then, unless every window is a run of bytes of the input, as bytes, 1 for each tap of
 * each pixel, or input_channels bytes when these are a multiple of four. scales_down, groups and bias_is_folded are not
 * read.
 */
void mnv2_convolve_halfwords_row_s8(const mnv2_conv_params *params,
                                    const int32_t *channels,
                                    int32_t words,
                                    const int8_t *const *input_rows,
                                    void *scratch,
                                    int32_t pixels_at_once,
                                    int8_t *output,
                                    int32_t x_begin,
                                    int32_t x_end);

/* Output pixels are complete in order, so many of a row at a time. */
void mnv2_convolve_halfwords_s8(const mnv2_conv_params *params,
                                const int32_t *channels,
                                int32_t words,
                                const int8_t *input,
                                void *scratch,
                                int32_t pixels_at_once,
                                int8_t *output);

/* The same. */
void mnv2_convolve_halfwords_pixels_s8(const mnv2_conv_pixels_params *params,
                                       const int32_t *channels,
                                       int32_t words,
                                       const int8_t *input,
                                       void *scratch,
                                       int32_t pixels_at_once,
                                       int8_t *output);

void mnv2_convolve_halfwords_tall_s8(const mnv2_conv_params *params,
                                     const int32_t *channels,
                                     int32_t words,
                                     const int8_t *input,
                                     void *scratch,
                                     int32_t pixels_at_once,
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

/*
 * Depthwise convolution with 3x3 windows for vectors: at least eight channels, depth multiplier 1, stride_width 1 or
 * 2, no dilation; outputs_at_once is at most 1024. scales_down says that shifts are -31 to 0. records [channels]:
 * weights as bytes, three columns of three and a zero each; folded bias; multiplier; shift to the right + 256 * shift
 * to the left + 65536 * (32 where there is no shift to the right, else -31), each of these a byte. Unless scales_down
 * is 1, filter_offset 0, outputs are -128 to 127 and their offset is -128: weights twice, which together are weight +
 * filter_offset (at most 254). scratch: 32 bytes for each column under outputs_at_once, rounded up to eights:
 * stride_width for each output and two more. groups and bias_is_folded are not read.
 */
void mnv2_depthwise_columns_3x3_row_s8(const mnv2_conv_params *params,
                                       const int32_t *records,
                                       const int8_t *const *input_rows,
                                       void *scratch,
                                       int32_t outputs_at_once,
                                       int8_t *output,
                                       int32_t x_begin,
                                       int32_t x_end);

/*
 * Two whole rows at stride 1, of four rows of the input; the second begins where the first ends. Records have their
 * weights once, and (output_width + 3) * output_channels is at most 65535.
 */
void mnv2_depthwise_columns_3x3_pair_s8(const mnv2_conv_params *params,
                                        const int32_t *records,
                                        const int8_t *const *input_rows,
                                        void *scratch,
                                        int32_t outputs_at_once,
                                        int8_t *output);

/*
 * Output pixels are complete in order, outputs_at_once of a row at a time. rows_at_once is 1, or 2 where two rows can
 * be computed as above: then outputs_at_once of both are complete together.
 */
void mnv2_depthwise_columns_3x3_s8(const mnv2_conv_params *params,
                                   const int32_t *records,
                                   const int8_t *input,
                                   void *scratch,
                                   int32_t outputs_at_once,
                                   int32_t rows_at_once,
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

#ifdef __cplusplus
}
#endif

#endif
