/*
 * Padding with a constant.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"
#include "mnv2_runtime.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_pad_s8
void mnv2_pad_s8(const mnv2_pad_params *params, const void *input, void *output)
{
    const int8_t *values = input;
    int8_t *written = output;
    const int32_t last = params->rank - 1;
    const int32_t run = params->input_dims[last];
    int32_t index[MNV2_MAX_RANK] = {0}; /* Of the output's row, without the last dimension. */
    int32_t dims[MNV2_MAX_RANK] = {0};
    for (int32_t d = 0; d < last; d++)
    {
        dims[d] = params->before[d] + params->input_dims[d] + params->after[d];
    }
    const int32_t rows = mnv2_element_count(last, dims);
    const size_t row_size = (size_t)(params->before[last] + run + params->after[last]);
    for (int32_t row = 0; row < rows; row++)
    {
        int inside = 1;
        for (int32_t d = 0; d < last; d++)
        {
            const int32_t at = index[d] - params->before[d];
            inside = inside && at >= 0 && at < params->input_dims[d];
        }
        memset(written, params->value, row_size);
        if (inside)
        {
            /* Rows inside are met in the order in which the input holds them. */
            memcpy(written + params->before[last], values, (size_t)run);
            values += run;
        }
        written += row_size;
        (void)mnv2_next_of(index, last, dims, NULL, NULL, NULL);
    }
}
