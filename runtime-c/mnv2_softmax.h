/*
 * Softmax, its logarithm, and rows divided by their length.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_SOFTMAX_H
#define MNV2_SOFTMAX_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

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
void mnv2_softmax_s8(const mnv2_softmax_params *params, const int8_t *input, int8_t *output);

/* The same with 16 bits of output: scale 1/65536, zero point -32768. The output never overlaps the input. */
void mnv2_softmax_s8_s16(const mnv2_softmax_params *params, const int8_t *input, int16_t *output);

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

#ifdef __cplusplus
}
#endif

#endif
