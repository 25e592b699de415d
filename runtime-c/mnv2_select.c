/*
 * One of two elements, as a truth value says.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_numbers.h"
#include "mnv2_strides_private.h"

#pragma weak mnv2_select
void mnv2_select(
    const mnv2_select_params *params, const uint8_t *condition, const void *input_1, const void *input_2, void *output)
{
    int32_t index[MNV2_MAX_RANK] = {0};
    mnv2_walk chosen = {params->condition_strides, 0};
    mnv2_walk yes = {params->input_1_strides, 0};
    mnv2_walk no = {params->input_2_strides, 0};
    char *to = output;
    const int32_t element = params->element;
    do
    {
        const char *from = condition[chosen.offset] ? (const char *)input_1 + yes.offset * element
                                                    : (const char *)input_2 + no.offset * element;
        memcpy(to, from, (size_t)element);
        to += element;
    } while (mnv2_next_of(index, params->rank, params->dims, &chosen, &yes, &no));
}
