/*
 * Logarithm and powers from additions, multiplications and divisions alone: the same bits on every machine.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_LOG_PRIVATE_H
#define MNV2_LOG_PRIVATE_H

#include "mnv2_exp_private.h"

/* Of numbers of binary32, which are all normal in binary64. */
static double mnv2_log(double x)
{
    if (x != x || x < 0)
    {
        const uint64_t bits = 0x7FF8000000000000u;
        memcpy(&x, &bits, sizeof x);
        return x;
    }
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    if (x == 0)
    {
        return -(mnv2_power_of_two(1023) * mnv2_power_of_two(1023)); /* Minus infinity. */
    }
    int32_t exponent = (int32_t)(bits >> 52) - 1023;
    if (exponent == 1024)
    {
        return x;
    }
    bits = (bits & 0xFFFFFFFFFFFFFu) | ((uint64_t)1023 << 52);
    double mantissa;
    memcpy(&mantissa, &bits, sizeof mantissa);
    if (mantissa > 1.4142135623730951)
    {
        mantissa *= 0.5;
        exponent++;
    }
    /* The series of the inverse hyperbolic tangent, whose argument is below 0.18 here. */
    const double argument = (mantissa - 1) / (mantissa + 1);
    const double square = argument * argument;
    double sum = 0;
    for (int32_t odd = 23; odd >= 1; odd -= 2)
    {
        sum = sum * square + 1.0 / odd;
    }
    return exponent * 0.693147180369123816490 + (2 * argument * sum + exponent * 1.90821492927058770002e-10);
}

#endif
