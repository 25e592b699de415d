/*
 * Element-wise minimum.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_elementwise.h"

static inline int8_t minimum(const mnv2_minimum_params *params, int8_t left, int8_t right)
{
    (void)params;
    return left < right ? left : right;
}

#pragma weak mnv2_minimum_s8
void mnv2_minimum_s8(
    const mnv2_minimum_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(minimum)
}

#pragma weak mnv2_minimum_broadcast_s8
void mnv2_minimum_broadcast_s8(const mnv2_minimum_params *params,
                               const mnv2_broadcast *shapes,
                               const int8_t *input_1,
                               const int8_t *input_2,
                               int8_t *output)
{
    MNV2_FOR_EACH_PAIR(minimum)
}
