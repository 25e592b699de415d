/*
 * Sums of a global pooling, kept from tile to tile.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_ACCUMULATE_TILE_PRIVATE_H
#define MNV2_ACCUMULATE_TILE_PRIVATE_H

#include <stdint.h>
#include <string.h>

/* Adds `pixels` pixels to the sums of their channels; the first tile clears them. */
#define MNV2_ACCUMULATE_TILE(name, type) \
    static inline void name(const type *input, int32_t pixels, int32_t pixels_before, int32_t channels, int32_t *sums) \
    { \
        if (pixels_before == 0) \
        { \
            memset(sums, 0, (size_t)channels * sizeof *sums); \
        } \
        for (int32_t i = 0; i < pixels; i++) \
        { \
            for (int32_t c = 0; c < channels; c++) \
            { \
                sums[c] += input[c]; \
            } \
            input += channels; \
        } \
    }

MNV2_ACCUMULATE_TILE(mnv2_accumulate_tile, int8_t)
MNV2_ACCUMULATE_TILE(mnv2_accumulate_tile_s16, int16_t)

#endif
