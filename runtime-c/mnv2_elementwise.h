/*
 * Operators of two inputs, element by element: equal shapes, or one of them broadcast.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_ELEMENTWISE_H
#define MNV2_ELEMENTWISE_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

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

/*
 * For cores with the DSP extension, where the output has all bytes: the input of the larger scale, which is taken by a
 * half, and the other one.
 */
typedef struct
{
    int32_t larger_start;      /* Minus the zero point times 2^19. */
    int32_t other_start;       /* The zero point times 2^21. */
    int32_t other_multiplier;  /* Minus the multiplier. */
    int32_t other_divisor;     /* -2^(32 - right shift), of 1 to 31 bits. */
    int32_t output_multiplier; /* Twice the multiplier, less 2^32. */
    int32_t output_divisor;    /* As the other. */
    int32_t output_offset;
} mnv2_add_halves_params;

/* Equal shapes. The output may be either input or both: an element is read before it is written. */
void mnv2_add_halves_s8(
    const mnv2_add_halves_params *params, const int8_t *larger, const int8_t *other, int8_t *output, int32_t count);

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

/* Sums of any number of values. */
typedef struct
{
    int32_t input_offset; /* Minus the zero point of the values; every sum begins with it. */
    int32_t left_shift;   /* Head room for a sum before it is scaled; the shifted sum fits 32 bits. */
    int32_t output_offset;
    int32_t output_multiplier;
    int32_t output_shift; /* At most 0. */
} mnv2_sum_params;

/* `inputs` are input_count pointers to count values each. The output may be any of the inputs. */
void mnv2_add_n_s8(
    const mnv2_sum_params *params, const int8_t *const *inputs, int32_t input_count, int8_t *output, int32_t count);

/* Stored values are compared. The output may be an input that is not broadcast. */
void mnv2_maximum_s8(const mnv2_broadcast *shapes, const int8_t *input_1, const int8_t *input_2, int8_t *output);

void mnv2_minimum_s8(const mnv2_broadcast *shapes, const int8_t *input_1, const int8_t *input_2, int8_t *output);

#ifdef __cplusplus
}
#endif

#endif
