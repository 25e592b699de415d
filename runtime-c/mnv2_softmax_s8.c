/*
 * Softmax in fixed point.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_softmax_private.h"

#pragma weak mnv2_softmax_s8
MNV2_SMALL void mnv2_softmax_s8(const mnv2_softmax_params *params, const int8_t *input, int8_t *output)
{
    MNV2_SOFTMAX(int8_t, 8, INT8_MIN, INT8_MAX)
}
