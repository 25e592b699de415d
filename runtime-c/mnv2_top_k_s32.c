/*
 * The largest elements and their places.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_numbers.h"

/* Whether x comes before known, which has a lower index. */
static int is_better(int32_t x, int32_t known)
{
    return x > known;
}

/* Keeps the best so far in order, the first of equal ones before the others. */
static void insert(int32_t x, int32_t place, int32_t *values, int32_t *indices, int32_t count)
{
    int32_t slot = count;
    for (; slot > 0 && is_better(x, values[slot - 1]); slot--)
    {
        values[slot] = values[slot - 1];
        indices[slot] = indices[slot - 1];
    }
    values[slot] = x;
    indices[slot] = place;
}

#pragma weak mnv2_top_k_s32
void mnv2_top_k_s32(const int32_t *input, int32_t *values, int32_t *indices, int32_t rows, int32_t length, int32_t k)
{
    for (int32_t row = 0; row < rows; row++)
    {
        for (int32_t i = 0; i < length; i++)
        {
            if (i < k)
            {
                insert(input[i], i, values, indices, i);
            }
            else if (is_better(input[i], values[k - 1]))
            {
                insert(input[i], i, values, indices, k - 1);
            }
        }
        input += length;
        values += k;
        indices += k;
    }
}
