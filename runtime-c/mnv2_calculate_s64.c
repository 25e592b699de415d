/*
 * Element-wise arithmetic on integers of 64 bits, which wrap.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_numbers.h"

/* Signed sums must not overflow: all arithmetic is on the unsigned numbers of the same bits. */
static int64_t wrapped(uint64_t x)
{
    return (int64_t)x;
}

static int64_t divide(int64_t a, int64_t b)
{
    if (b == 0)
    {
        return 0;
    }
    return b == -1 ? wrapped(0 - (uint64_t)a) : a / b;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    const int64_t quotient = divide(a, b);
    const int64_t back = wrapped((uint64_t)quotient * (uint64_t)b);
    return b != 0 && (a < 0) != (b < 0) && back != a ? quotient - 1 : quotient;
}

static int64_t power(int64_t a, int64_t b)
{
    uint64_t result = b < 0 ? 0 : 1;
    uint64_t square = (uint64_t)a;
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

static int64_t calculate(mnv2_calculation calculation, int64_t a, int64_t b)
{
    const uint64_t x = (uint64_t)a;
    const uint64_t y = (uint64_t)b;
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
        return wrapped(x - (uint64_t)floor_divide(a, b) * y);
    default: /* POW. */
        return power(a, b);
    }
}

#pragma weak mnv2_calculate_s64
void mnv2_calculate_s64(const mnv2_broadcast *shapes,
                        mnv2_calculation calculation,
                        const int64_t *input_1,
                        const int64_t *input_2,
                        int64_t *output)
{
    MNV2_FOR_EACH_NUMBERS(int64_t, calculate(calculation, a, b))
}
