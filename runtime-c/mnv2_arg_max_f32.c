/*
 * Where the largest or smallest float is.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_floats.h"

static int32_t first_of_best(const float *input, int32_t count, int32_t stride, int32_t smallest)
{
    int32_t best = 0;
    for (int32_t i = 1; i < count; i++)
    {
        const float value = input[i * stride];
        const float known = input[best * stride];
        if (smallest ? value < known : value > known)
        {
            best = i;
        }
    }
    return best;
}

#pragma weak mnv2_arg_max_f32_s32
void mnv2_arg_max_f32_s32(
    const float *input, int32_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest)
{
    for (int32_t o = 0; o < outer; o++, input += count * inner)
    {
        for (int32_t i = 0; i < inner; i++)
        {
            *output++ = first_of_best(input + i, count, inner, smallest);
        }
    }
}

#pragma weak mnv2_arg_max_f32_s64
void mnv2_arg_max_f32_s64(
    const float *input, int64_t *output, int32_t outer, int32_t count, int32_t inner, int32_t smallest)
{
    for (int32_t o = 0; o < outer; o++, input += count * inner)
    {
        for (int32_t i = 0; i < inner; i++)
        {
            *output++ = first_of_best(input + i, count, inner, smallest);
        }
    }
}
