/*
 * What softmax needs to know of all scores at one place.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

#pragma weak mnv2_sum_scores
mnv2_score_sum mnv2_sum_scores(const mnv2_score_rule *rule, const int8_t *elements, int32_t count, int32_t stride)
{
    mnv2_score_sum sum = {-128, 0};
    if (!rule->is_softmax)
    {
        return sum;
    }
    for (int32_t i = 0; i < count; i++)
    {
        sum.largest = elements[i * stride] > sum.largest ? elements[i * stride] : sum.largest;
    }
    for (int32_t i = 0; i < count; i++)
    {
        sum.sum += rule->table[sum.largest - elements[i * stride]];
    }
    return sum;
}
