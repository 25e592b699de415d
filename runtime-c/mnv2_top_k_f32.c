/*
 * The largest elements and their places.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_numbers.h"

typedef float number;

/* Whether x comes before known, which has a lower index. A number that is none comes last. */
static int is_better(number x, number known)
{
    return x > known || (known != known && x == x);
}

#include "mnv2_top_k_private.h"

#pragma weak mnv2_top_k_f32
void mnv2_top_k_f32(const float *input, float *values, int32_t *indices, int32_t rows, int32_t length, int32_t k)
{
    find_largest(input, values, indices, rows, length, k);
}
