/*
 * One of two elements, as a truth value says.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_numbers.h"

#pragma weak mnv2_select
void mnv2_select(
    const mnv2_select_params *params, const uint8_t *condition, const void *input_1, const void *input_2, void *output)
{
    int32_t index[MNV2_MAX_RANK] = {0};
    const char *yes = input_1;
    const char *no = input_2;
    char *to = output;
    int32_t element = params->element;
    for (;;)
    {
        memcpy(to, *condition ? yes : no, (size_t)element);
        to += element;
        int32_t d = params->rank - 1;
        for (; d >= 0; d--)
        {
            condition += params->condition_strides[d];
            yes += params->input_1_strides[d] * element;
            no += params->input_2_strides[d] * element;
            if (++index[d] < params->dims[d])
            {
                break;
            }
            condition -= params->condition_strides[d] * params->dims[d];
            yes -= params->input_1_strides[d] * element * params->dims[d];
            no -= params->input_2_strides[d] * element * params->dims[d];
            index[d] = 0;
        }
        if (d < 0)
        {
            return;
        }
    }
}
