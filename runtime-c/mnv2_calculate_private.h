/*
 * Element-wise arithmetic on integers that wrap, of any width: `number` and `bits` are the types with and without a
 * sign. SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CALCULATE_PRIVATE_H
#define MNV2_CALCULATE_PRIVATE_H

#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_numbers.h"

/* Signed sums must not overflow: all arithmetic is on the unsigned numbers of the same bits. */
static number wrapped(bits x)
{
    return (number)x;
}

static number divide(number a, number b)
{
    if (b == 0)
    {
        return 0;
    }
    return b == -1 ? wrapped(0 - (bits)a) : a / b;
}

static number floor_divide(number a, number b)
{
    const number quotient = divide(a, b);
    const number back = wrapped((bits)quotient * (bits)b);
    return b != 0 && (a < 0) != (b < 0) && back != a ? quotient - 1 : quotient;
}

static number power(number a, number b)
{
    bits result = b < 0 ? 0 : 1;
    bits square = (bits)a;
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

static number calculate(mnv2_calculation calculation, number a, number b)
{
    const bits x = (bits)a;
    const bits y = (bits)b;
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
        return wrapped(x - (bits)floor_divide(a, b) * y);
    default: /* POW. */
        return power(a, b);
    }
}

#endif
