/*
 * Copies slices from places that the network computes: `place_index` is the type of their indices.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_GATHER_PRIVATE_H
#define MNV2_GATHER_PRIVATE_H

#include <string.h>

#include "mnv2_numbers.h"

static int32_t clamped(place_index index, int32_t limit)
{
    if (index < 0)
    {
        return 0;
    }
    return index < limit ? (int32_t)index : limit - 1;
}

static void gather(const mnv2_gather_params *params, const void *input, const place_index *indices, void *output)
{
    const char *from = input;
    char *to = output;
    for (int32_t outer = 0; outer < params->outer; outer++)
    {
        const place_index *index = indices;
        for (int32_t place = 0; place < params->places; place++)
        {
            int32_t offset = 0;
            for (int32_t d = 0; d < params->depth; d++)
            {
                offset += clamped(*index++, params->limits[d]) * params->strides[d];
            }
            memcpy(to, from + offset, (size_t)params->run);
            to += params->run;
        }
        from += params->outer_stride;
    }
}

#endif
