/*
 * From one type or scale to another, element by element.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CONVERSION_H
#define MNV2_CONVERSION_H

#include <stdint.h>

#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

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

/* The same with a table of 256 entries for each channel, one after the other. */
void mnv2_lookup_channels_s8(
    const int8_t *table, const int8_t *input, int8_t *output, int32_t pixels, int32_t channels);

/* float to int8: x / scale rounded half away from zero, plus the zero point, saturated. NaN gives the zero point.
 */
void mnv2_quantize_f32_s8(const float *input, int8_t *output, float scale, int32_t zero_point, int32_t count);

void mnv2_quantize_f32_u8(const float *input, uint8_t *output, float scale, int32_t zero_point, int32_t count);

void mnv2_dequantize_s8_f32(const int8_t *input, float *output, float scale, int32_t zero_point, int32_t count);

void mnv2_dequantize_u8_f32(const uint8_t *input, float *output, float scale, int32_t zero_point, int32_t count);

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

#ifdef __cplusplus
}
#endif

#endif
