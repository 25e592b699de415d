/*
 * The exponential from additions and multiplications alone: the same bits on every machine, as libraries do not have.
 * Private to kernels.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_EXP_PRIVATE_H
#define MNV2_EXP_PRIVATE_H

#include <stdint.h>
#include <string.h>

#include "mnv2_exact_private.h"

/* 2^exponent, -1022 to 1023. */
static double mnv2_power_of_two(int32_t exponent)
{
    const uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double mnv2_exp(double x)
{
    static const double inverse_factorials[] = {
        1.0,
        1.0,
        1 / 2.0,
        1 / 6.0,
        1 / 24.0,
        1 / 120.0,
        1 / 720.0,
        1 / 5040.0,
        1 / 40320.0,
        1 / 362880.0,
        1 / 3628800.0,
        1 / 39916800.0,
        1 / 479001600.0,
        1 / 6227020800.0,
    };
    /* 1.5 * 2^52: adding it leaves no bits for a fraction, rounded to even. */
    const double rounding = 6755399441055744.0;
    if (x != x)
    {
        return x;
    }
    if (x > 709.7)
    {
        return mnv2_power_of_two(1023) * mnv2_power_of_two(1023); /* Infinity. */
    }
    if (x < -745)
    {
        return 0;
    }
    const double exponent = (x * 1.4426950408889634 + rounding) - rounding;
    const double rest = x - exponent * 0.693147180369123816490 - exponent * 1.90821492927058770002e-10;
    double sum = inverse_factorials[13];
    for (int32_t i = 12; i >= 0; i--)
    {
        sum = sum * rest + inverse_factorials[i];
    }
    int32_t power = (int32_t)exponent;
    /* Results below the normal ones are rounded once, by the last multiplication. */
    if (power < -1000)
    {
        sum *= mnv2_power_of_two(-900);
        power += 900;
    }
    if (power > 1023)
    {
        sum *= 2;
        power -= 1;
    }
    return sum * mnv2_power_of_two(power);
}

#endif
