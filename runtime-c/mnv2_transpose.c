/*
 * Permutation of dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"
#include "mnv2_runtime.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_transpose
void mnv2_transpose(const mnv2_transpose_params *params, const void *input, void *output)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    int32_t index[MNV2_MAX_RANK] = {0};
    const int32_t count = mnv2_element_count(params->rank, params->output_dims);
    int32_t offset = 0;
    for (int32_t i = 0; i < count; i++)
    {
        memcpy(to, from + offset * params->element, (size_t)params->element);
        to += params->element;
        offset += mnv2_next_offset(index, params->rank, params->output_dims, params->input_strides);
    }
}
