/*
 * What is left of a division of floats; exact.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_exact_private.h"
#include "mnv2_numbers.h"

/* Of |x| by |y|: the long division of numbers m * 2^e, bit by bit. */
static float remainder_of(uint32_t x, uint32_t y)
{
    int32_t x_exponent = (int32_t)(x >> 23);
    int32_t y_exponent = (int32_t)(y >> 23);
    uint32_t x_mantissa = (x & 0x7FFFFFu) | (x_exponent ? 0x800000u : 0u);
    const uint32_t y_mantissa = (y & 0x7FFFFFu) | (y_exponent ? 0x800000u : 0u);
    x_exponent += x_exponent == 0;
    y_exponent += y_exponent == 0;
    if (x_exponent >= y_exponent)
    {
        x_mantissa %= y_mantissa;
        for (; x_exponent > y_exponent; x_exponent--)
        {
            x_mantissa = (x_mantissa << 1) % y_mantissa;
        }
    }
    while (x_mantissa != 0 && x_mantissa < 0x800000u && x_exponent > 1)
    {
        x_mantissa <<= 1;
        x_exponent--;
    }
    const uint32_t bits = x_mantissa < 0x800000u ? x_mantissa : (x_mantissa & 0x7FFFFFu) | (uint32_t)x_exponent << 23;
    float result;
    memcpy(&result, &bits, sizeof result);
    return result;
}

static float floor_mod(float a, float b)
{
    uint32_t x;
    uint32_t y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    const uint32_t sign = x & 0x80000000u;
    x &= 0x7FFFFFFFu;
    y &= 0x7FFFFFFFu;
    /* Numbers that are none, infinity by anything, anything by zero. */
    if (x >= 0x7F800000u || y > 0x7F800000u || y == 0)
    {
        const uint32_t none = 0x7FC00000u;
        memcpy(&a, &none, sizeof a);
        return a;
    }
    float rest = x < y ? (sign ? -a : a) : remainder_of(x, y);
    if (sign)
    {
        rest = -rest;
    }
    return rest != 0.0f && (b < 0.0f) != (rest < 0.0f) ? rest + b : rest;
}

#pragma weak mnv2_floor_mod_f32
void mnv2_floor_mod_f32(const mnv2_broadcast *shapes, const float *input_1, const float *input_2, float *output)
{
    MNV2_FOR_EACH_NUMBERS(float, floor_mod(a, b))
}
