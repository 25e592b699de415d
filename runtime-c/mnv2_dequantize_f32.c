/*
 * 8 and 16 bits to float.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_kernels_s16.h"

/* The product has at most 41 significant bits, so double is exact and the conversion rounds once. */
static inline float dequantize(int32_t steps, float scale)
{
    return (float)((double)scale * (double)steps);
}

#pragma weak mnv2_dequantize_s8_f32
void mnv2_dequantize_s8_f32(const int8_t *input, float *output, float scale, int32_t zero_point, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = dequantize(input[i] - zero_point, scale);
    }
}

#pragma weak mnv2_dequantize_u8_f32
void mnv2_dequantize_u8_f32(const uint8_t *input, float *output, float scale, int32_t zero_point, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = dequantize(input[i] - zero_point, scale);
    }
}

#pragma weak mnv2_dequantize_s16_f32
void mnv2_dequantize_s16_f32(const int16_t *input, float *output, float scale, int32_t zero_point, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = dequantize(input[i] - zero_point, scale);
    }
}
