/*
 * The largest elements and their places.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_numbers.h"

typedef int32_t number;

/* Whether x comes before known, which has a lower index. */
static int is_better(number x, number known)
{
    return x > known;
}

#include "mnv2_top_k_private.h"

#pragma weak mnv2_top_k_s32
void mnv2_top_k_s32(const int32_t *input, int32_t *values, int32_t *indices, int32_t rows, int32_t length, int32_t k)
{
    find_largest(input, values, indices, rows, length, k);
}
