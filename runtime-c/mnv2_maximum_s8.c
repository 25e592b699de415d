/*
 * Element-wise maximum.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_elementwise.h"

static inline int8_t maximum(const mnv2_maximum_params *params, int8_t left, int8_t right)
{
    (void)params;
    return left > right ? left : right;
}

#pragma weak mnv2_maximum_s8
void mnv2_maximum_s8(
    const mnv2_maximum_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(maximum)
}

#pragma weak mnv2_maximum_broadcast_s8
void mnv2_maximum_broadcast_s8(const mnv2_maximum_params *params,
                               const mnv2_broadcast *shapes,
                               const int8_t *input_1,
                               const int8_t *input_2,
                               int8_t *output)
{
    MNV2_FOR_EACH_PAIR(maximum)
}
