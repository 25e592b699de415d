/*
 * Softmax in fixed point, with 16 bits of output.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_softmax_private.h"

#pragma weak mnv2_softmax_s8_s16
void mnv2_softmax_s8_s16(const mnv2_softmax_params *params, const int8_t *input, int16_t *output)
{
    MNV2_SOFTMAX(int16_t, 16, INT16_MIN, INT16_MAX)
}
