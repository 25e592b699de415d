/*
 * Groups of pixels of a convolution with the DSP extension: what its kernels share.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_QUAD_GROUP_PRIVATE_H
#define MNV2_QUAD_GROUP_PRIVATE_H

#include "mnv2_quad_block_private.h"

/* What does not change from group to group. The kernel fills the first fields. */
typedef struct
{
    const mnv2_at_once *at_once;
    const int32_t *pairs;
    uint32_t *columns; /* Scratch. */
    int32_t taps;      /* Of a window. */
    int32_t channels;  /* Of the output. */
    mnv2_quad_block block;
    const mnv2_at_once *prepared; /* What the block is made for, */
    int32_t missing;              /* which has so many pixels too few. */
} mnv2_quad_group;

/* Filled up. */
static inline int32_t mnv2_filled_taps(int32_t taps)
{
    return (taps + TAPS_AT_ONCE - 1) & -TAPS_AT_ONCE;
}

/* What computes the first of `count` pixels. */
static inline const mnv2_at_once *mnv2_first_of(const mnv2_at_once *at_once, int32_t count)
{
    while (at_once->least > count)
    {
        at_once = at_once->rest;
    }
    return at_once;
}

/* Before the first group. */
void mnv2_begin_quads(mnv2_quad_group *group, int32_t output_offset, int32_t activation_min, int32_t activation_max);

/* All output channels of pixels whose columns are filled; of the first, `missing` times again. */
void mnv2_multiply_quads(mnv2_quad_group *group, const mnv2_at_once *at_once, int32_t missing, int8_t *output);

/*
 * All output channels of `count` pixels, at most those at once, from the bytes under their windows, of which so many
 * may be read. There is room for MOST_PIXELS of them, which change.
 */
void mnv2_compute_quads(
    mnv2_quad_group *group, const int8_t **windows, int32_t count, int32_t readable, int8_t *output);

#endif
