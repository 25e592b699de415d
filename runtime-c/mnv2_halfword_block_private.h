/*
 * What computes some output channels of four pixels or two at once, without products of pairs, from their words in
 * scratch: in assembly for Armv6-M and Armv7-M, in C elsewhere. mnv2_convolve_halfwords_s8.c says what the words are.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_HALFWORD_BLOCK_PRIVATE_H
#define MNV2_HALFWORD_BLOCK_PRIVATE_H

#include "mnv2_armv6m_private.h"
#include "mnv2_armv7m_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_runtime.h"

enum
{
    MOST_PIXELS = 4,
    TAPS_AT_ONCE = 4,
    WORDS_OF_TAPS = 1 + TAPS_AT_ONCE /* Of one pair of pixels. */
};

/* Some output channels of two or four pixels. */
typedef struct
{
    const uint32_t *columns;
    const uint32_t *columns_end;
    int32_t is_half; /* Taps are an odd multiple of four. */
    int8_t *output;
    int32_t offsets[MOST_PIXELS - 1]; /* Bytes from the first pixel's outputs to those of the others. */
    const int32_t *channels;
    const int32_t *channels_end;
    int32_t output_offset;
    int32_t min;
    int32_t max;
} halfword_block;

typedef void (*halfword_kernel)(const halfword_block *block);

#if MNV2_ARMV6M_IN_ASSEMBLY || MNV2_ARMV7M_IN_ASSEMBLY

/*
 * Frame of all kernels: the block, whose is_half is replaced by the place where the loop is entered.
 *             0 columns, 4 their end, 8 entry, 12 output, 16, 20, 24 offsets, 28 channels, 32 their end,
 *             36 output offset, 40, 44 limits
 */

#if MNV2_ARMV6M_IN_ASSEMBLY

/*
 * Armv6-M. Registers of the loop over taps:
 *             r0 columns        r1 weights        r2, r3 sums of four taps of each pair of pixels
 *             r4, r5 one tap of each pair, which its product replaces       r6 a weight      r7 what is taken out
 *             r8, r10 sums of words of each pair      r9, r11 sums of pixels 1 and 3       r12 end of columns
 */
#define FOUR_PIXELS_TAP(place) \
    "ldrb    r6, [r1, #" place "]\n" \
    "muls    r4, r6, r4\n" \
    "muls    r5, r6, r5\n" \
    "adds    r2, r2, r4\n" \
    "adds    r3, r3, r5\n"

#define FOUR_PIXELS_NEXT_TAP(place) "ldm     r0!, {r4, r5}\n" FOUR_PIXELS_TAP(place)

/* The sum of four taps: the upper pixel's by itself, and the whole word. */
#define TAKE_OUT(sum, words, upper) \
    "asrs    r7, " sum ", #16\n" \
    "add     " upper ", " upper ", r7\n" \
    "add     " words ", " words ", " sum "\n"

#define FOUR_PIXELS_TAPS(place0, place1, place2, place3) \
    "ldm     r0!, {r2, r3, r4, r5}\n" FOUR_PIXELS_TAP(place0) FOUR_PIXELS_NEXT_TAP(place1) \
        FOUR_PIXELS_NEXT_TAP(place2) FOUR_PIXELS_NEXT_TAP(place3) TAKE_OUT("r2", "r8", "r9") \
            TAKE_OUT("r3", "r10", "r11")

/* Two pixels have registers left for several taps: r3, r4, r5. */
#define TWO_PIXELS_TAP(place, tap) \
    "ldrb    r6, [r1, #" place "]\n" \
    "muls    " tap ", r6, " tap "\n" \
    "adds    r2, r2, " tap "\n"

#define TWO_PIXELS_LAST_TAP(place) "ldm     r0!, {r3}\n" TWO_PIXELS_TAP(place, "r3")

#define TWO_PIXELS_TAPS(place0, place1, place2, place3) \
    "ldm     r0!, {r2, r3, r4, r5}\n" TWO_PIXELS_TAP(place0, "r3") TWO_PIXELS_TAP(place1, "r4") \
        TWO_PIXELS_TAP(place2, "r5") TWO_PIXELS_LAST_TAP(place3) TAKE_OUT("r2", "r8", "r9")

/* A correction of weight r3 to one pair, whose word is at `place` of r0. An arithmetic shift leaves in the carry what
 * the upper half has too little where the lower is negative. */
#define CORRECT(place, words, upper) \
    "ldr     r2, [r0, #" place "]\n" \
    "movs    r7, r2\n" \
    "muls    r7, r3, r7\n" \
    "add     " words ", " words ", r7\n" \
    "movs    r7, #0\n" \
    "asrs    r2, r2, #16\n" \
    "adcs    r2, r2, r7\n" \
    "muls    r2, r3, r2\n" \
    "add     " upper ", " upper ", r2\n"

#define CORRECTIONS_OF_FOUR "lsls    r2, r2, #1\n", CORRECT("0", "r8", "r9") CORRECT("4", "r10", "r11")
#define CORRECTIONS_OF_TWO "", CORRECT("0", "r8", "r9")

#define SUM_OF_EVEN_PIXEL(words, upper) \
    "mov     r0, " upper "\n" \
    "lsls    r1, r0, #16\n" \
    "mov     r0, " words "\n" \
    "subs    r0, r0, r1\n"

#define SUM_OF_ODD_PIXEL(upper) "mov     r0, " upper "\n"

#define FINISH_ABOVE_ZERO MNV2_ARMV6M_FINISH_ABOVE_ZERO
#define FINISH_WITHIN_LIMITS MNV2_ARMV6M_FINISH_WITHIN_LIMITS("40", "44")

#define STORE_AT(offset) \
    "ldr     r1, [sp, #12]\n" \
    "ldr     r2, [sp, #" offset "]\n" \
    "strb    r0, [r1, r2]\n"

#define STORE_FIRST \
    "ldr     r1, [sp, #12]\n" \
    "strb    r0, [r1]\n"

#define RESULTS_OF_TWO(finish) \
    SUM_OF_ODD_PIXEL("r9") finish STORE_AT("16") SUM_OF_EVEN_PIXEL("r8", "r9") finish STORE_FIRST

#define RESULTS_OF_FOUR(finish) \
    SUM_OF_ODD_PIXEL("r11") \
    finish STORE_AT("24") SUM_OF_EVEN_PIXEL("r10", "r11") finish STORE_AT("20") RESULTS_OF_TWO(finish)

#define HALFWORD_KERNEL_OF(name, taps, scale_place, correct, results) \
    __attribute__((naked, noinline)) static void name(MNV2_UNUSED const halfword_block *block) \
    { \
        __asm__(".syntax unified\n" \
                "push    {r4-r7, lr}\n" \
                "mov     r4, r8\n" \
                "mov     r5, r9\n" \
                "mov     r6, r10\n" \
                "mov     r7, r11\n" \
                "push    {r4-r7}\n" \
                "sub     sp, #48\n" \
                "mov     r1, sp\n" \
                "ldm     r0!, {r2-r7}\n" \
                "mov     r12, r3\n" \
                "stm     r1!, {r2-r7}\n" \
                "ldm     r0!, {r2-r7}\n" \
                "stm     r1!, {r2-r7}\n" \
                "ldr     r1, [sp, #28]\n" \
                "ldr     r2, [sp, #8]\n" \
                "adr     r3, 2f\n" \
                "cmp     r2, #0\n" \
                "beq     1f\n" \
                "adr     r3, 8f\n" \
                "1:\n" \
                "str     r3, [sp, #8]\n" \
                "b       1f\n" \
                ".balign 4\n" \
                "8:\n" \
                "subs    r1, #4\n" \
                "b       3f\n" \
                "1:\n" \
                "ldm     r1!, {r2, r3}\n" \
                "mov     r8, r2\n" \
                "mov     r9, r3\n" \
                "mov     r10, r2\n" \
                "mov     r11, r3\n" \
                "ldr     r0, [sp, #0]\n" \
                "ldr     r7, [sp, #8]\n" \
                "mov     pc, r7\n" \
                ".balign 4\n" \
                "2:\n" taps("0", "1", "2", "3") "3:\n" taps( \
                    "4", "5", "6", "7") "adds    r1, #8\n" \
                                        "cmp     r0, r12\n" \
                                        "bne     2b\n" \
                                        "ldm     r1!, {r4, r5}\n" \
                                        "lsrs    r6, r5, #16\n" \
                                        "beq     5f\n" \
                                        "4:\n" \
                                        "ldm     r1!, {r3}\n" \
                                        "asrs    r2, r3, #16\n" \
                                        "sxth    r3, r3\n" scale_place "ldr     r0, [sp, #0]\n" \
                                        "adds    r0, r0, r2\n" correct "subs    r6, #1\n" \
                                        "bne     4b\n" \
                                        "5:\n" \
                                        "mov     lr, r1\n" \
                                        "uxth    r6, r4\n" \
                                        "asrs    r4, r4, #16\n" \
                                        "ldr     r7, [sp, #36]\n" results "adds    r1, #1\n" \
                                        "str     r1, [sp, #12]\n" \
                                        "mov     r1, lr\n" \
                                        "ldr     r2, [sp, #32]\n" \
                                        "cmp     r1, r2\n" \
                                        "beq     9f\n" \
                                        "b       1b\n" \
                                        "9:\n" \
                                        "add     sp, #48\n" \
                                        "pop     {r4-r7}\n" \
                                        "mov     r8, r4\n" \
                                        "mov     r9, r5\n" \
                                        "mov     r10, r6\n" \
                                        "mov     r11, r7\n" \
                                        "pop     {r4-r7, pc}\n"); \
    }

#else

/*
 * Armv7-M. Registers of the loop over taps:
 *             r0 columns        r1 weights        r2, r3 sums of four taps of each pair of pixels
 *             r4, r6 two taps of pixels 0 and 1   r5, r7 of pixels 2 and 3     r12 a weight
 *             r8, r10 sums of words of each pair      r9, r11 sums of pixels 1 and 3       lr end of columns
 */
#define FOUR_PIXELS_TAP(place, even, odd) \
    "ldrb    r12, [r1, #" place "]\n" \
    "mla     r2, " even ", r12, r2\n" \
    "mla     r3, " odd ", r12, r3\n"

#define FOUR_PIXELS_TAPS(place0, place1, place2, place3) \
    "ldm     r0!, {r2, r3, r4, r5, r6, r7}\n" FOUR_PIXELS_TAP(place0, "r4", "r5") \
        FOUR_PIXELS_TAP(place1, "r6", "r7") "ldm     r0!, {r4, r5, r6, r7}\n" FOUR_PIXELS_TAP(place2, "r4", "r5") \
            FOUR_PIXELS_TAP(place3, "r6", "r7") "add     r9, r9, r2, asr #16\n" \
                                                "add     r8, r8, r2\n" \
                                                "add     r11, r11, r3, asr #16\n" \
                                                "add     r10, r10, r3\n"

/* Of two pixels all four taps are loaded at once: r3 to r6. */
#define TWO_PIXELS_TAP(place, tap) \
    "ldrb    r7, [r1, #" place "]\n" \
    "mla     r2, " tap ", r7, r2\n"

#define TWO_PIXELS_TAPS(place0, place1, place2, place3) \
    "ldm     r0!, {r2, r3, r4, r5, r6}\n" TWO_PIXELS_TAP(place0, "r3") TWO_PIXELS_TAP(place1, "r4") \
        TWO_PIXELS_TAP(place2, "r5") TWO_PIXELS_TAP(place3, "r6") "add     r9, r9, r2, asr #16\n" \
                                                                  "add     r8, r8, r2\n"

/* A correction of weight r3 to one pair, whose word is at `place` of r0. An arithmetic shift leaves in the carry what
 * the upper half has too little where the lower is negative. */
#define CORRECT(place, words, upper) \
    "ldr     r2, [r0, #" place "]\n" \
    "mla     " words ", r2, r3, " words "\n" \
    "asrs    r2, r2, #16\n" \
    "adc     r2, r2, #0\n" \
    "mla     " upper ", r2, r3, " upper "\n"

#define CORRECTIONS_OF_FOUR "lsls    r2, r2, #1\n", CORRECT("0", "r8", "r9") CORRECT("4", "r10", "r11")
#define CORRECTIONS_OF_TWO "", CORRECT("0", "r8", "r9")

/* The multiplier is in r4, the shift in r5, the output offset in r12. */
#define FINISH_ABOVE_ZERO(sum) MNV2_ARMV7M_FINISH_ABOVE_ZERO(sum, "r4", "r5", "r12", "r2", "r3")
#define FINISH_WITHIN_LIMITS(sum) MNV2_ARMV7M_FINISH_WITHIN_LIMITS(sum, "r4", "r5", "r12", "r2", "r3", "40")

#define RESULTS_OF_TWO(finish) \
    "sub     r8, r8, r9, lsl #16\n" finish("r8") finish("r9") "ldr     r0, [sp, #12]\n" \
                                                              "ldr     r2, [sp, #16]\n" \
                                                              "strb    r9, [r0, r2]\n"

#define RESULTS_OF_FOUR(finish) \
    "sub     r10, r10, r11, lsl #16\n" finish("r10") finish("r11") \
        RESULTS_OF_TWO(finish) "ldrd    r2, r3, [sp, #20]\n" \
                               "strb    r10, [r0, r2]\n" \
                               "strb    r11, [r0, r3]\n"

#define HALFWORD_KERNEL_OF(name, taps, scale_place, correct, results) \
    __attribute__((naked, noinline)) static void name(MNV2_UNUSED const halfword_block *block) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "sub     sp, #52\n" \
                "ldm     r0!, {r2-r7}\n" \
                "mov     lr, r3\n" \
                "adr.w   r3, 2f\n" \
                "cmp     r4, #0\n" \
                "it      ne\n" \
                "addne   r3, r3, #8f-2f\n" \
                "orr     r4, r3, #1\n" \
                "mov     r3, lr\n" \
                "stm     sp, {r2-r7}\n" \
                "add     r1, sp, #24\n" \
                "ldm     r0, {r2-r7}\n" \
                "stm     r1, {r2-r7}\n" \
                "mov     r1, r3\n" \
                ".balign 4\n" \
                "1:\n" \
                "ldm     r1!, {r8, r9}\n" \
                "mov     r10, r8\n" \
                "mov     r11, r9\n" \
                "ldr     r0, [sp]\n" \
                "ldr     pc, [sp, #8]\n" \
                ".balign 4\n" \
                "2:\n" taps("0", "1", "2", "3") "3:\n" taps( \
                    "4", "5", "6", "7") "adds    r1, #8\n" \
                                        "cmp     r0, lr\n" \
                                        "bne     2b\n" \
                                        "ldm     r1!, {r4, r5}\n" \
                                        "lsrs    r6, r5, #16\n" \
                                        "beq     5f\n" \
                                        "4:\n" \
                                        "ldr     r3, [r1], #4\n" \
                                        "asrs    r2, r3, #16\n" \
                                        "sxth    r3, r3\n" scale_place "ldr     r0, [sp]\n" \
                                        "add     r0, r0, r2\n" correct "subs    r6, #1\n" \
                                        "bne     4b\n" \
                                        "5:\n" \
                                        "ldr     r12, [sp, #36]\n" results "strb    r8, [r0], #1\n" \
                                        "str     r0, [sp, #12]\n" \
                                        "ldr     r2, [sp, #32]\n" \
                                        "cmp     r1, r2\n" \
                                        "bne     1b\n" \
                                        "add     sp, #52\n" \
                                        "pop     {r4-r11, pc}\n" \
                                        ".balign 4\n" \
                                        "8:\n" \
                                        "subs    r1, #4\n" \
                                        "b       3b\n"); \
    }

#endif

#define HALFWORD_KERNEL(name, taps, corrections, results) HALFWORD_KERNEL_WITH(name, taps, corrections, results)
#define HALFWORD_KERNEL_WITH(name, taps, scale_place, correct, results) \
    HALFWORD_KERNEL_OF(name, taps, scale_place, correct, results)

HALFWORD_KERNEL(four_above_zero, FOUR_PIXELS_TAPS, CORRECTIONS_OF_FOUR, RESULTS_OF_FOUR(FINISH_ABOVE_ZERO))
HALFWORD_KERNEL(four_within_limits, FOUR_PIXELS_TAPS, CORRECTIONS_OF_FOUR, RESULTS_OF_FOUR(FINISH_WITHIN_LIMITS))
HALFWORD_KERNEL(two_above_zero, TWO_PIXELS_TAPS, CORRECTIONS_OF_TWO, RESULTS_OF_TWO(FINISH_ABOVE_ZERO))
HALFWORD_KERNEL(two_within_limits, TWO_PIXELS_TAPS, CORRECTIONS_OF_TWO, RESULTS_OF_TWO(FINISH_WITHIN_LIMITS))

#else

/* The same in C, for other machines: the same data in the same order. */

static int32_t upper_half(uint32_t word)
{
    return (int32_t)word >> 16;
}

static int8_t finish(const halfword_block *block, uint32_t sum, int32_t multiplier, int32_t shift)
{
    const int32_t scaled = mnv2_scale_down((int32_t)sum, multiplier, shift - 1, 1 + 2 * block->output_offset);
    return (int8_t)mnv2_clamp(scaled, block->min, block->max);
}

/* `pairs` of pixels: one or two. */
static void multiply(const halfword_block *block, int32_t pairs)
{
    const int32_t *channel = block->channels;
    int8_t *output = block->output;
    while (channel != block->channels_end)
    {
        uint32_t words[2] = {(uint32_t)channel[0], (uint32_t)channel[0]};
        uint32_t upper[2] = {(uint32_t)channel[1], (uint32_t)channel[1]};
        channel += 2;
        for (const uint32_t *x = block->columns; x != block->columns_end; x += pairs * WORDS_OF_TAPS)
        {
            const uint8_t *weights = (const uint8_t *)channel++;
            for (int32_t pair = 0; pair < pairs; pair++)
            {
                uint32_t sum = x[pair];
                for (int32_t tap = 0; tap < TAPS_AT_ONCE; tap++)
                {
                    sum += weights[tap] * x[pairs * (1 + tap) + pair];
                }
                upper[pair] += (uint32_t)upper_half(sum);
                words[pair] += sum;
            }
        }
        const int32_t multiplier = *channel++;
        const int32_t shift_and_count = *channel++;
        for (int32_t count = shift_and_count >> 16; count > 0; count--)
        {
            const uint32_t correction = (uint32_t)*channel++;
            const int32_t weight = (int16_t)(uint16_t)(correction & 0xFFFFU);
            const uint32_t *x = block->columns + pairs * (upper_half(correction) / 4);
            for (int32_t pair = 0; pair < pairs; pair++)
            {
                words[pair] += (uint32_t)weight * x[pair];
                upper[pair] = mnv2_mac(upper[pair], weight, upper_half(x[pair] + 0x8000U));
            }
        }
        for (int32_t pair = 0; pair < pairs; pair++)
        {
            int8_t *to = output + (pair == 0 ? 0 : block->offsets[1]);
            *to = finish(block, words[pair] - (upper[pair] << 16), multiplier, shift_and_count & 0xFF);
            output[block->offsets[2 * pair]] = finish(block, upper[pair], multiplier, shift_and_count & 0xFF);
        }
        output++;
    }
}

static void four_within_limits(const halfword_block *block)
{
    multiply(block, 2);
}

static void two_within_limits(const halfword_block *block)
{
    multiply(block, 1);
}

#define four_above_zero four_within_limits
#define two_above_zero two_within_limits

#endif

#endif
