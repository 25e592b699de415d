/*
 * Leaky rectifier of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_kernels_s16.h"

static int32_t scaled(const mnv2_leaky_relu_s16_params *params, int32_t x)
{
    return x >= 0 ? mnv2_multiply_by_quantized_multiplier(x, params->multiplier_above, params->shift_above)
                  : params->sign_below *
                        mnv2_multiply_by_quantized_multiplier(x, params->multiplier_below, params->shift_below);
}

#pragma weak mnv2_leaky_relu_s16
void mnv2_leaky_relu_s16(const mnv2_leaky_relu_s16_params *params, const int16_t *input, int16_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = (int16_t)mnv2_clamp(scaled(params, input[i]), INT16_MIN, INT16_MAX);
    }
}
