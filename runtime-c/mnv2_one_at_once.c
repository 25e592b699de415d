/*
 * One pixel at once with the DSP extension: it needs a quarter of the scratch of four, and computes what is left of
 * others.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_quad_block_private.h"

#if MNV2_QUADS_IN_ASSEMBLY

/*
 * Eight taps of one pixel.
 * Registers:  r0 columns, r1 weights, r2 to r5 weights of two channels, r6 to r9 the same taps of the pixel
 *             r10 low bytes of the weights, r11 sum of both channels, r12 sum of channel a
 */
#define ONE_TAPS(weights, taps) \
    "sxtb16  r10, " weights "\n" \
    "smlad   r11, " taps ", " weights ", r11\n" \
    "smlad   r12, " taps ", r10, r12\n"

#define ONE_FINISH \
    QUAD_OF_B("r11", "r12") \
    QUAD_SCALE("r12", "r4") \
    QUAD_BY_256("r11") \
    QUAD_SCALE("r11", "r3") \
    QUAD_SHIFT("r12", "r2", QUAD_TIES) \
    QUAD_SHIFT("r11", "r5", QUAD_TIES) \
    QUAD_SATURATE("r12") \
    QUAD_SATURATE("r11") \
    QUAD_JOIN("r12", "r11")

#pragma weak mnv2_multiply_one
__attribute__((naked)) void mnv2_multiply_one(MNV2_IN_REGISTER const mnv2_quad_block *block)
{
    __asm__(FEW_BEGIN "ldrd    r11, r12, [r1], #8\n" /* Start values. */
                      "2:\n"
                      "ldm     r1!, {r2-r5}\n"
                      "ldm     r0!, {r6-r9}\n" ONE_TAPS("r2", "r6") ONE_TAPS("r3", "r7") ONE_TAPS("r4", "r8")
                          ONE_TAPS("r5", "r9") FEW_FACTORS ONE_FINISH
            "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP("r12") "ldr     r2, [sp, #4]\n"
                                                            "strh    r12, [r2], #2\n" FEW_END);
}

/* The pixel in r0. r1 columns, r2 end. */
#pragma weak mnv2_expand_one
__attribute__((naked)) void mnv2_expand_one(MNV2_IN_REGISTER const int8_t *const *pixels,
                                            MNV2_IN_REGISTER uint32_t *columns,
                                            MNV2_IN_REGISTER int32_t taps)
{
    __asm__("push    {r4-r7}\n"
            "ldr     r0, [r0]\n"
            "add     r2, r2, r0\n"
            "1:\n"
            "ldr     r3, [r0], #4\n"
            "ldr     r12, [r0], #4\n"
            "sxtb16  r4, r3\n"
            "sxtb16  r5, r3, ror #8\n"
            "sxtb16  r6, r12\n"
            "sxtb16  r7, r12, ror #8\n"
            "stm     r1!, {r4-r7}\n"
            "cmp     r0, r2\n"
            "bne     1b\n"
            "pop     {r4-r7}\n"
            "bx      lr\n");
}

#else

#pragma weak mnv2_multiply_one
void mnv2_multiply_one(const mnv2_quad_block *block)
{
    mnv2_multiply_in_c(block, 1, WITHIN_LIMITS);
}

#pragma weak mnv2_expand_one
void mnv2_expand_one(const int8_t *const *pixels, uint32_t *columns, int32_t taps)
{
    mnv2_expand_in_c(pixels, 1, columns, taps);
}

#endif

#pragma weak mnv2_one_at_once
const mnv2_at_once mnv2_one_at_once = {
    .pixels = 1,
    .least = 1,
    .expand = mnv2_expand_one,
    .multiply = mnv2_multiply_one,
};
