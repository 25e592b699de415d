/*
 * Embeddings compared with a gallery.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

/* The largest number whose square is not above `value`; 32 steps. */
static int64_t root_of(uint64_t value)
{
    uint64_t root = 0;
    for (uint64_t bit = (uint64_t)1 << 31; bit != 0; bit >>= 1)
    {
        const uint64_t larger = root | bit;
        root = larger * larger <= value ? larger : root;
    }
    return (int64_t)root;
}

#pragma weak mnv2_find_embedding
int32_t mnv2_find_embedding(const mnv2_embedding_rule *rule, const int8_t *output, mnv2_match *matches)
{
    int64_t square = 0;
    for (int32_t i = 0; i < rule->length; i++)
    {
        const int32_t value = output[i] - rule->zero_point;
        square += value * value;
    }
    int32_t found = 0;
    const int8_t *known = rule->gallery;
    for (int32_t k = 0; k < rule->identities; k++, known += rule->length)
    {
        int64_t product = 0;
        for (int32_t i = 0; i < rule->length; i++)
        {
            product += (output[i] - rule->zero_point) * (known[i] - rule->zero_point);
        }
        const int64_t root = root_of((uint64_t)square * (uint64_t)rule->squares[k]);
        const int32_t similarity = root == 0 ? 0 : (int32_t)(product * 32768 / root);
        if (similarity < rule->threshold || (found == rule->most && similarity <= matches[found - 1].similarity))
        {
            continue;
        }
        found += found < rule->most;
        int32_t at = found - 1;
        for (; at > 0 && matches[at - 1].similarity < similarity; at--)
        {
            matches[at] = matches[at - 1];
        }
        matches[at] = (mnv2_match){k, similarity};
    }
    return found;
}
