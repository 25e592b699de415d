/*
 * Weights of 4 bits, taken apart.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_INT4_PRIVATE_H
#define MNV2_INT4_PRIVATE_H

#include "mnv2_fixed_point_private.h"
#include "mnv2_int4.h"
#include "mnv2_window_rows_private.h"

/* The first and the second weight of a byte. */
static inline int32_t mnv2_low_int4(uint8_t both)
{
    return (int32_t)((both & 15U) ^ 8U) - 8;
}

static inline int32_t mnv2_high_int4(uint8_t both)
{
    return (int32_t)((both >> 4) ^ 8U) - 8;
}

static inline int32_t mnv2_int4_at(const uint8_t *weights, int32_t i)
{
    return (i & 1) != 0 ? mnv2_high_int4(weights[i >> 1]) : mnv2_low_int4(weights[i >> 1]);
}

/* Bytes of a run. */
static inline int32_t mnv2_int4_bytes(int32_t count)
{
    return (count + 1) >> 1;
}

#endif
