/*
 * Element-wise addition for cores with the DSP extension, where one input is scaled by exactly a half.
 * SPDX-License-Identifier: Apache-2.0
 *
 * An addition scales both inputs by what they are of twice the larger scale: that of the larger is a half. What has 20
 * bits of head room is so a value with 19, without rounding. The other input and the sum take a doubling high product
 * and a rounding shift each. SMMLSR shifts to the right by r bits, rounds and adds when it subtracts the product with
 * -2^(32 - r), which is an int32 for one bit too. It rounds half up; ties of negative values go away from zero, so they
 * have one less.
 */
#include "mnv2_elementwise.h"
#include "mnv2_quads_private.h"

#if MNV2_QUADS_IN_ASSEMBLY

/* The upper half of a * b, rounded, plus `add`. */
static inline int32_t add_high_product(int32_t a, int32_t b, int32_t add)
{
    int32_t sum;
    __asm__("smmlar  %0, %1, %2, %3" : "=r"(sum) : "r"(a), "r"(b), "r"(add));
    return sum;
}

/* The same without anything to add. */
static inline int32_t high_product(int32_t a, int32_t b)
{
    int32_t product;
    __asm__("smmulr  %0, %1, %2" : "=r"(product) : "r"(a), "r"(b));
    return product;
}

static inline int32_t subtract_high_product(int32_t from, int32_t a, int32_t b)
{
    int32_t difference;
    __asm__("smmlsr  %0, %1, %2, %3" : "=r"(difference) : "r"(a), "r"(b), "r"(from));
    return difference;
}

static inline int32_t ties_away_from_zero(int32_t value)
{
    int32_t result;
    __asm__("add     %0, %1, %1, asr #31" : "=r"(result) : "r"(value));
    return result;
}

static inline int8_t saturated(int32_t value)
{
    int32_t byte;
    __asm__("ssat    %0, #8, %1" : "=r"(byte) : "r"(value));
    return (int8_t)byte;
}

#else

static inline int32_t add_high_product(int32_t a, int32_t b, int32_t add)
{
    return mnv2_add_rounded_high_product(a, b, add);
}

static inline int32_t high_product(int32_t a, int32_t b)
{
    return mnv2_add_rounded_high_product(a, b, 0);
}

static inline int32_t subtract_high_product(int32_t from, int32_t a, int32_t b)
{
    return mnv2_subtract_rounded_high_product(from, a, b);
}

static inline int32_t ties_away_from_zero(int32_t value)
{
    return value + (value >> 31);
}

static inline int8_t saturated(int32_t value)
{
    return (int8_t)(value < INT8_MIN ? INT8_MIN : value > INT8_MAX ? INT8_MAX : value);
}

#endif

static inline int8_t add(const mnv2_add_halves_params *p, int32_t larger, int32_t other)
{
    const int32_t half = (int32_t)((uint32_t)p->larger_start + ((uint32_t)larger << 19));
    const int32_t negative = (int32_t)((uint32_t)p->other_start - ((uint32_t)other << 21));
    const int32_t scaled = ties_away_from_zero(high_product(negative, p->other_multiplier));
    const int32_t sum = subtract_high_product(half, scaled, p->other_divisor);
    const int32_t result = ties_away_from_zero(add_high_product(sum, p->output_multiplier, sum));
    return saturated(subtract_high_product(p->output_offset, result, p->output_divisor));
}

#pragma weak mnv2_add_halves_s8
void mnv2_add_halves_s8(
    const mnv2_add_halves_params *params, const int8_t *larger, const int8_t *other, int8_t *output, int32_t count)
{
    /* A copy, which stores to the output cannot change. */
    const mnv2_add_halves_params p = *params;
    const int8_t *const end = larger + count;
    if ((count & 1) != 0)
    {
        *output++ = add(&p, *larger++, *other++);
    }
    while (larger != end)
    {
        /* Two elements: loads behind loads take half their time on a Cortex-M4. */
        const int32_t larger0 = larger[0];
        const int32_t larger1 = larger[1];
        const int32_t other0 = other[0];
        const int32_t other1 = other[1];
        larger += 2;
        other += 2;
        output[0] = add(&p, larger0, other0);
        output[1] = add(&p, larger1, other1);
        output += 2;
    }
}
