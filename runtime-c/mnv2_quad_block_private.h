/*
 * What computes some output channels of four pixels, two or one at once, with the DSP extension, from their values in
 * scratch. Pairs of channels share halfwords. A channel that has no partner, or whose weights are more than a byte, is
 * wide: its weights are halfwords by themselves.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_QUAD_BLOCK_PRIVATE_H
#define MNV2_QUAD_BLOCK_PRIVATE_H

#include "mnv2_quads_private.h"
#include "mnv2_runtime.h"

enum
{
    MOST_PIXELS = 4,
    TAPS_AT_ONCE = 8,  /* Of a column. */
    WORDS_OF_PAIR = 6, /* Beside the weights: two start values, two factors of two words. */
    WORDS_OF_WIDE = 3  /* A start value and a factor. */
};

/* How sums of four pixels become outputs. */
typedef enum
{
    ABOVE_ZERO,   /* The least output is the zero point of -128: it does not matter how what is less is rounded. */
    ANY_BYTE,     /* All bytes. */
    WITHIN_LIMITS /* Others. */
} quad_finish;

/* Some output channels of some pixels. The order is that in which the kernels load the fields. */
typedef struct
{
    const uint32_t *columns;
    int8_t *output;
    int32_t offsets[MOST_PIXELS - 1]; /* Bytes from the first pixel's outputs to those of the others. */
    const int32_t *pairs_end;
    const uint32_t *columns_end;
    int32_t is_half; /* The number of taps is an odd multiple of eight. */
    int32_t output_offset;
    uint32_t min; /* Four times the same byte. */
    uint32_t max;
    const int32_t *pairs; /* Or wide channels. */
    int32_t finish;       /* A quad_finish. */
} quad;

static int32_t byte_within(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

static int8_t output_of(const quad *block, int32_t sum, const int32_t *factor, quad_finish finish)
{
    int32_t scaled = mnv2_add_rounded_high_product(sum, factor[0], sum);
    if (finish != ABOVE_ZERO)
    {
        scaled += scaled >> 31;
    }
    const int32_t shifted = mnv2_add_rounded_high_product(scaled, factor[1], block->output_offset);
    return (int8_t)byte_within(shifted, (int8_t)(uint8_t)(block->min & 0xFFU), (int8_t)(uint8_t)(block->max & 0xFFU));
}

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

/*
 * Sums to outputs. r4 and r3 are 2 * multiplier - 2^32 of the channels, r2 and r5 are 2^(32 - right shift), r0 is the
 * output offset: the first SMMLAR is the doubling high product, sum * (2 * multiplier) / 2^32 rounded half up; the
 * second the rounding shift to the right and the offset. It rounds half up too, but ties of negative values go away
 * from zero: `ties` takes one off them, where they are not cut off anyway. Two pixels take turns, so that no result is
 * needed by the next instruction. At the end the outputs of a and b are the low bytes of the register of a.
 */
#define QUAD_SCALE(sum, multiplier) "smmlar  " sum ", " sum ", " multiplier ", " sum "\n"
#define QUAD_SHIFT(sum, divisor, ties) ties(sum) "smmlar  " sum ", " sum ", " divisor ", r0\n"
#define QUAD_SATURATE(sum) "ssat    " sum ", #8, " sum "\n"
#define QUAD_OF_B(both, low) "sub     " both ", " both ", " low "\n"
#define QUAD_BY_256(sum) "asr     " sum ", " sum ", #8\n"
#define QUAD_JOIN(low, both) "bfi     " low ", " both ", #8, #24\n"

#define QUAD_FINISH_TWO(both, low, both1, low1, ties) \
    QUAD_OF_B(both, low) \
    QUAD_SCALE(low, "r4") \
    QUAD_OF_B(both1, low1) \
    QUAD_SCALE(low1, "r4") \
    QUAD_BY_256(both) \
    QUAD_SHIFT(low, "r2", ties) \
    QUAD_BY_256(both1) \
    QUAD_SCALE(both, "r3") \
    QUAD_SCALE(both1, "r3") \
    QUAD_SHIFT(low1, "r2", ties) \
    QUAD_SHIFT(both, "r5", ties) \
    QUAD_SATURATE(low) \
    QUAD_SHIFT(both1, "r5", ties) \
    QUAD_SATURATE(low1) \
    QUAD_SATURATE(both) \
    QUAD_SATURATE(both1) \
    QUAD_JOIN(low, both) \
    QUAD_JOIN(low1, both1)

#define QUAD_NO_TIES(sum) ""
#define QUAD_TIES(sum) "add     " sum ", " sum ", " sum ", asr #31\n"

/* Limits of two outputs in the low bytes of a register: each byte is compared and selected. */
#define QUAD_CLAMP(pair) \
    "ssub8   r3, " pair ", r4\n" \
    "sel     " pair ", " pair ", r4\n" \
    "ssub8   r3, r5, " pair "\n" \
    "sel     " pair ", " pair ", r5\n"

#define QUAD_FINISH_FOUR(ties) \
    QUAD_FINISH_TWO("r6", "r7", "r8", "r9", ties) \
    QUAD_FINISH_TWO("r10", "r11", "r12", "lr", ties)

/* clang-format off */

__attribute__((naked, noinline)) static void multiply_four(MNV2_IN_REGISTER const quad *block)
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

/* What comes before and behind the loops over taps of two pixels or one. The frame is the same; the end is in lr. */
#define FEW_BEGIN \
    "push    {r4-r11, lr}\n" \
    "sub     sp, #44\n" \
    "ldm     r0!, {r2-r12}\n" \
    "stm     sp, {r2-r12}\n" \
    "ldr     r1, [r0]\n" \
    "mov     lr, r8\n" \
    "1:\n" \
    "ldr.w   r0, [sp]\n"

#define FEW_FACTORS \
    "cmp     r0, lr\n" \
    "bne     2b\n" \
    "ldr     r4, [r1], #4\n" \
    "ldm     r1!, {r2, r3, r5}\n" \
    "ldr     r0, [sp, #32]\n"

#define FEW_END \
    "str     r2, [sp, #4]\n" \
    "ldr     r3, [sp, #20]\n" \
    "cmp     r1, r3\n" \
    "bne     1b\n" \
    "add     sp, #44\n" \
    "pop     {r4-r11, pc}\n"

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

__attribute__((naked, noinline)) static void multiply_two(MNV2_IN_REGISTER const quad *block)
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

__attribute__((naked, noinline)) static void multiply_one(MNV2_IN_REGISTER const quad *block)
{
    __asm__(FEW_BEGIN "ldrd    r11, r12, [r1], #8\n" /* Start values. */
                      "2:\n"
                      "ldm     r1!, {r2-r5}\n"
                      "ldm     r0!, {r6-r9}\n" ONE_TAPS("r2", "r6") ONE_TAPS("r3", "r7") ONE_TAPS("r4", "r8")
                          ONE_TAPS("r5", "r9") FEW_FACTORS ONE_FINISH
            "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP("r12") "ldr     r2, [sp, #4]\n"
                                                            "strh    r12, [r2], #2\n" FEW_END);
}

/*
 * Two taps of four pixels and one channel, whose weights are halfwords.
 * Registers:  r0 columns, r1 weights, r2 weights of two taps, r3 to r6 the same taps of the pixels, r8 to r11 their
 * sums
 */
#define WIDE_TAPS \
    "ldr     r2, [r1], #4\n" \
    "ldm     r0!, {r3-r6}\n" \
    "smlad   r8, r3, r2, r8\n" \
    "smlad   r9, r4, r2, r9\n" \
    "smlad   r10, r5, r2, r10\n" \
    "smlad   r11, r6, r2, r11\n"

/* r2 and r3 are the factors, r0 is the output offset. */
#define WIDE_FINISH(sum, sum1) \
    QUAD_SCALE(sum, "r2") \
    QUAD_SCALE(sum1, "r2") \
    QUAD_SHIFT(sum, "r3", QUAD_TIES) \
    QUAD_SHIFT(sum1, "r3", QUAD_TIES) \
    QUAD_SATURATE(sum) \
    QUAD_SATURATE(sum1)

__attribute__((naked, noinline)) static void multiply_wide_four(MNV2_IN_REGISTER const quad *block)
{
    __asm__(FEW_BEGIN "ldr     r8, [r1], #4\n" /* The start value. */
                      "mov     r9, r8\n"
                      "mov     r10, r8\n"
                      "mov     r11, r8\n"
                      "2:\n" WIDE_TAPS WIDE_TAPS WIDE_TAPS WIDE_TAPS "cmp     r0, lr\n"
                      "bne     2b\n"
                      "ldrd    r2, r3, [r1], #8\n"
                      "ldr     r0, [sp, #32]\n" WIDE_FINISH("r8", "r9")
                          WIDE_FINISH("r10", "r11") "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP("r8") QUAD_CLAMP("r9")
                              QUAD_CLAMP("r10") QUAD_CLAMP("r11") "add     r6, sp, #4\n"
                                                                  "ldm     r6, {r2-r5}\n"
                                                                  "strb    r9, [r2, r3]\n"
                                                                  "strb    r10, [r2, r4]\n"
                                                                  "strb    r11, [r2, r5]\n"
                                                                  "strb    r8, [r2], #1\n" FEW_END);
}

/* SMLAD; the sum wraps around. */
static int32_t add_products(int32_t sum, uint32_t a, uint32_t b)
{
    return mnv2_dsp_mac(sum, (int32_t)a, (int32_t)b);
}

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

__attribute__((naked, noinline)) static void expand_four(MNV2_IN_REGISTER const int8_t *pixel0,
                                                         MNV2_IN_REGISTER const int8_t *pixel1,
                                                         MNV2_IN_REGISTER const int8_t *pixel2,
                                                         MNV2_IN_REGISTER const int8_t *pixel3,
                                                         MNV2_IN_REGISTER uint32_t *columns,
                                                         MNV2_IN_REGISTER const int8_t *end)
{
    __asm__("push    {r4-r11, lr}\n"
            "ldrd    r12, lr, [sp, #36]\n"
            "1:\n" EXPAND_FOUR_TAPS EXPAND_FOUR_TAPS "cmp     r0, lr\n"
            "bne     1b\n"
            "pop     {r4-r11, pc}\n");
}

/* The same of two pixels in r0 and r1. r2 columns, r3 end. */
#define EXPAND_FOUR_TAPS_OF_TWO \
    "ldr     r4, [r0], #4\n" \
    "ldr     r5, [r1], #4\n" \
    "sxtb16  r6, r4\n" \
    "sxtb16  r7, r5\n" \
    "sxtb16  r8, r4, ror #8\n" \
    "sxtb16  r9, r5, ror #8\n" \
    "stm     r2!, {r6-r9}\n"

__attribute__((naked, noinline)) static void expand_two(MNV2_IN_REGISTER const int8_t *pixel0,
                                                        MNV2_IN_REGISTER const int8_t *pixel1,
                                                        MNV2_IN_REGISTER uint32_t *columns,
                                                        MNV2_IN_REGISTER const int8_t *end)
{
    __asm__("push    {r4-r9}\n"
            "1:\n" EXPAND_FOUR_TAPS_OF_TWO EXPAND_FOUR_TAPS_OF_TWO "cmp     r0, r3\n"
            "bne     1b\n"
            "pop     {r4-r9}\n"
            "bx      lr\n");
}

/* Of one pixel in r0. r1 columns, r2 end. */
__attribute__((naked, noinline)) static void
expand_one(MNV2_IN_REGISTER const int8_t *pixel, MNV2_IN_REGISTER uint32_t *columns, MNV2_IN_REGISTER const int8_t *end)
{
    __asm__("push    {r4-r7}\n"
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

/* `taps` bytes of each of `count` pixels: a multiple of eight. */
static void expand(const int8_t *const *pixels, int32_t count, uint32_t *columns, int32_t taps)
{
    if (count == 1)
    {
        expand_one(pixels[0], columns, pixels[0] + taps);
    }
    else if (count == 2)
    {
        expand_two(pixels[0], pixels[1], columns, pixels[0] + taps);
    }
    else
    {
        expand_four(pixels[0], pixels[1], pixels[2], pixels[3], columns, pixels[0] + taps);
    }
}

#else

/* The same in C, for other machines: the same data in the same order. */

static int32_t low_halfword(uint32_t pair)
{
    return (int16_t)(uint16_t)(pair & 0xFFFFU);
}

static int32_t high_halfword(uint32_t pair)
{
    return (int16_t)(uint16_t)(pair >> 16);
}

static uint32_t two_bytes_widened(const int8_t *first)
{
    return ((uint32_t)(uint16_t)first[0]) | (uint32_t)(uint16_t)first[2] << 16;
}

/* SMLAD; the sum wraps around. */
static int32_t add_products(int32_t sum, uint32_t a, uint32_t b)
{
    const uint32_t low = (uint32_t)(low_halfword(a) * low_halfword(b));
    const uint32_t high = (uint32_t)(high_halfword(a) * high_halfword(b));
    return (int32_t)((uint32_t)sum + low + high);
}

static void multiply(const quad *block, int32_t count, quad_finish finish)
{
    const int32_t *pairs = block->pairs;
    int8_t *output = block->output;
    while (pairs != block->pairs_end)
    {
        int32_t both[MOST_PIXELS];
        int32_t low[MOST_PIXELS];
        for (int32_t pixel = 0; pixel < count; pixel++)
        {
            both[pixel] = pairs[0];
            low[pixel] = pairs[1];
        }
        pairs += 2;
        for (const uint32_t *x = block->columns; x != block->columns_end; x += count)
        {
            const uint32_t weights = (uint32_t)*pairs++;
            const uint32_t of_a = (uint32_t)(uint16_t)(int8_t)(uint8_t)(weights & 0xFFU) |
                                  (uint32_t)(uint16_t)(int8_t)(uint8_t)(weights >> 16 & 0xFFU) << 16;
            for (int32_t pixel = 0; pixel < count; pixel++)
            {
                both[pixel] = add_products(both[pixel], x[pixel], weights);
                low[pixel] = add_products(low[pixel], x[pixel], of_a);
            }
        }
        for (int32_t pixel = count - 1; pixel >= 0; pixel--)
        {
            int8_t *to = output + (pixel == 0 ? 0 : block->offsets[pixel - 1]);
            const int32_t of_b = (int32_t)((uint32_t)both[pixel] - (uint32_t)low[pixel]) >> 8;
            to[0] = output_of(block, low[pixel], pairs, finish);
            to[1] = output_of(block, of_b, pairs + 2, finish);
        }
        pairs += 4;
        output += 2;
    }
}

static void multiply_four(const quad *block)
{
    multiply(block, MOST_PIXELS, (quad_finish)block->finish);
}

static void multiply_two(const quad *block)
{
    multiply(block, 2, WITHIN_LIMITS);
}

static void multiply_one(const quad *block)
{
    multiply(block, 1, WITHIN_LIMITS);
}

static void expand(const int8_t *const *pixels, int32_t count, uint32_t *columns, int32_t taps)
{
    for (int32_t tap = 0; tap < taps; tap += 4)
    {
        for (int32_t pixel = 0; pixel < count; pixel++)
        {
            columns[pixel] = two_bytes_widened(pixels[pixel] + tap);
            columns[count + pixel] = two_bytes_widened(pixels[pixel] + tap + 1);
        }
        columns += 2 * count;
    }
}

#endif

/* Channels whose weights are halfwords, of `count` pixels. */
static MNV2_SMALL void multiply_wide_few(const quad *block, int32_t count)
{
    const int32_t values = (int32_t)(block->columns_end - block->columns);
    const int32_t *word = block->pairs;
    for (int8_t *output = block->output; word != block->pairs_end; output++)
    {
        const int32_t *const channel = word;
        for (int32_t pixel = count - 1; pixel >= 0; pixel--)
        {
            word = channel;
            int32_t sum = *word++;
            for (int32_t i = pixel; i < values; i += count)
            {
                sum = add_products(sum, block->columns[i], (uint32_t)*word++);
            }
            output[pixel == 0 ? 0 : block->offsets[pixel - 1]] = output_of(block, sum, word, WITHIN_LIMITS);
        }
        word += 2;
    }
}

#if !MNV2_QUADS_IN_ASSEMBLY

static void multiply_wide_four(const quad *block)
{
    multiply_wide_few(block, MOST_PIXELS);
}

#endif

#endif
