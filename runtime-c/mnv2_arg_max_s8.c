/*
 * Where the largest or smallest element is.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_reduction.h"

/* Turning the order around makes the smallest element the largest: ~x is -1 - x, without overflow. */
static int32_t first_of_largest(const int8_t *input, int32_t count, int32_t stride, int8_t flip)
{
    int32_t best = 0;
    int8_t known = (int8_t)(input[0] ^ flip);
    for (int32_t i = 1; i < count; i++)
    {
        const int8_t value = (int8_t)(input[i * stride] ^ flip);
        if (value > known)
        {
            known = value;
            best = i;
        }
    }
    return best;
}

#pragma weak mnv2_arg_max_s8_s32
void mnv2_arg_max_s8_s32(
    const int8_t *input, int32_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest)
{
    const int8_t flip = smallest ? -1 : 0;
    for (int32_t o = 0; o < outer; o++)
    {
        for (int32_t i = 0; i < inner; i++)
        {
            *output++ = first_of_largest(input + i, count, inner, flip);
        }
        input += count * inner;
    }
}

#pragma weak mnv2_arg_max_s8_s64
void mnv2_arg_max_s8_s64(
    const int8_t *input, int64_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest)
{
    const int8_t flip = smallest ? -1 : 0;
    for (int32_t o = 0; o < outer; o++)
    {
        for (int32_t i = 0; i < inner; i++)
        {
            *output++ = first_of_largest(input + i, count, inner, flip);
        }
        input += count * inner;
    }
}
