/*
 * Pixels at once with the DSP extension where channels may be wide: four, two or one.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_quad_block_private.h"

/* Wide channels of `count` pixels. */
static MNV2_SMALL void multiply_few(const mnv2_quad_block *block, int32_t count)
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
                sum = mnv2_add_products(sum, block->columns[i], (uint32_t)*word++);
            }
            output[pixel == 0 ? 0 : block->offsets[pixel - 1]] = mnv2_quad_output(block, sum, word, WITHIN_LIMITS);
        }
        word += 2;
    }
}

static void multiply_one(const mnv2_quad_block *block)
{
    multiply_few(block, 1);
}

static void multiply_two(const mnv2_quad_block *block)
{
    multiply_few(block, 2);
}

#if MNV2_QUADS_IN_ASSEMBLY

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

__attribute__((naked, noinline)) static void multiply_four(MNV2_IN_REGISTER const mnv2_quad_block *block)
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

#else

static void multiply_four(const mnv2_quad_block *block)
{
    multiply_few(block, MOST_PIXELS);
}

#endif

#pragma weak mnv2_one_wide_at_once
const mnv2_at_once mnv2_one_wide_at_once = {
    .pixels = 1,
    .least = 1,
    .expand = mnv2_expand_one,
    .multiply = mnv2_multiply_one,
    .multiply_wide = multiply_one,
};

#pragma weak mnv2_two_wide_at_once
const mnv2_at_once mnv2_two_wide_at_once = {
    .pixels = 2,
    .least = 2,
    .expand = mnv2_expand_two,
    .multiply = mnv2_multiply_two,
    .multiply_wide = multiply_two,
    .rest = &mnv2_one_wide_at_once,
};

#pragma weak mnv2_four_wide_at_once
const mnv2_at_once mnv2_four_wide_at_once = {
    .pixels = MOST_PIXELS,
    .least = MOST_PIXELS - 1,
    .expand = mnv2_expand_four,
    .multiply = mnv2_multiply_four,
    .multiply_wide = multiply_four,
    .rest = &mnv2_two_wide_at_once,
};
