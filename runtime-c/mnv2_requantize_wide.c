/*
 * Rescaling from or to integers of more than 8 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_conversion.h"

static int32_t value_at(const void *input, mnv2_element type, int32_t i)
{
    switch (type)
    {
    case MNV2_INT8:
        return ((const int8_t *)input)[i];
    case MNV2_UINT8:
        return ((const uint8_t *)input)[i];
    case MNV2_INT16:
        return ((const int16_t *)input)[i];
    default:
        return ((const int32_t *)input)[i];
    }
}

#pragma weak mnv2_requantize_wide
void mnv2_requantize_wide(const mnv2_requantize_params *params,
                          const void *input,
                          mnv2_element from,
                          void *output,
                          mnv2_element to,
                          int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        const int32_t distance = (int32_t)((uint32_t)value_at(input, from, i) + (uint32_t)params->input_offset);
        const int32_t scaled =
            mnv2_multiply_by_quantized_multiplier(distance, params->output_multiplier, params->output_shift);
        const int32_t value = mnv2_clamp((int32_t)((uint32_t)scaled + (uint32_t)params->output_offset),
                                         params->activation_min,
                                         params->activation_max);
        switch (to)
        {
        case MNV2_INT8:
        case MNV2_UINT8:
            ((uint8_t *)output)[i] = (uint8_t)value;
            break;
        case MNV2_INT16:
            ((int16_t *)output)[i] = (int16_t)value;
            break;
        default:
            ((int32_t *)output)[i] = value;
            break;
        }
    }
}
