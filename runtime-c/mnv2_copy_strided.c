/*
 * Copies of parts of tensors: rows at a distance, and any selection with fixed steps.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"
#include "mnv2_runtime.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_copy_rows
void mnv2_copy_rows(const void *input, void *output, int32_t rows, int32_t run, int32_t input_stride)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    for (int32_t row = 0; row < rows; row++)
    {
        memmove(to, from, (size_t)run);
        from += input_stride;
        to += run;
    }
}

#pragma weak mnv2_copy_strided
void mnv2_copy_strided(const mnv2_copy_strided_params *params, const void *input, void *output)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    int32_t index[MNV2_MAX_RANK] = {0};
    const int32_t count = mnv2_element_count(params->rank, params->dims);
    for (int32_t i = 0; i < count; i++)
    {
        memmove(to, from, (size_t)params->run);
        to += params->run;
        /* The pointer never leaves the input, not even between two steps. */
        from += mnv2_next_offset(index, params->rank, params->dims, params->strides);
    }
}
