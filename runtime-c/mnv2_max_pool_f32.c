/*
 * Maxima of floats below windows.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_pool_f32_private.h"

#pragma weak mnv2_max_pool_f32
void mnv2_max_pool_f32(const mnv2_window_f32_params *params,
                       mnv2_activation activation,
                       const float *input,
                       float *output)
{
    MNV2_FOR_EACH_FLOAT_WINDOW(float best = -3.402823466e+38f, best = value > best ? value : best, best)
}
