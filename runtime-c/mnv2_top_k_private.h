/*
 * The largest elements and their places, of any type: `number` is the type, is_better says which of two comes first.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_TOP_K_PRIVATE_H
#define MNV2_TOP_K_PRIVATE_H

/* Keeps the best so far in order, the first of equal ones before the others. */
static void insert(number x, int32_t place, number *values, int32_t *indices, int32_t count)
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

static void find_largest(const number *input, number *values, int32_t *indices, int32_t rows, int32_t length, int32_t k)
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

#endif
