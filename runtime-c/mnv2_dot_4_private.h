/*
 * Dot products of one run of values with four filters: each value loaded serves four products. For cores with the
 * DSP extension; accumulators wrap around at 2^32 as those of the reference.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_DOT_4_PRIVATE_H
#define MNV2_DOT_4_PRIVATE_H

#include "mnv2_dsp_private.h"

#if MNV2_HAS_DSP
#include "mnv2_fixed_point_private.h"
#include "mnv2_runtime.h"

enum
{
    FILTERS_AT_ONCE = 4
};

/* Dot products with four filters. */
typedef struct
{
    int32_t c0;
    int32_t c1;
    int32_t c2;
    int32_t c3;
} block_4;

typedef struct
{
    const int8_t *w0;
    const int8_t *w1;
    const int8_t *w2;
    const int8_t *w3;
} filters_4;

/* The filters of channels c to c + 3. Behind the last one comes the last again: its results are not stored. */
static inline filters_4 filters_at(const int8_t *filter, int32_t filter_size, int32_t c, int32_t end)
{
    const int8_t *first = filter + c * filter_size;
    const int32_t last = end - c - 1;
    const filters_4 w = {
        first,
        first + (last < 1 ? last : 1) * filter_size,
        first + (last < 2 ? last : 2) * filter_size,
        first + (last < 3 ? last : 3) * filter_size,
    };
    return w;
}

/* Four products of one filter. */
static inline int32_t add_fours(int32_t sum, const int8_t **weights, int32_t even, int32_t odd)
{
    const uint32_t four = mnv2_dsp_load_next(weights);
    return mnv2_dsp_mac(mnv2_dsp_mac(sum, even, mnv2_dsp_even(four)), odd, mnv2_dsp_odd(four));
}

/* A function of its own, so that sums and pointers are all that registers must hold. */
static MNV2_NOINLINE block_4 dot_4(block_4 sum, const int8_t *values, filters_4 w, int32_t count)
{
    const int8_t *const end = values + count;
    const int8_t *const end_of_fours = values + (count & ~3);
    while (values != end_of_fours)
    {
        const uint32_t four = mnv2_dsp_load_next(&values);
        const int32_t even = mnv2_dsp_even(four);
        const int32_t odd = mnv2_dsp_odd(four);
        sum.c0 = add_fours(sum.c0, &w.w0, even, odd);
        sum.c1 = add_fours(sum.c1, &w.w1, even, odd);
        sum.c2 = add_fours(sum.c2, &w.w2, even, odd);
        sum.c3 = add_fours(sum.c3, &w.w3, even, odd);
    }
    while (values != end)
    {
        sum.c0 = mnv2_wrapping_mac(sum.c0, *w.w0++, *values);
        sum.c1 = mnv2_wrapping_mac(sum.c1, *w.w1++, *values);
        sum.c2 = mnv2_wrapping_mac(sum.c2, *w.w2++, *values);
        sum.c3 = mnv2_wrapping_mac(sum.c3, *w.w3++, *values);
        values++;
    }
    return sum;
}
#endif

#endif
