/*
 * Products of matrices: fully connected layers, BATCH_MATMUL, SVDF.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_MATRIX_H
#define MNV2_MATRIX_H

#include <stdint.h>

#include "mnv2_elementwise.h"
#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

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

/*
 * The same for cores without products of pairs (Cortex-M0+, M3). fours [output_features / 4, rounded up]: four folded
 * biases, then weights as bytes [input_features][4] of weight + 128. bias_is_folded and input_zero_point are not read.
 */
void mnv2_fully_connected_fours_s8(const mnv2_fully_connected_params *params,
                                   const int32_t *multiplier,
                                   const int32_t *shift,
                                   const int8_t *input,
                                   const int32_t *fours,
                                   int8_t *output);

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

#ifdef __cplusplus
}
#endif

#endif
