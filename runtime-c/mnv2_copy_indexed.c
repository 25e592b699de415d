/*
 * Copies of any selection that can be made dimension by dimension.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"
#include "mnv2_runtime.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_copy_indexed
void mnv2_copy_indexed(const mnv2_copy_indexed_params *params, const int32_t *offsets, const void *input, void *output)
{
    const uint8_t *const from = input;
    uint8_t *to = output;
    const int32_t *tables[MNV2_MAX_RANK];
    int32_t index[MNV2_MAX_RANK] = {0};
    int32_t count = 1;
    for (int32_t d = 0; d < params->rank; d++)
    {
        tables[d] = offsets;
        offsets += params->dims[d];
        count *= params->dims[d];
    }
    for (int32_t i = 0; i < count; i++)
    {
        int32_t offset = 0;
        for (int32_t d = 0; d < params->rank; d++)
        {
            offset += tables[d][index[d]];
        }
        memcpy(to, from + offset, (size_t)params->run);
        to += params->run;
        (void)mnv2_next_of(index, params->rank, params->dims, NULL, NULL, NULL);
    }
}
