/*
 * Kernels on numbers that stand for themselves: float32, int32, int64, and truth values (0 or 1). Data is naturally
 * aligned; results have the same bits on every machine.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_NUMBERS_H
#define MNV2_NUMBERS_H

#include <stdint.h>

#include "mnv2_elementwise.h"
#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum
{
    MNV2_ADD,
    MNV2_SUB,
    MNV2_MUL,
    MNV2_DIV, /* Integers: towards zero; by zero gives 0. */
    MNV2_SQUARED_DIFFERENCE,
    MNV2_MAXIMUM,
    MNV2_MINIMUM,
    MNV2_FLOOR_DIV, /* Downwards. */
    MNV2_FLOOR_MOD, /* Integers only, as POW: mnv2_floor_mod_f32 and mnv2_pow_f32 do it for floats. */
    MNV2_POW,
    MNV2_PRELU /* Floats only. */
} mnv2_calculation;

typedef enum
{
    MNV2_NO_ACTIVATION,
    MNV2_RELU,
    MNV2_RELU6,
    MNV2_RELU_N1_TO_1
} mnv2_activation;

typedef enum
{
    MNV2_EQUAL,
    MNV2_NOT_EQUAL,
    MNV2_LESS,
    MNV2_LESS_EQUAL,
    MNV2_GREATER,
    MNV2_GREATER_EQUAL,
    MNV2_LOGICAL_AND, /* Truth values only. */
    MNV2_LOGICAL_OR
} mnv2_relation;

/* Element by element, with broadcasting. The output may lie over an input that is not repeated. Integers wrap. */
void mnv2_calculate_f32(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        mnv2_activation activation,
                        const float *input_1,
                        const float *input_2,
                        float *output);
void mnv2_calculate_s32(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        const int32_t *input_1,
                        const int32_t *input_2,
                        int32_t *output);
void mnv2_calculate_s64(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        const int64_t *input_1,
                        const int64_t *input_2,
                        int64_t *output);
void mnv2_floor_mod_f32(const mnv2_broadcast *shapes, const float *input_1, const float *input_2, float *output);
void mnv2_pow_f32(const mnv2_broadcast *shapes, const float *input_1, const float *input_2, float *output);

/* Each side becomes a multiple of a common unit: (value + offset) * 2^8 times its factor. */
typedef struct
{
    int32_t input_1_offset;
    int32_t input_1_multiplier;
    int32_t input_1_shift;
    int32_t input_2_offset;
    int32_t input_2_multiplier;
    int32_t input_2_shift;
} mnv2_compare_params;

/* The output may lie over an input whose elements are as small as truth values and not repeated. */
void mnv2_compare_s8(const mnv2_compare_params *params,
                     const mnv2_broadcast *shapes,
                     mnv2_relation relation,
                     const int8_t *input_1,
                     const int8_t *input_2,
                     uint8_t *output);
void mnv2_compare_u8(const mnv2_broadcast *shapes,
                     mnv2_relation relation,
                     const uint8_t *input_1,
                     const uint8_t *input_2,
                     uint8_t *output);
void mnv2_compare_s32(const mnv2_broadcast *shapes,
                      mnv2_relation relation,
                      const int32_t *input_1,
                      const int32_t *input_2,
                      uint8_t *output);
void mnv2_compare_s64(const mnv2_broadcast *shapes,
                      mnv2_relation relation,
                      const int64_t *input_1,
                      const int64_t *input_2,
                      uint8_t *output);
void mnv2_compare_f32(
    const mnv2_broadcast *shapes, mnv2_relation relation, const float *input_1, const float *input_2, uint8_t *output);
void mnv2_logical_not(const uint8_t *input, uint8_t *output, int32_t count);

/* Strides in elements of each of the three inputs, 0 along dimensions that repeat. */
typedef struct
{
    int32_t rank;
    int32_t element; /* Bytes. */
    int32_t dims[MNV2_MAX_RANK];
    int32_t condition_strides[MNV2_MAX_RANK];
    int32_t input_1_strides[MNV2_MAX_RANK];
    int32_t input_2_strides[MNV2_MAX_RANK];
} mnv2_select_params;

void mnv2_select(
    const mnv2_select_params *params, const uint8_t *condition, const void *input_1, const void *input_2, void *output);

/* limits and strides (in bytes) [depth]: how many slices there are along each dimension of a place, and how far apart.
 */
typedef struct
{
    int32_t outer;
    int32_t outer_stride; /* Bytes. */
    int32_t places;
    int32_t depth;
    int32_t run; /* Bytes copied for each place. */
    int32_t limits[MNV2_MAX_RANK];
    int32_t strides[MNV2_MAX_RANK];
} mnv2_gather_params;

/* indices [places][depth]. One that is outside takes the nearest slice there is. */
void mnv2_gather_s32(const mnv2_gather_params *params, const void *input, const int32_t *indices, void *output);
void mnv2_gather_s64(const mnv2_gather_params *params, const void *input, const int64_t *indices, void *output);

typedef struct
{
    int32_t count;      /* Of rows that are looked up. */
    int32_t table_rows; /* A row number outside takes the nearest one inside. */
    int32_t columns;
} mnv2_embedding_lookup_params;

/* Rows of a table, times `scale`. */
void mnv2_embedding_lookup_s8_f32(
    const mnv2_embedding_lookup_params *params, float scale, const int8_t *table, const int32_t *rows, float *output);

/* The k largest of each row in descending order and where they are; of equal ones the first comes first. */
void mnv2_top_k_s8(const int8_t *input, int8_t *values, int32_t *indices, int32_t rows, int32_t length, int32_t k);
void mnv2_top_k_s32(const int32_t *input, int32_t *values, int32_t *indices, int32_t rows, int32_t length, int32_t k);
void mnv2_top_k_f32(const float *input, float *values, int32_t *indices, int32_t rows, int32_t length, int32_t k);

#ifdef __cplusplus
}
#endif

#endif
