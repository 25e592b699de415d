/*
 * Four pixels at once with the DSP extension: each weight is read once for all of them, which is the fastest.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_quad_block_private.h"

#if MNV2_QUADS_IN_ASSEMBLY

/*
 * Registers:  r0 columns        r1 weights              r2, r3 values of a pixel each: two taps
 *             r4 two taps of two channels, r5 their low bytes: those of channel a
 *             r6, r8, r10, r12  sums of both channels, pixels 0 to 3
 *             r7, r9, r11, lr   sums of channel a
 * Frame:      0 columns, 4 output, 8, 12, 16 offsets, 20 end of the pairs, 24 end of the columns, 28 where the loop is
 *             entered, 32 output offset, 36, 40 limits, 44 where sums become outputs, 48 where outputs are limited or
 *             stored
 *
 * The first two taps add to the start values in r2 and r3; their own values are in r12 and lr. The loop is 16 taps
 * long; it is entered in the middle, so that the taps there are come out even.
 *
 * What two taps read first is loaded among the last products of the two before, where a core that issues two
 * instructions at once (Cortex-M7) has a place for it and the values arrive in time. The last two of the loop load no
 * values ahead: behind a column there may be nothing to read. Behind the weights are the factors, so that r4 is the
 * first of them at last.
 *
 * With values loaded one by one two taps take a cycle less and an instruction more; some do.
 */
#define QUAD_WEIGHTS_AHEAD "ldr     r4, [r1], #4\n"
#define QUAD_VALUES "ldrd    r2, r3, [r0], #8\n"
#define QUAD_VALUE(pixel) "ldr     " pixel ", [r0], #4\n"
#define QUAD_NOTHING ""

#define QUAD_TAPS(value, values, weights_ahead, values_ahead) \
    "sxtb16  r5, r4\n" \
    "smlad   r6, r2, r4, r6\n" \
    "smlad   r7, r2, r5, r7\n" value "smlad   r8, r3, r4, r8\n" \
    "smlad   r9, r3, r5, r9\n" values "smlad   r10, r2, r4, r10\n" \
    "smlad   r11, r2, r5, r11\n" \
    "smlad   r12, r3, r4, r12\n" weights_ahead "smlad   lr, r3, r5, lr\n" values_ahead

#define QUAD_FIRST_TAPS \
    "ldm     r1!, {r2, r3, r4}\n" /* Start values and weights. */ \
    "ldrd    r12, lr, [r0], #8\n" \
    "sxtb16  r5, r4\n" \
    "smlad   r6, r12, r4, r2\n" \
    "smlad   r7, r12, r5, r3\n" \
    "smlad   r8, lr, r4, r2\n" \
    "smlad   r9, lr, r5, r3\n" \
    "ldrd    r12, lr, [r0], #8\n" \
    "smlad   r10, r12, r4, r2\n" \
    "smlad   r11, r12, r5, r3\n" \
    "smlad   r12, lr, r4, r2\n" QUAD_WEIGHTS_AHEAD "smlad   lr, lr, r5, r3\n" QUAD_VALUES
#define QUAD_NEXT_TAPS QUAD_TAPS(QUAD_NOTHING, QUAD_VALUES, QUAD_WEIGHTS_AHEAD, QUAD_VALUES)
#define QUAD_LAST_TAPS QUAD_TAPS(QUAD_NOTHING, QUAD_VALUES, QUAD_NOTHING, QUAD_NOTHING)
#if MNV2_LOADS_TOGETHER
#define QUAD_QUICK_TAPS \
    QUAD_TAPS(QUAD_NOTHING, QUAD_VALUES, QUAD_NOTHING, QUAD_WEIGHTS_AHEAD QUAD_VALUE("r2") QUAD_VALUE("r3"))
#else
#define QUAD_QUICK_TAPS QUAD_TAPS(QUAD_VALUE("r2"), QUAD_VALUE("r3"), QUAD_WEIGHTS_AHEAD, QUAD_VALUES)
#endif

#define QUAD_NO_TIES(sum) ""
#define QUAD_FINISH_FOUR(ties) \
    QUAD_FINISH_TWO("r6", "r7", "r8", "r9", ties) \
    QUAD_FINISH_TWO("r10", "r11", "r12", "lr", ties)

#pragma weak mnv2_multiply_four
/* clang-format off */

__attribute__((naked)) void mnv2_multiply_four(MNV2_IN_REGISTER const mnv2_quad_block *block)
{
    __asm__("push    {r4-r11, lr}\n"
            "sub     sp, #52\n"
            "ldm     r0!, {r2-r12}\n"
            "stm     sp, {r2-r12}\n"
            "mov     r6, r2\n"
            "ldrd    r1, r2, [r0]\n"
            "mov     r0, r6\n"
            "adr.w   r3, 8f\n"
            "adr.w   r4, 9f\n"
            "cmp     r9, #0\n"
            "it      ne\n"
            "movne   r3, r4\n"
            "orr     r3, r3, #1\n"
            "str     r3, [sp, #28]\n"
            "adr.w   r3, 4f\n"
            "adr.w   r4, 3f\n"
            "cmp     r2, #1\n" /* ANY_BYTE. */
            "it      hs\n"
            "movhs   r3, r4\n"
            "orr     r3, r3, #1\n"
            "adr.w   r4, 6f\n"
            "adr.w   r5, 5f\n"
            "it      hi\n"
            "movhi   r4, r5\n"
            "orr     r4, r4, #1\n"
            "strd    r3, r4, [sp, #44]\n"
            ".balign 4\n"
            "1:\n"
            QUAD_FIRST_TAPS
            "ldr.w   pc, [sp, #28]\n"
            "2:\n"
            QUAD_VALUES
            QUAD_NEXT_TAPS
            "8:\n"
            QUAD_NEXT_TAPS
            QUAD_NEXT_TAPS
            QUAD_NEXT_TAPS
            QUAD_NEXT_TAPS
            "9:\n"
            QUAD_QUICK_TAPS
            QUAD_QUICK_TAPS
            QUAD_LAST_TAPS
            "ldr     r5, [sp, #24]\n"
            QUAD_WEIGHTS_AHEAD
            "cmp     r0, r5\n"
            "bne     2b\n"
            "ldm     r1!, {r2, r3, r5}\n" /* Factors; the first is in r4. */
            "ldr     r0, [sp, #32]\n"
            "ldr.w   pc, [sp, #44]\n"
            ".balign 4\n"
            "3:\n"
            QUAD_FINISH_FOUR(QUAD_TIES)
            "ldr.w   pc, [sp, #48]\n"
            ".balign 4\n"
            "5:\n"
            "ldrd    r4, r5, [sp, #36]\n"
            QUAD_CLAMP("r7")
            QUAD_CLAMP("r9")
            QUAD_CLAMP("r11")
            QUAD_CLAMP("lr")
            "b       6f\n"
            ".balign 4\n"
            "4:\n"
            QUAD_FINISH_FOUR(QUAD_NO_TIES)
            "6:\n"
            "ldm     sp, {r0, r2, r3, r4, r5, r8}\n"
            "strh    r9, [r2, r3]\n"
            "strh    r11, [r2, r4]\n"
            "strh    lr, [r2, r5]\n"
            "strh    r7, [r2], #2\n"
            "str     r2, [sp, #4]\n"
            "cmp     r1, r8\n"
            "bne     1b\n"
            "add     sp, #52\n"
            "pop     {r4-r11, pc}\n");
}

/* clang-format on */

/*
 * Eight bytes of each pixel to 64 bytes of columns, until those of pixel 0 end.
 * r0 to r3 the pixels, r12 columns, lr end.
 */
#define EXPANDED(pair, bytes, half) "sxtb16  " pair ", " bytes half "\n"
#define STORED(pair) "str     " pair ", [r12], #4\n"
#define EXPAND_FOUR_TAPS \
    "ldr     r4, [r0], #4\n" \
    "ldr     r5, [r1], #4\n" \
    "ldr     r6, [r2], #4\n" \
    "ldr     r7, [r3], #4\n" EXPANDED("r8", "r4", "") EXPANDED("r9", "r5", "") STORED("r8") EXPANDED("r10", "r6", "") \
        STORED("r9") EXPANDED("r11", "r7", "") STORED("r10") EXPANDED("r8", "r4", ", ror #8") STORED("r11") \
            EXPANDED("r9", "r5", ", ror #8") STORED("r8") EXPANDED("r10", "r6", ", ror #8") STORED("r9") \
                EXPANDED("r11", "r7", ", ror #8") STORED("r10") STORED("r11")

#pragma weak mnv2_expand_four
__attribute__((naked)) void mnv2_expand_four(MNV2_IN_REGISTER const int8_t *const *pixels,
                                             MNV2_IN_REGISTER uint32_t *columns,
                                             MNV2_IN_REGISTER int32_t taps)
{
    __asm__("push    {r4-r11, lr}\n"
            "mov     r12, r1\n"
            "mov     lr, r2\n"
            "ldm     r0, {r0-r3}\n"
            "add     lr, lr, r0\n"
            "1:\n" EXPAND_FOUR_TAPS EXPAND_FOUR_TAPS "cmp     r0, lr\n"
            "bne     1b\n"
            "pop     {r4-r11, pc}\n");
}

#else

#pragma weak mnv2_multiply_four
void mnv2_multiply_four(const mnv2_quad_block *block)
{
    mnv2_multiply_in_c(block, MOST_PIXELS, (mnv2_quad_finish)block->finish);
}

#pragma weak mnv2_expand_four
void mnv2_expand_four(const int8_t *const *pixels, uint32_t *columns, int32_t taps)
{
    mnv2_expand_in_c(pixels, MOST_PIXELS, columns, taps);
}

#endif

#pragma weak mnv2_four_at_once
const mnv2_at_once mnv2_four_at_once = {
    .pixels = MOST_PIXELS,
    .least = MOST_PIXELS - 1,
    .expand = mnv2_expand_four,
    .multiply = mnv2_multiply_four,
    .rest = &mnv2_one_at_once,
};
