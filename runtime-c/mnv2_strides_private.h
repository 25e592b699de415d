/*
 * Nests of loops over any number of dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_STRIDES_PRIVATE_H
#define MNV2_STRIDES_PRIVATE_H

#include <stdint.h>

/* The next index of a nest of loops, last dimension fastest: the change of an offset with these strides. */
static inline int32_t mnv2_next_offset(int32_t *index, int32_t rank, const int32_t *dims, const int32_t *strides)
{
    int32_t change = 0;
    for (int32_t d = rank - 1; d >= 0; d--)
    {
        index[d]++;
        change += strides[d];
        if (index[d] < dims[d])
        {
            break;
        }
        change -= strides[d] * dims[d];
        index[d] = 0;
    }
    return change;
}

static inline int32_t mnv2_element_count(int32_t rank, const int32_t *dims)
{
    int32_t count = 1;
    for (int32_t d = 0; d < rank; d++)
    {
        count *= dims[d];
    }
    return count;
}

#endif
