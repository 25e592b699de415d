/*
 * Reductions: mean, sum, maximum, minimum, product, and where the largest element is.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_REDUCTION_H
#define MNV2_REDUCTION_H

#include <stdint.h>

#include "mnv2_elementwise.h"
#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

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

/* Running sums along `length` of [outer][length][inner]. */
typedef struct
{
    int32_t outer;
    int32_t length;
    int32_t inner;
    int32_t exclusive; /* Not 0: an element is not in its own sum. */
    int32_t reverse;   /* Not 0: from the end. */
} mnv2_cumsum_shape;

/* The output may be the input. */
void mnv2_cumsum_s8(const mnv2_sum_params *params, const mnv2_cumsum_shape *shape, const int8_t *input, int8_t *output);

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

#ifdef __cplusplus
}
#endif

#endif
