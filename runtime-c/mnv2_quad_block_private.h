/*
 * What computes some output channels of four pixels, two or one at once, with the DSP extension, from their values in
 * scratch. Pairs of channels share halfwords. A channel that has no partner, or whose weights are more than a byte, is
 * wide: its weights are halfwords by themselves. Each number of pixels has a file of its own, and so have wide
 * channels: a network links what its layers need.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_QUAD_BLOCK_PRIVATE_H
#define MNV2_QUAD_BLOCK_PRIVATE_H

#include "mnv2_convolution.h"
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
} mnv2_quad_finish;

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
    int32_t finish;       /* An mnv2_quad_finish. */
} mnv2_quad_block;

/* Sums and outputs of pairs, or of wide channels, from `pairs` to `pairs_end`. */
typedef void mnv2_multiply(const mnv2_quad_block *block);

/* `taps` bytes of each pixel, a multiple of eight, to columns. */
typedef void mnv2_expand(const int8_t *const *pixels, uint32_t *columns, int32_t taps);

/* Some pixels at once. */
struct mnv2_at_once
{
    int32_t pixels;
    int32_t least; /* So many are computed as `pixels`: the first is taken twice. */
    mnv2_expand *expand;
    mnv2_multiply *multiply;
    mnv2_multiply *multiply_wide;    /* NULL where no channel may be wide. */
    const struct mnv2_at_once *rest; /* For less than `least`. */
};

mnv2_expand mnv2_expand_one;
mnv2_expand mnv2_expand_two;
mnv2_expand mnv2_expand_four;
mnv2_multiply mnv2_multiply_one;
mnv2_multiply mnv2_multiply_two;
mnv2_multiply mnv2_multiply_four;

static inline int32_t mnv2_byte_within(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

static inline int8_t
mnv2_quad_output(const mnv2_quad_block *block, int32_t sum, const int32_t *factor, mnv2_quad_finish finish)
{
    int32_t scaled = mnv2_add_rounded_high_product(sum, factor[0], sum);
    if (finish != ABOVE_ZERO)
    {
        scaled += scaled >> 31;
    }
    const int32_t shifted = mnv2_add_rounded_high_product(scaled, factor[1], block->output_offset);
    return (int8_t)mnv2_byte_within(
        shifted, (int8_t)(uint8_t)(block->min & 0xFFU), (int8_t)(uint8_t)(block->max & 0xFFU));
}

#if MNV2_QUADS_IN_ASSEMBLY

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

#define QUAD_TIES(sum) "add     " sum ", " sum ", " sum ", asr #31\n"

/* Limits of two outputs in the low bytes of a register: each byte is compared and selected. */
#define QUAD_CLAMP(pair) \
    "ssub8   r3, " pair ", r4\n" \
    "sel     " pair ", " pair ", r4\n" \
    "ssub8   r3, r5, " pair "\n" \
    "sel     " pair ", " pair ", r5\n"

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

/* SMLAD; the sum wraps around. */
static inline int32_t mnv2_add_products(int32_t sum, uint32_t a, uint32_t b)
{
    return mnv2_dsp_mac(sum, (int32_t)a, (int32_t)b);
}

#else

/* The same in C, for other machines: the same data in the same order. */

static inline int32_t mnv2_low_halfword(uint32_t pair)
{
    return (int16_t)(uint16_t)(pair & 0xFFFFU);
}

static inline int32_t mnv2_high_halfword(uint32_t pair)
{
    return (int16_t)(uint16_t)(pair >> 16);
}

static inline uint32_t mnv2_two_bytes_widened(const int8_t *first)
{
    return ((uint32_t)(uint16_t)first[0]) | (uint32_t)(uint16_t)first[2] << 16;
}

/* SMLAD; the sum wraps around. */
static inline int32_t mnv2_add_products(int32_t sum, uint32_t a, uint32_t b)
{
    const uint32_t low = (uint32_t)(mnv2_low_halfword(a) * mnv2_low_halfword(b));
    const uint32_t high = (uint32_t)(mnv2_high_halfword(a) * mnv2_high_halfword(b));
    return (int32_t)((uint32_t)sum + low + high);
}

static inline void mnv2_multiply_in_c(const mnv2_quad_block *block, int32_t count, mnv2_quad_finish finish)
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
                both[pixel] = mnv2_add_products(both[pixel], x[pixel], weights);
                low[pixel] = mnv2_add_products(low[pixel], x[pixel], of_a);
            }
        }
        for (int32_t pixel = count - 1; pixel >= 0; pixel--)
        {
            int8_t *to = output + (pixel == 0 ? 0 : block->offsets[pixel - 1]);
            const int32_t of_b = (int32_t)((uint32_t)both[pixel] - (uint32_t)low[pixel]) >> 8;
            to[0] = mnv2_quad_output(block, low[pixel], pairs, finish);
            to[1] = mnv2_quad_output(block, of_b, pairs + 2, finish);
        }
        pairs += 4;
        output += 2;
    }
}

static inline void mnv2_expand_in_c(const int8_t *const *pixels, int32_t count, uint32_t *columns, int32_t taps)
{
    for (int32_t tap = 0; tap < taps; tap += 4)
    {
        for (int32_t pixel = 0; pixel < count; pixel++)
        {
            columns[pixel] = mnv2_two_bytes_widened(pixels[pixel] + tap);
            columns[count + pixel] = mnv2_two_bytes_widened(pixels[pixel] + tap + 1);
        }
        columns += 2 * count;
    }
}

#endif

#endif
