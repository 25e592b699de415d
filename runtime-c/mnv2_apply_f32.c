/*
 * Functions of one float.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_functions.h"
#include "mnv2_sqrt_private.h"

static float between(float x, float least, float most)
{
    if (x < least)
    {
        return least;
    }
    return x > most ? most : x;
}

static float nearest(float x)
{
    const float below = mnv2_floor(x);
    const float rest = x - below;
    const int is_odd = below - 2.0f * mnv2_floor(below / 2.0f) != 0.0f;
    return rest > 0.5f || (rest == 0.5f && is_odd) ? below + 1.0f : below;
}

static float absolute(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits &= 0x7FFFFFFFu;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static float value_of(mnv2_function function, float parameter, float x)
{
    switch (function)
    {
    case MNV2_FUNCTION_ABS:
        return absolute(x);
    case MNV2_FUNCTION_NEG:
        return -x;
    case MNV2_FUNCTION_SQUARE:
        return x * x;
    case MNV2_FUNCTION_SQRT:
        return mnv2_sqrt(x);
    case MNV2_FUNCTION_RSQRT:
        return 1.0f / mnv2_sqrt(x);
    case MNV2_FUNCTION_FLOOR:
        return mnv2_floor(x);
    case MNV2_FUNCTION_CEIL:
        return -mnv2_floor(-x);
    case MNV2_FUNCTION_ROUND:
        return nearest(x);
    case MNV2_FUNCTION_HARD_SWISH:
        return x * between(x + 3.0f, 0.0f, 6.0f) / 6.0f;
    case MNV2_FUNCTION_LEAKY_RELU:
        return x > 0.0f ? x : x * parameter;
    case MNV2_FUNCTION_RELU:
        return x < 0.0f ? 0.0f : x;
    case MNV2_FUNCTION_RELU6:
        return between(x, 0.0f, 6.0f);
    case MNV2_FUNCTION_RELU_N1_TO_1:
        return between(x, -1.0f, 1.0f);
    default:
        return between(x, 0.0f, 1.0f);
    }
}

#pragma weak mnv2_apply_f32
void mnv2_apply_f32(mnv2_function function, float parameter, const float *input, float *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = mnv2_canonical(value_of(function, parameter, input[i]));
    }
}
