/*
 * Convolution for cores with the DSP extension: four pixels times two output channels at a time, or two pixels, or one.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The weights of two channels share a halfword, a + 256 * b, so that one word holds two taps of both and one multiply
 * gives a sum of both: x * (a + 256 * b). A second multiply, by the low bytes alone, gives the sum of channel a; what
 * is left of the first is 256 times the sum of channel b. That halves the loads and the sign extensions of weights.
 *
 * The windows of these pixels are written to scratch as 16-bit values first, once for all output channels. Four taps of
 * the pixels lie together: taps 0 and 2 of each pixel, then taps 1 and 3 of each. Taps are filled up to a multiple
 * of eight by whatever lies there, because weights of zero meet them.
 *
 * Four pixels read each weight once and so are the fastest. Two need half the scratch and one a quarter, at little more
 * time, because they have registers left to load several words at once; they also take the pixels that are left over.
 */
#include "mnv2_convolution.h"
#include "mnv2_quads_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

enum
{
    MOST_PIXELS = 4,
    TAPS_AT_ONCE = 8, /* Of a column. */
    WORDS_OF_PAIR = 6 /* Beside the weights: two start values, two factors of two words. */
};

/* Some output channels of some pixels. */
typedef struct
{
    const uint32_t *columns;
    const uint32_t *columns_end;
    int32_t is_half; /* The number of taps is an odd multiple of eight. */
    int32_t output_offset;
    int8_t *output;
    int32_t offsets[MOST_PIXELS - 1]; /* Bytes from the first pixel's outputs to those of the others. */
    const int32_t *pairs_end;
    uint32_t min; /* Four times the same byte. */
    uint32_t max;
    const int32_t *pairs;
} quad;

typedef void (*quad_kernel)(const quad *block);

#if MNV2_QUADS_IN_ASSEMBLY

/*
 * Registers:  r0 columns        r1 weights              r2, r3 values of a pixel each: two taps
 *             r4 two taps of two channels, r5 their low bytes: those of channel a
 *             r6, r8, r10, r12  sums of both channels, pixels 0 to 3
 *             r7, r9, r11, lr   sums of channel a
 * Frame:      0 columns, 4 their end, 8 where the loop is entered, 12 output offset, 16 output, 20, 24, 28 offsets,
 *             32 end of the pairs, 36, 40 limits
 *
 * The first two taps add to the start values, which wait in r12 and lr until the fourth pixel takes them over. The loop
 * is 16 taps long; it is entered in the middle, so that the taps there are come out even.
 */
#define QUAD_TAPS(both, low, both1, low1, both2, low2) \
    "ldr     r4, [r1], #4\n" \
    "ldrd    r2, r3, [r0], #8\n" \
    "sxtb16  r5, r4\n" \
    "smlad   r6, r2, r4, " both "\n" \
    "smlad   r7, r2, r5, " low "\n" \
    "smlad   r8, r3, r4, " both1 "\n" \
    "smlad   r9, r3, r5, " low1 "\n" \
    "ldrd    r2, r3, [r0], #8\n" \
    "smlad   r10, r2, r4, " both2 "\n" \
    "smlad   r11, r2, r5, " low2 "\n" \
    "smlad   r12, r3, r4, r12\n" \
    "smlad   lr, r3, r5, lr\n"

#define QUAD_FIRST_TAPS QUAD_TAPS("r12", "lr", "r12", "lr", "r12", "lr")
#define QUAD_NEXT_TAPS QUAD_TAPS("r6", "r7", "r8", "r9", "r10", "r11")

/*
 * Sums to outputs. r2 and r4 are 2 * multiplier - 2^32 of the channels, r3 and r5 are 2^(32 - right shift), r0 is the
 * output offset: the first SMMLAR is the doubling high product, sum * (2 * multiplier) / 2^32 rounded half up; the
 * second the rounding shift to the right and the offset. It rounds half up too, but ties of negative values go away
 * from zero: `ties` takes one off them, where they are not cut off anyway.
 */
#define QUAD_FINISH(both, low, ties) \
    "sub     " both ", " both ", " low "\n" \
    "smmlar  " low ", " low ", r2, " low "\n" \
    "asr     " both ", " both ", #8\n" ties(low) "smmlar  " both ", " both ", r4, " both "\n" \
                                                 "smmlar  " low ", " low \
                                                 ", r3, r0\n" ties(both) "ssat    " low ", #8, " low "\n" \
                                                                         "smmlar  " both ", " both ", r5, r0\n" \
                                                                         "ssat    " both ", #8, " both "\n"

#define QUAD_NO_TIES(sum) ""
#define QUAD_TIES(sum) "add     " sum ", " sum ", " sum ", asr #31\n"

/* Limits of two outputs in the low bytes of a register: each byte is compared and selected. */
#define QUAD_CLAMP(pair) \
    "ssub8   r3, " pair ", r4\n" \
    "sel     " pair ", " pair ", r4\n" \
    "ssub8   r3, r5, " pair "\n" \
    "sel     " pair ", " pair ", r5\n"

#define QUAD_NO_LIMITS ""
#define QUAD_LIMITS "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP("r7") QUAD_CLAMP("r9") QUAD_CLAMP("r11") QUAD_CLAMP("lr")

#define QUAD_KERNEL(name, ties, limits) \
    __attribute__((naked, noinline)) static void name(MNV2_IN_REGISTER const quad *block) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "sub     sp, #44\n" \
                "ldm     r0!, {r2-r12}\n" \
                "stm     sp, {r2-r12}\n" \
                "ldr     r1, [r0]\n" \
                "adr.w   r3, 8f\n" \
                "cmp     r4, #0\n" \
                "it      ne\n" \
                "addne   r3, r3, #192\n" /* Four times two taps, of 12 instructions of 4 bytes. */ \
                "orr     r3, r3, #1\n" \
                "str     r3, [sp, #8]\n" \
                ".balign 4\n" \
                "1:\n" \
                "ldr.w   r0, [sp]\n" \
                "ldrd    r12, lr, [r1], #8\n" /* Start values. */ \
                QUAD_FIRST_TAPS "ldr.w   pc, [sp, #8]\n" \
                "2:\n" QUAD_NEXT_TAPS "8:\n" QUAD_NEXT_TAPS QUAD_NEXT_TAPS QUAD_NEXT_TAPS QUAD_NEXT_TAPS \
                    QUAD_NEXT_TAPS QUAD_NEXT_TAPS QUAD_NEXT_TAPS "ldr     r4, [sp, #4]\n" \
                "cmp     r0, r4\n" \
                "bne     2b\n" \
                "ldm     r1!, {r2-r5}\n" \
                "ldr     r0, [sp, #12]\n" QUAD_FINISH("r6", "r7", ties) QUAD_FINISH("r8", "r9", ties) \
                    QUAD_FINISH("r10", "r11", ties) \
                        QUAD_FINISH("r12", "lr", ties) "bfi     r7, r6, #8, #24\n" \
                                                       "bfi     r9, r8, #8, #24\n" \
                                                       "bfi     r11, r10, #8, #24\n" \
                                                       "bfi     lr, r12, #8, #24\n" limits "add     r6, sp, #16\n" \
                                                       "ldm     r6, {r2, r3, r4, r5, r8}\n" \
                                                       "strh    r9, [r2, r3]\n" \
                                                       "strh    r11, [r2, r4]\n" \
                                                       "strh    lr, [r2, r5]\n" \
                                                       "strh    r7, [r2], #2\n" \
                                                       "str     r2, [r6]\n" \
                                                       "cmp     r1, r8\n" \
                                                       "bne     1b\n" \
                                                       "add     sp, #44\n" \
                                                       "pop     {r4-r11, pc}\n"); \
    }

QUAD_KERNEL(multiply_above_zero, QUAD_NO_TIES, QUAD_NO_LIMITS)
QUAD_KERNEL(multiply_any, QUAD_TIES, QUAD_NO_LIMITS)
QUAD_KERNEL(multiply_within_limits, QUAD_TIES, QUAD_LIMITS)

/* What comes before and behind the loops over taps of two pixels or one. The frame is the same; the end is in lr. */
#define FEW_BEGIN \
    "push    {r4-r11, lr}\n" \
    "sub     sp, #44\n" \
    "ldm     r0!, {r2-r12}\n" \
    "stm     sp, {r2-r12}\n" \
    "ldr     r1, [r0]\n" \
    "mov     lr, r3\n" \
    "1:\n" \
    "ldr.w   r0, [sp]\n"

#define FEW_FACTORS \
    "cmp     r0, lr\n" \
    "bne     2b\n" \
    "ldm     r1!, {r2-r5}\n" \
    "ldr     r0, [sp, #12]\n"

#define FEW_END \
    "str     r2, [sp, #16]\n" \
    "ldr     r3, [sp, #32]\n" \
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
                      "2:\n" TWO_TAPS TWO_TAPS FEW_FACTORS QUAD_FINISH("r9", "r10", QUAD_TIES)
                          QUAD_FINISH("r11", "r12", QUAD_TIES) "bfi     r10, r9, #8, #24\n"
                                                               "bfi     r12, r11, #8, #24\n"
                                                               "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP("r10")
                                                                   QUAD_CLAMP("r12") "ldrd    r2, r3, [sp, #16]\n"
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

__attribute__((naked, noinline)) static void multiply_one(MNV2_IN_REGISTER const quad *block)
{
    __asm__(FEW_BEGIN
            "ldrd    r11, r12, [r1], #8\n" /* Start values. */
            "2:\n"
            "ldm     r1!, {r2-r5}\n"
            "ldm     r0!, {r6-r9}\n" ONE_TAPS("r2", "r6") ONE_TAPS("r3", "r7") ONE_TAPS("r4", "r8") ONE_TAPS("r5", "r9")
                FEW_FACTORS QUAD_FINISH("r11", "r12", QUAD_TIES) "bfi     r12, r11, #8, #24\n"
                                                                 "ldrd    r4, r5, [sp, #36]\n" QUAD_CLAMP(
                                                                     "r12") "ldr     r2, [sp, #16]\n"
                                                                            "strh    r12, [r2], #2\n" FEW_END);
}

/*
 * Eight bytes of each pixel to 64 bytes of columns, until those of pixel 0 end.
 * r0 to r3 the pixels, r12 columns, lr end.
 */
#define EXPAND_FOUR_TAPS \
    "ldr     r4, [r0], #4\n" \
    "ldr     r5, [r1], #4\n" \
    "ldr     r6, [r2], #4\n" \
    "ldr     r7, [r3], #4\n" \
    "sxtb16  r8, r4\n" \
    "sxtb16  r9, r5\n" \
    "sxtb16  r10, r6\n" \
    "sxtb16  r11, r7\n" \
    "stm     r12!, {r8-r11}\n" \
    "sxtb16  r8, r4, ror #8\n" \
    "sxtb16  r9, r5, ror #8\n" \
    "sxtb16  r10, r6, ror #8\n" \
    "sxtb16  r11, r7, ror #8\n" \
    "stm     r12!, {r8-r11}\n"

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

static int32_t byte_within(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

static int8_t finish(const quad *block, int32_t sum, const int32_t *factor, int fixes_ties)
{
    int32_t scaled = mnv2_add_rounded_high_product(sum, factor[0], sum);
    if (fixes_ties)
    {
        scaled += scaled >> 31;
    }
    const int32_t shifted = mnv2_add_rounded_high_product(scaled, factor[1], block->output_offset);
    return (int8_t)byte_within(shifted, (int8_t)(uint8_t)(block->min & 0xFFU), (int8_t)(uint8_t)(block->max & 0xFFU));
}

static void multiply(const quad *block, int32_t count, int fixes_ties)
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
            to[0] = finish(block, low[pixel], pairs, fixes_ties);
            to[1] = finish(block, of_b, pairs + 2, fixes_ties);
        }
        pairs += 4;
        output += 2;
    }
}

static void multiply_above_zero(const quad *block)
{
    multiply(block, MOST_PIXELS, 0);
}

static void multiply_any(const quad *block)
{
    multiply(block, MOST_PIXELS, 1);
}

static void multiply_within_limits(const quad *block)
{
    multiply(block, MOST_PIXELS, 1);
}

static void multiply_two(const quad *block)
{
    multiply(block, 2, 1);
}

static void multiply_one(const quad *block)
{
    multiply(block, 1, 1);
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

/* What does not change from pixel to pixel. */
typedef struct
{
    const mnv2_conv_params *params;
    const int32_t *pairs;
    quad_kernel multiply_four;
    int32_t pixels_at_once;
    int32_t taps; /* Filled up. */
    int32_t pair_words;
    uint32_t *columns;
    int8_t *windows; /* Room for the bytes of those at once; of one pixel of the input where channels come in eights. */
} convolution;

static uint32_t four_times(int32_t byte)
{
    return (uint32_t)(byte & 0xFF) * 0x01010101U;
}

static quad_kernel kernel_for_four(const mnv2_conv_params *params)
{
    if (params->activation_min != INT8_MIN || params->activation_max != INT8_MAX)
    {
        return multiply_within_limits;
    }
    return params->output_offset == INT8_MIN ? multiply_above_zero : multiply_any;
}

static quad_kernel kernel_for(const convolution *all, int32_t count)
{
    return count == 1 ? multiply_one : count == 2 ? multiply_two : all->multiply_four;
}

/* A channel without a partner: the other output of its pair is not stored. */
static void
multiply_single(quad_kernel multiply_pairs, quad *block, int8_t *output, const int32_t *offsets, int32_t count)
{
    int8_t outputs[2 * MOST_PIXELS];
    block->output = outputs;
    for (int32_t pixel = 1; pixel < count; pixel++)
    {
        block->offsets[pixel - 1] = 2 * pixel;
    }
    multiply_pairs(block);
    for (int32_t pixel = 0; pixel < count; pixel++)
    {
        output[offsets[pixel]] = outputs[2 * pixel];
    }
}

/* All output channels of `count` pixels whose columns are filled: one, two or four. */
static void multiply_columns(const convolution *all, int8_t *output, const int32_t *offsets, int32_t count)
{
    const mnv2_conv_params *params = all->params;
    const quad_kernel multiply_pairs = kernel_for(all, count);
    quad block = {
        .columns = all->columns,
        .columns_end = all->columns + count * all->taps / 2,
        .is_half = all->taps & TAPS_AT_ONCE,
        .output_offset = params->output_offset,
        .pairs_end = all->pairs,
        .min = four_times(params->activation_min),
        .max = four_times(params->activation_max),
    };
    const int8_t *end = output + params->output_channels;
    while (output < end)
    {
        const int32_t run = *block.pairs_end;
        block.pairs = block.pairs_end + 1;
        block.pairs_end = block.pairs + (run > 0 ? run : 1) * all->pair_words;
        if (run > 0)
        {
            block.output = output;
            for (int32_t pixel = 1; pixel < count; pixel++)
            {
                block.offsets[pixel - 1] = offsets[pixel];
            }
            multiply_pairs(&block);
            output += 2 * run;
        }
        else
        {
            multiply_single(multiply_pairs, &block, output, offsets, count);
            output++;
        }
    }
}

/* Columns from runs of bytes, of which no byte behind the last tap is read unless they lie in scratch. */
static void expand_runs(const convolution *all, const int8_t *const *runs, int32_t count, int32_t taps)
{
    const int32_t whole = taps - taps % TAPS_AT_ONCE;
    if (whole > 0)
    {
        expand(runs, count, all->columns, whole);
    }
    if (whole < taps)
    {
        int8_t rest[MOST_PIXELS][TAPS_AT_ONCE] = {{0}};
        const int8_t *rests[MOST_PIXELS];
        for (int32_t pixel = 0; pixel < count; pixel++)
        {
            mnv2_copy_run(rest[pixel], runs[pixel] + whole, taps - whole);
            rests[pixel] = rest[pixel];
        }
        expand(rests, count, all->columns + count * whole / 2, TAPS_AT_ONCE);
    }
}

/* Pixels that wait until there are enough. */
typedef struct
{
    const int8_t *runs[MOST_PIXELS];
    int32_t count;
    int32_t in_scratch; /* So many of the runs. */
    int8_t *output;     /* Of the first. */
} waiting;

/* All output channels of the pixels that wait. Three are computed as four: the first of them twice. */
static void compute(const convolution *all, waiting *pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t missing = pixels->count == 3 ? 1 : 0;
    const int32_t count = pixels->count + missing;
    const int8_t *runs[MOST_PIXELS];
    int32_t offsets[MOST_PIXELS];
    for (int32_t place = 0; place < count; place++)
    {
        const int32_t pixel = place < missing ? 0 : place - missing;
        runs[place] = pixels->runs[pixel];
        offsets[place] = pixel * params->output_channels;
    }
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    expand_runs(all, runs, count, pixels->in_scratch == pixels->count ? all->taps : taps);
    multiply_columns(all, pixels->output, offsets, count);
    pixels->output += pixels->count * params->output_channels;
    pixels->count = 0;
    pixels->in_scratch = 0;
}

/*
 * Columns of `count` pixels from the rows themselves, where channels come in eights; the first window begins at
 * `column`. `missing` pixels before the first are the first again.
 */
static void
expand_rows(const convolution *all, const int8_t *const *rows, int32_t column, int32_t count, int32_t missing)
{
    const mnv2_conv_params *params = all->params;
    const int32_t channels = params->input_channels;
    const int32_t step = params->kernel_width == 1 ? 1 : params->dilation_width;
    const int32_t last = column + (count - missing - 1) * params->stride_width + (params->kernel_width - 1) * step;
    const int is_inside = column >= 0 && last < params->input_width && step == 1;
    const int8_t *runs[MOST_PIXELS];
    uint32_t *columns = all->columns;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        if (is_inside && rows[ky] != NULL)
        {
            for (int32_t place = 0; place < count; place++)
            {
                const int32_t pixel = place < missing ? 0 : place - missing;
                runs[place] = rows[ky] + (column + pixel * params->stride_width) * channels;
            }
            expand(runs, count, columns, params->kernel_width * channels);
            columns += count * params->kernel_width * channels / 2;
            continue;
        }
        memset(all->windows, params->input_zero_point, (size_t)channels);
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            for (int32_t place = 0; place < count; place++)
            {
                const int32_t pixel = place < missing ? 0 : place - missing;
                const int32_t x = column + pixel * params->stride_width + kx * step;
                const int is_padding = rows[ky] == NULL || x < 0 || x >= params->input_width;
                runs[place] = is_padding ? all->windows : rows[ky] + x * channels;
            }
            expand(runs, count, columns, channels);
            columns += count * channels / 2;
        }
    }
}

/* Pixels of a row, from rows that are read where they lie; none is left waiting. */
static void
add_row_of_eights(const convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    for (int32_t x = x_begin; x < x_end;)
    {
        const int32_t rest = x_end - x;
        const int32_t added = rest < all->pixels_at_once ? rest : all->pixels_at_once;
        const int32_t missing = added == 3 ? 1 : 0;
        int32_t offsets[MOST_PIXELS];
        for (int32_t place = 0; place < added + missing; place++)
        {
            offsets[place] = place < missing ? 0 : (place - missing) * params->output_channels;
        }
        expand_rows(all, rows, x * params->stride_width - params->pad_left, added + missing, missing);
        multiply_columns(all, pixels->output, offsets, added + missing);
        pixels->output += added * params->output_channels;
        x += added;
    }
}

/* Pixels of a row; up to three of them may be left waiting. */
static void add_row(const convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
    if (params->input_channels % TAPS_AT_ONCE == 0)
    {
        add_row_of_eights(all, pixels, rows, x_begin, x_end);
        return;
    }
    const int32_t reach = (params->kernel_width - 1) * params->dilation_width;
    /* Taps that are neighbours in one row need no gathering, where none of them lies in the padding. */
    const int is_run = params->kernel_height == 1 && rows[0] != NULL && reach == params->kernel_width - 1;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        if (is_run && column >= 0 && column + reach < params->input_width)
        {
            pixels->runs[pixels->count] = rows[0] + column * params->input_channels;
        }
        else
        {
            int8_t *const window = all->windows + pixels->count * all->taps;
            mnv2_gather_window(params, rows, column, window);
            pixels->runs[pixels->count] = window;
            pixels->in_scratch++;
        }
        pixels->count++;
        if (pixels->count == all->pixels_at_once)
        {
            compute(all, pixels);
        }
    }
}

static convolution
convolution_of(const mnv2_conv_params *params, const int32_t *pairs, void *scratch, int32_t pixels_at_once)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int32_t filled = (taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE;
    const convolution all = {
        .params = params,
        .pairs = pairs,
        .multiply_four = kernel_for_four(params),
        .pixels_at_once = pixels_at_once,
        .taps = filled,
        .pair_words = WORDS_OF_PAIR + filled / 2,
        .columns = scratch,
        .windows = (int8_t *)scratch + 2 * pixels_at_once * filled,
    };
    return all;
}

#pragma weak mnv2_convolve_quads_row_s8
void mnv2_convolve_quads_row_s8(const mnv2_conv_params *params,
                                const int32_t *pairs,
                                const int8_t *const *input_rows,
                                void *scratch,
                                int32_t pixels_at_once,
                                int8_t *output,
                                int32_t x_begin,
                                int32_t x_end)
{
    const convolution all = convolution_of(params, pairs, scratch, pixels_at_once);
    waiting pixels = {.output = output};
    add_row(&all, &pixels, input_rows, x_begin, x_end);
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_tall_s8
void mnv2_convolve_quads_tall_s8(const mnv2_conv_params *params,
                                 const int32_t *pairs,
                                 const int8_t *input,
                                 void *scratch,
                                 int32_t pixels_at_once,
                                 void *row_table,
                                 int8_t *output)
{
    const int8_t **const rows = row_table;
    const convolution all = convolution_of(params, pairs, scratch, pixels_at_once);
    waiting pixels = {.output = output};
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(add_row(&all, &pixels, rows, 0, params->output_width))
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_s8
void mnv2_convolve_quads_s8(const mnv2_conv_params *params,
                            const int32_t *pairs,
                            const int8_t *input,
                            void *scratch,
                            int32_t pixels_at_once,
                            int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_quads_tall_s8(params, pairs, input, scratch, pixels_at_once, rows, output);
}
