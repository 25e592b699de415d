/*
 * Every form in which the runtime scales an accumulator, for all 2^32 accumulators, against the rule written down once
 * more: a doubling high product that rounds to nearest, ties upwards; then a division by a power of two that rounds to
 * nearest, ties away from zero.
 *
 *   fixed_point FIRST STEP    takes every STEP-th factor from FIRST on, prints one line for each
 */
#include "mnv2_fixed_point_private.h"

/* The plain C twins of the kernels in assembly: same data, same order. */
#include "mnv2_convolve_quads_s8.c"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT (INT64_C(1) << 30) /* What the generator proves of accumulators before it takes a short form. */

typedef struct
{
    int32_t multiplier;
    int32_t shift;
    int32_t zero_point;
} factor;

static const factor factors[] = {
    {1 << 30, -31, 0},       {1 << 30, -2, -128},      {1 << 30, -1, 127},     {1 << 30, 0, 0},
    {INT32_MAX, -31, 5},     {INT32_MAX, -9, -128},    {INT32_MAX, -2, 3},     {INT32_MAX, -1, -1},
    {INT32_MAX, 0, 0},       {(1 << 30) + 1, -8, -7},  {1518500250, -7, -128}, {1518500250, -12, 17},
    {1717986918, -5, -128},  {1288490189, -10, 64},    {2147418111, -6, -128}, {1073807359, -13, -3},
    {1431655765, -11, -128}, {1908874353, -4, 0},      {1610612736, -3, 1},    {1234567891, -16, -128},
    {1987654321, -20, 0},    {1 << 30, 1, -128},       {1717986918, 4, 0},     {INT32_MAX, 30, 0},
    {0, 0, 12},
};

static int64_t halved_away(int64_t x, int32_t exponent)
{
    if (exponent == 0)
    {
        return x;
    }
    const int64_t half = INT64_C(1) << (exponent - 1);
    const int64_t size = x < 0 ? -x : x;
    const int64_t quotient = (size + half) >> exponent;
    return x < 0 ? -quotient : quotient;
}

static int32_t rule(int32_t accumulator, factor f)
{
    const int32_t x = f.shift > 0 ? (int32_t)((uint32_t)accumulator << f.shift) : accumulator;
    const int64_t product = (int64_t)x * f.multiplier;
    const int64_t nudge = product >= 0 ? INT64_C(1) << 30 : 1 - (INT64_C(1) << 30);
    return (int32_t)halved_away((product + nudge) / (INT64_C(1) << 31), f.shift > 0 ? 0 : -f.shift);
}

static int32_t within_int8(int64_t value)
{
    return (int32_t)(value < INT8_MIN ? INT8_MIN : value > INT8_MAX ? INT8_MAX : value);
}

static void demand(int equal, const char *form, int32_t accumulator, factor f)
{
    if (!equal)
    {
        printf("%s differs: accumulator %" PRId32 ", multiplier %" PRId32 ", shift %" PRId32 "\n",
               form,
               accumulator,
               f.multiplier,
               f.shift);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    const size_t count = sizeof factors / sizeof factors[0];
    const size_t step = argc > 2 ? (size_t)atoi(argv[2]) : 1;
    for (size_t i = argc > 1 ? (size_t)atoi(argv[1]) : 0; i < count; i += step)
    {
        const factor f = factors[i];
        const int scales_down = f.shift < 0 && f.multiplier != 0;
        const int fits_quads = f.shift <= -2 && f.multiplier != 0;
        const mnv2_scaling scaling = mnv2_scaling_of(f.multiplier, f.shift > 0 ? 0 : f.shift);
        const int32_t quad_factor[2] = {
            (int32_t)((uint32_t)f.multiplier << 1), fits_quads ? (int32_t)(UINT32_C(1) << (32 + f.shift)) : 0};
        quad block = {0};
        block.output_offset = f.zero_point;
        block.min = 0x80808080U;
        block.max = 0x7F7F7F7FU;
        for (int64_t wide = INT32_MIN; wide <= INT32_MAX; wide++)
        {
            const int32_t x = (int32_t)wide;
            const int32_t expected = rule(x, f);
            const int32_t output = within_int8((int64_t)expected + f.zero_point);
            const int32_t general = mnv2_multiply_by_quantized_multiplier(x, f.multiplier, f.shift);
            demand(general == expected, "the general form", x, f);
            if (wide > -LIMIT && wide < LIMIT && f.shift <= 0)
            {
                demand(mnv2_scale(x, scaling) == expected, "mnv2_scale", x, f);
                if (scales_down)
                {
                    const int32_t down = mnv2_scale_down(x, f.multiplier, -f.shift - 1, 1 + 2 * f.zero_point);
                    demand(down == expected + f.zero_point, "mnv2_scale_down", x, f);
                }
            }
            if (fits_quads)
            {
                demand(finish(&block, x, quad_factor, 1) == output, "two SMMLARs with ties", x, f);
                if (f.zero_point == INT8_MIN)
                {
                    demand(finish(&block, x, quad_factor, 0) == output, "two SMMLARs without ties", x, f);
                }
            }
        }
        printf("multiplier %" PRId32 ", shift %" PRId32 ", zero point %" PRId32 ": equal for 2^32 accumulators\n",
               f.multiplier,
               f.shift,
               f.zero_point);
        fflush(stdout);
    }
    return 0;
}
