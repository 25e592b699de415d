/*
 * Averages of floats below windows.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_pool_f32_private.h"

#pragma weak mnv2_average_pool_f32
void mnv2_average_pool_f32(const mnv2_window_f32_params *params,
                           mnv2_activation activation,
                           const float *input,
                           float *output)
{
    MNV2_FOR_EACH_FLOAT_WINDOW(float sum = 0.0f; float count = 0.0f, sum += value; count += 1.0f, sum / count)
}
