/*
 * What an activation makes of a float.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_ACTIVATION_PRIVATE_H
#define MNV2_ACTIVATION_PRIVATE_H

#include "mnv2_exact_private.h"
#include "mnv2_numbers.h"

static inline float mnv2_activate(float x, mnv2_activation activation)
{
    const float least = activation == MNV2_RELU_N1_TO_1 ? -1.0f : 0.0f;
    if (activation == MNV2_NO_ACTIVATION)
    {
        return x;
    }
    if (x < least)
    {
        return least;
    }
    if (activation == MNV2_RELU6 && x > 6.0f)
    {
        return 6.0f;
    }
    return activation == MNV2_RELU_N1_TO_1 && x > 1.0f ? 1.0f : x;
}

#endif
