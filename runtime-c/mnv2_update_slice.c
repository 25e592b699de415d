/*
 * A tensor with a part of it replaced, at a place that the network computes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"
#include "mnv2_strides_private.h"

/* How far into the output the part lies that begins at `begin` along a dimension. */
static int32_t distance(const mnv2_update_slice_params *params, int32_t dimension, int64_t begin)
{
    int32_t place = 0;
    if (begin > params->last_begin[dimension])
    {
        place = params->last_begin[dimension];
    }
    else if (begin > 0)
    {
        place = (int32_t)begin;
    }
    return place * params->strides[dimension];
}

static void
replace(const mnv2_update_slice_params *params, const void *input, const void *update, void *output, int32_t begin)
{
    const uint8_t *from = update;
    uint8_t *to = output;
    int32_t index[MNV2_MAX_RANK] = {0};
    const int32_t count = mnv2_element_count(params->rank, params->outer);
    if (output != input)
    {
        memmove(output, input, (size_t)params->bytes);
    }
    to += begin;
    for (int32_t i = 0; i < count; i++)
    {
        memcpy(to, from, (size_t)params->run);
        from += params->run;
        to += mnv2_next_offset(index, params->rank, params->outer, params->strides);
    }
}

#pragma weak mnv2_update_slice_s32
void mnv2_update_slice_s32(
    const mnv2_update_slice_params *params, const void *input, const void *update, const int32_t *begin, void *output)
{
    int32_t first = 0;
    for (int32_t d = 0; d < params->rank; d++)
    {
        first += distance(params, d, begin[d]);
    }
    replace(params, input, update, output, first);
}

#pragma weak mnv2_update_slice_s64
void mnv2_update_slice_s64(
    const mnv2_update_slice_params *params, const void *input, const void *update, const int64_t *begin, void *output)
{
    int32_t first = 0;
    for (int32_t d = 0; d < params->rank; d++)
    {
        first += distance(params, d, begin[d]);
    }
    replace(params, input, update, output, first);
}
