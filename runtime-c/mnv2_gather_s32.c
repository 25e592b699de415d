/*
 * Copies slices from places that the network computes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

typedef int32_t place_index;

#include "mnv2_gather_private.h"

#pragma weak mnv2_gather_s32
void mnv2_gather_s32(const mnv2_gather_params *params, const void *input, const int32_t *indices, void *output)
{
    gather(params, input, indices, output);
}
