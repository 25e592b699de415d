/*
 * LOGISTIC and TANH of 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_curves_s16_private.h"
#include "mnv2_kernels_s16.h"

#pragma weak mnv2_logistic_s16
void mnv2_logistic_s16(
    const int16_t *table, const int16_t *input, int16_t *output, int32_t multiplier, int32_t right_shift, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = mnv2_logistic_of(table, mnv2_curve_argument(input[i], multiplier, right_shift));
    }
}

#pragma weak mnv2_tanh_s16
void mnv2_tanh_s16(
    const int16_t *table, const int16_t *input, int16_t *output, int32_t multiplier, int32_t right_shift, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = mnv2_tanh_of(table, mnv2_curve_argument(input[i], multiplier, right_shift));
    }
}
