/*
 * Two pixels at once with the DSP extension. They need half the scratch of four at little more time, because they have
 * registers left to load several words at once.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_quad_block_private.h"

#if MNV2_QUADS_IN_ASSEMBLY

/*
 * Four taps of two pixels.
 * Registers:  r0 columns        r1 weights              r2, r3 taps 0 and 2, then 1 and 3 of two channels
 *             r4, r5 the same taps 0 and 2 of the pixels, r6, r7 their taps 1 and 3
 *             r8 low bytes of the weights: those of channel a
 *             r9, r11           sums of both channels, pixels 0 and 1
 *             r10, r12          sums of channel a
 */
#define TWO_TAPS \
    "ldrd    r2, r3, [r1], #8\n" \
    "ldm     r0!, {r4-r7}\n" \
    "sxtb16  r8, r2\n" \
    "smlad   r9, r4, r2, r9\n" \
    "smlad   r11, r5, r2, r11\n" \
    "smlad   r10, r4, r8, r10\n" \
    "smlad   r12, r5, r8, r12\n" \
    "sxtb16  r8, r3\n" \
    "smlad   r9, r6, r3, r9\n" \
    "smlad   r11, r7, r3, r11\n" \
    "smlad   r10, r6, r8, r10\n" \
    "smlad   r12, r7, r8, r12\n"

#pragma weak mnv2_multiply_two
__attribute__((naked)) void mnv2_multiply_two(MNV2_IN_REGISTER const mnv2_quad_block *block)
{
    __asm__(FEW_BEGIN "ldrd    r9, r10, [r1], #8\n" /* Start values. */
                      "mov     r11, r9\n"
                      "mov     r12, r10\n"
                      "2:\n" TWO_TAPS TWO_TAPS FEW_FACTORS QUAD_FINISH_TWO(
                          "r9", "r10", "r11", "r12", QUAD_TIES) "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP("r10")
                          QUAD_CLAMP("r12") "ldrd    r2, r3, [sp, #4]\n"
                                            "strh    r12, [r2, r3]\n"
                                            "strh    r10, [r2], #2\n" FEW_END);
}

/* Eight bytes of each pixel to 32 bytes of columns. r0 and r1 the pixels, r12 columns, r2 end. */
#define EXPAND_FOUR_TAPS_OF_TWO \
    "ldr     r4, [r0], #4\n" \
    "ldr     r5, [r1], #4\n" \
    "sxtb16  r6, r4\n" \
    "sxtb16  r7, r5\n" \
    "sxtb16  r8, r4, ror #8\n" \
    "sxtb16  r9, r5, ror #8\n" \
    "stm     r12!, {r6-r9}\n"

#pragma weak mnv2_expand_two
__attribute__((naked)) void mnv2_expand_two(MNV2_IN_REGISTER const int8_t *const *pixels,
                                            MNV2_IN_REGISTER uint32_t *columns,
                                            MNV2_IN_REGISTER int32_t taps)
{
    __asm__("push    {r4-r9}\n"
            "mov     r12, r1\n"
            "ldrd    r0, r1, [r0]\n"
            "add     r2, r2, r0\n"
            "1:\n" EXPAND_FOUR_TAPS_OF_TWO EXPAND_FOUR_TAPS_OF_TWO "cmp     r0, r2\n"
            "bne     1b\n"
            "pop     {r4-r9}\n"
            "bx      lr\n");
}

#else

#pragma weak mnv2_multiply_two
void mnv2_multiply_two(const mnv2_quad_block *block)
{
    mnv2_multiply_in_c(block, 2, WITHIN_LIMITS);
}

#pragma weak mnv2_expand_two
void mnv2_expand_two(const int8_t *const *pixels, uint32_t *columns, int32_t taps)
{
    mnv2_expand_in_c(pixels, 2, columns, taps);
}

#endif

#pragma weak mnv2_two_at_once
const mnv2_at_once mnv2_two_at_once = {
    .pixels = 2,
    .least = 2,
    .expand = mnv2_expand_two,
    .multiply = mnv2_multiply_two,
    .rest = &mnv2_one_at_once,
};
