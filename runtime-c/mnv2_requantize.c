/*
 * Rescaling between 8-bit types.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_conversion.h"

static inline int32_t rescale(const mnv2_requantize_params *params, int32_t value)
{
    const int32_t scaled = mnv2_multiply_by_quantized_multiplier(
        value + params->input_offset, params->output_multiplier, params->output_shift);
    return mnv2_clamp(
        (int32_t)((uint32_t)scaled + (uint32_t)params->output_offset), params->activation_min, params->activation_max);
}

#pragma weak mnv2_requantize_s8
void mnv2_requantize_s8(const mnv2_requantize_params *params, const int8_t *input, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (int8_t)rescale(params, input[i]);
    }
}

#pragma weak mnv2_requantize_u8_s8
void mnv2_requantize_u8_s8(const mnv2_requantize_params *params, const uint8_t *input, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (int8_t)rescale(params, input[i]);
    }
}

#pragma weak mnv2_requantize_s8_u8
void mnv2_requantize_s8_u8(const mnv2_requantize_params *params, const int8_t *input, uint8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (uint8_t)rescale(params, input[i]);
    }
}

#pragma weak mnv2_requantize_u8
void mnv2_requantize_u8(const mnv2_requantize_params *params, const uint8_t *input, uint8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (uint8_t)rescale(params, input[i]);
    }
}
