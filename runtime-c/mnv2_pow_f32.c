/*
 * Powers of floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_log_private.h"
#include "mnv2_numbers.h"

static double power(double x, double y)
{
    const double infinity = mnv2_power_of_two(1023) * mnv2_power_of_two(1023);
    const double size = x < 0 ? -x : x;
    const double height = y < 0 ? -y : y;
    if (y == 0 || x == 1)
    {
        return 1;
    }
    if (x != x || y != y)
    {
        return x + y;
    }
    /* From 2^53 on all numbers are even. */
    const int is_small = height < 9007199254740992.0;
    const int is_whole = !is_small || (double)(int64_t)y == y;
    const int is_odd = is_small && is_whole && ((int64_t)y & 1) != 0;
    if (x < 0 && !is_whole && size != infinity)
    {
        return infinity - infinity;
    }
    const double result = x == -1 ? 1 : mnv2_exp(y * mnv2_log(size));
    return x < 0 && is_odd ? -result : result;
}

#pragma weak mnv2_pow_f32
void mnv2_pow_f32(const mnv2_broadcast *shapes, const float *input_1, const float *input_2, float *output)
{
    MNV2_FOR_EACH_NUMBERS(float, mnv2_canonical((float)power((double)a, (double)b)))
}
