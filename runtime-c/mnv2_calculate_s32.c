/*
 * Element-wise arithmetic on integers of 32 bits, which wrap.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_numbers.h"

/* Signed sums must not overflow: all arithmetic is on the unsigned numbers of the same bits. */
static int32_t wrapped(uint32_t x)
{
    return (int32_t)x;
}

static int32_t divide(int32_t a, int32_t b)
{
    if (b == 0)
    {
        return 0;
    }
    return b == -1 ? wrapped(0 - (uint32_t)a) : a / b;
}

static int32_t floor_divide(int32_t a, int32_t b)
{
    const int32_t quotient = divide(a, b);
    const int32_t back = wrapped((uint32_t)quotient * (uint32_t)b);
    return b != 0 && (a < 0) != (b < 0) && back != a ? quotient - 1 : quotient;
}

static int32_t power(int32_t a, int32_t b)
{
    uint32_t result = b < 0 ? 0 : 1;
    uint32_t square = (uint32_t)a;
    for (; b > 0; b >>= 1)
    {
        if (b & 1)
        {
            result *= square;
        }
        square *= square;
    }
    return wrapped(result);
}

static int32_t calculate(mnv2_calculation calculation, int32_t a, int32_t b)
{
    const uint32_t x = (uint32_t)a;
    const uint32_t y = (uint32_t)b;
    switch (calculation)
    {
    case MNV2_ADD:
        return wrapped(x + y);
    case MNV2_SUB:
        return wrapped(x - y);
    case MNV2_MUL:
        return wrapped(x * y);
    case MNV2_DIV:
        return divide(a, b);
    case MNV2_SQUARED_DIFFERENCE:
        return wrapped((x - y) * (x - y));
    case MNV2_MAXIMUM:
        return a > b ? a : b;
    case MNV2_MINIMUM:
        return a < b ? a : b;
    case MNV2_FLOOR_DIV:
        return floor_divide(a, b);
    case MNV2_FLOOR_MOD:
        return wrapped(x - (uint32_t)floor_divide(a, b) * y);
    default: /* POW. */
        return power(a, b);
    }
}

#pragma weak mnv2_calculate_s32
void mnv2_calculate_s32(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        const int32_t *input_1,
                        const int32_t *input_2,
                        int32_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int32_t, calculate(calculation, a, b))
}
