/*
 * Permutation of dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"
#include "mnv2_runtime.h"

#pragma weak mnv2_transpose
void mnv2_transpose(const mnv2_transpose_params *params, const void *input, void *output)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    int32_t index[MNV2_MAX_RANK] = {0};
    int32_t count = 1;
    for (int32_t d = 0; d < params->rank; d++)
    {
        count *= params->output_dims[d];
    }
    int32_t offset = 0;
    for (int32_t i = 0; i < count; i++)
    {
        memcpy(to, from + offset * params->element, (size_t)params->element);
        to += params->element;
        for (int32_t d = params->rank - 1; d >= 0; d--)
        {
            index[d]++;
            offset += params->input_strides[d];
            if (index[d] < params->output_dims[d])
            {
                break;
            }
            offset -= params->input_strides[d] * params->output_dims[d];
            index[d] = 0;
        }
    }
}
