/*
 * Element-wise addition for cores with the DSP extension, where one input is
 * scaled by exactly a half. SPDX-License-Identifier: Apache-2.0
 *
 * An addition scales both inputs by what they are of twice the larger scale:
 * that of the larger is a half. What has 20 bits of head room is so a value
 * with 19, without rounding. The other input and the sum take a doubling high
 * product and a rounding shift each. SMMLSR shifts to the right by r bits,
 * rounds and adds when it subtracts the product with -2^(32 - r), which is an
 * int32 for one bit too. It rounds half up; ties of negative values go away
 * from zero, so they have one less.
 */
#include "mnv2_elementwise.h"
#include "mnv2_quads_private.h"

#if MNV2_QUADS_IN_ASSEMBLY

/* clang-format off */

/*
 * Pairs of elements until `end`, at least one. The elements take turns, so that no result is needed at once.
 * Registers:  r1, r2, r3 larger, other and output
 *             r4 to r10         the parameters
 *             r0, r11           other scaled, then the sum, of both elements
 *             r12, lr           larger scaled
 */
__attribute__((naked, noinline)) static void add_pairs(MNV2_IN_REGISTER const mnv2_add_halves_params *params,
                                                       MNV2_IN_REGISTER const int8_t *larger,
                                                       MNV2_IN_REGISTER const int8_t *other,
                                                       MNV2_IN_REGISTER int8_t *output,
                                                       MNV2_IN_REGISTER const int8_t *end)
{
    __asm__("push    {r4-r11, lr}\n"
            "ldm     r0, {r4-r10}\n"
            "1:\n"
            "ldrsb   r0, [r2], #1\n"
            "ldrsb   r11, [r2], #1\n"
            "ldrsb   r12, [r1], #1\n"
            "ldrsb   lr, [r1], #1\n"
            "sub     r0, r5, r0, lsl #21\n"
            "sub     r11, r5, r11, lsl #21\n"
            "smmulr  r0, r0, r6\n"
            "add     r12, r4, r12, lsl #19\n"
            "smmulr  r11, r11, r6\n"
            "add     lr, r4, lr, lsl #19\n"
            "add     r0, r0, r0, asr #31\n"
            "add     r11, r11, r11, asr #31\n"
            "smmlsr  r0, r0, r7, r12\n"
            "ldr     r12, [sp, #36]\n"
            "smmlsr  r11, r11, r7, lr\n"
            "smmlar  r0, r0, r8, r0\n"
            "smmlar  r11, r11, r8, r11\n"
            "add     r0, r0, r0, asr #31\n"
            "add     r11, r11, r11, asr #31\n"
            "smmlsr  r0, r0, r9, r10\n"
            "smmlsr  r11, r11, r9, r10\n"
            "ssat    r0, #8, r0\n"
            "ssat    r11, #8, r11\n"
            "strb    r0, [r3], #1\n"
            "strb    r11, [r3], #1\n"
            "cmp     r1, r12\n"
            "bne     1b\n"
            "pop     {r4-r11, pc}\n");
}

/* clang-format on */

#else

static inline int32_t ties_away_from_zero(int32_t value)
{
    return value + (value >> 31);
}

/* The same in C, for other machines. */
static int8_t add(const mnv2_add_halves_params *p, int32_t larger, int32_t other)
{
    const int32_t half = (int32_t)((uint32_t)p->larger_start + ((uint32_t)larger << 19));
    const int32_t negative = (int32_t)((uint32_t)p->other_start - ((uint32_t)other << 21));
    const int32_t scaled = ties_away_from_zero(mnv2_add_rounded_high_product(negative, p->other_multiplier, 0));
    const int32_t sum = mnv2_subtract_rounded_high_product(half, scaled, p->other_divisor);
    const int32_t result = ties_away_from_zero(mnv2_add_rounded_high_product(sum, p->output_multiplier, sum));
    const int32_t output = mnv2_subtract_rounded_high_product(p->output_offset, result, p->output_divisor);
    return (int8_t)(output < INT8_MIN ? INT8_MIN : output > INT8_MAX ? INT8_MAX : output);
}

static void add_pairs(
    const mnv2_add_halves_params *params, const int8_t *larger, const int8_t *other, int8_t *output, const int8_t *end)
{
    while (larger != end)
    {
        *output++ = add(params, *larger++, *other++);
    }
}

#endif

#pragma weak mnv2_add_halves_s8
void mnv2_add_halves_s8(
    const mnv2_add_halves_params *params, const int8_t *larger, const int8_t *other, int8_t *output, int32_t count)
{
    const int8_t *const end = larger + count;
    if ((count & 1) != 0)
    {
        /* An element without a neighbour is its own. */
        const int8_t larger_twice[2] = {*larger, *larger};
        const int8_t other_twice[2] = {*other, *other};
        int8_t output_twice[2];
        add_pairs(params, larger_twice, other_twice, output_twice, larger_twice + 2);
        *output++ = output_twice[0];
        larger++;
        other++;
    }
    if (larger != end)
    {
        add_pairs(params, larger, other, output, end);
    }
}
