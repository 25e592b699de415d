/*
 * float to 8 and 16 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_float_private.h"
#include "mnv2_kernels_s16.h"

static int32_t quantize(float value, float scale, int32_t zero_point, int32_t min, int32_t max)
{
    const float steps = value / scale;
    if (!(steps == steps))
    {
        return zero_point;
    }
    /* Beyond this the result saturates whatever the zero point; within it the conversion is exact. */
    if (steps <= -65536.0f)
    {
        return min;
    }
    if (steps >= 65536.0f)
    {
        return max;
    }
    const int32_t whole = (int32_t)steps;
    const float fraction = steps - (float)whole;
    const int32_t away = fraction >= 0.5f ? 1 : (fraction <= -0.5f ? -1 : 0);
    return mnv2_clamp(whole + away + zero_point, min, max);
}

#pragma weak mnv2_quantize_f32_s8
void mnv2_quantize_f32_s8(const float *input, int8_t *output, float scale, int32_t zero_point, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (int8_t)quantize(input[i], scale, zero_point, INT8_MIN, INT8_MAX);
    }
}

#pragma weak mnv2_quantize_f32_u8
void mnv2_quantize_f32_u8(const float *input, uint8_t *output, float scale, int32_t zero_point, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (uint8_t)quantize(input[i], scale, zero_point, 0, UINT8_MAX);
    }
}

#pragma weak mnv2_quantize_f32_s16
void mnv2_quantize_f32_s16(const float *input, int16_t *output, float scale, int32_t zero_point, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (int16_t)quantize(input[i], scale, zero_point, INT16_MIN, INT16_MAX);
    }
}
