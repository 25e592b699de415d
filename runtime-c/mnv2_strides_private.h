/*
 * Nests of loops over any number of dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_STRIDES_PRIVATE_H
#define MNV2_STRIDES_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

#include "mnv2_compiler.h"

/* An offset that goes along with an index. */
typedef struct
{
    const int32_t *strides;
    int32_t offset;
} mnv2_walk;

static MNV2_INLINE void mnv2_walk_on(mnv2_walk *walk, int32_t d, int32_t steps)
{
    if (walk != NULL)
    {
        walk->offset += walk->strides[d] * steps;
    }
}

/* The next index, last dimension fastest, and the offsets that go along with it, up to three. Returns 0 when the index
 * begins anew. */
static MNV2_INLINE int
mnv2_next_of(int32_t *index, int32_t rank, const int32_t *dims, mnv2_walk *a, mnv2_walk *b, mnv2_walk *c)
{
    for (int32_t d = rank - 1; d >= 0; d--)
    {
        index[d]++;
        mnv2_walk_on(a, d, 1);
        mnv2_walk_on(b, d, 1);
        mnv2_walk_on(c, d, 1);
        if (index[d] < dims[d])
        {
            return 1;
        }
        mnv2_walk_on(a, d, -dims[d]);
        mnv2_walk_on(b, d, -dims[d]);
        mnv2_walk_on(c, d, -dims[d]);
        index[d] = 0;
    }
    return 0;
}

/* The change of an offset with these strides. */
static inline int32_t mnv2_next_offset(int32_t *index, int32_t rank, const int32_t *dims, const int32_t *strides)
{
    mnv2_walk walk = {strides, 0};
    (void)mnv2_next_of(index, rank, dims, &walk, NULL, NULL);
    return walk.offset;
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
