/*
 * What computes some output channels of four pixels or one at once, with Helium, from the values under their windows:
 * in assembly, in C elsewhere. mnv2_convolve_squares_s8.c says how the sums of a square are placed.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_SQUARE_BLOCK_PRIVATE_H
#define MNV2_SQUARE_BLOCK_PRIVATE_H

#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"
#include "mnv2_runtime.h"

enum
{
    PIXELS = 4,
    CHANNELS = 4, /* Of a block. */
    TAPS_AT_ONCE = 16,
    BLOCK_WORDS = 3 * CHANNELS /* Beside the weights: biases, multipliers, shifts. */
};

/* Some output channels of up to four pixels. The order is that in which the kernels load the fields. */
typedef struct
{
    int32_t output_offset;
    const int8_t *end;            /* Of the outputs of pixel 0. */
    int32_t by_bytes;             /* The outputs of a block are no words: see `offsets`. */
    int32_t more_steps;           /* Of sixteen taps each, behind the first. */
    const int8_t *values[PIXELS]; /* Of pixels 0, 2, 1 and 3: a half of a square fills lanes 0 and 2, or 1 and 3. */
    /* Bytes from the outputs of pixel 0 to those of each; by bytes, halfwords for channels 0 and 2 of a block. */
    uint32_t offsets[PIXELS];
    int32_t added[PIXELS]; /* To the sums of each pixel. */
    int32_t min;
    int32_t max;
    const int32_t *blocks;
    int8_t *output;
    int32_t channels;
} square;

typedef void (*square_kernel)(const square *pixels);

static const uint8_t places[PIXELS] = {0, 2, 1, 3};

#if MNV2_MVE_IN_ASSEMBLY

/*
 * Registers:  r1, r3 values of two pixels     r5 weights            r7 steps left
 *             r9 output of pixel 0            r11 weights of the block
 *             r0, r2, r4, r6                  sums of channels 0 to 3 of the first pixel
 *             r8, r10, r12, lr                those of the second
 *             q0, q1 taps of the pixels       q2, q3 weights
 *             q4 to q7 sums of channels 0 to 3, a lane for each pixel
 * Frame:      0 output offset, 4 end, 8 by bytes, 12 steps, 16 values, 32 offsets, 48 added, 64, 68 limits
 */
#define SQUARE_STEP(sum) \
    "vldrb.8 q0, [r1], #16\n" \
    "vldrb.8 q2, [r5], #16\n" sum " r0, q0, q2\n" \
    "vldrb.8 q1, [r3], #16\n" sum " r8, q1, q2\n" \
    "vldrb.8 q3, [r5], #16\n" sum " r2, q0, q3\n" sum " r10, q1, q3\n" \
    "vldrb.8 q2, [r5], #16\n" sum " r4, q0, q2\n" sum " r12, q1, q2\n" \
    "vldrb.8 q3, [r5], #16\n" sum " r6, q0, q3\n" sum " lr, q1, q3\n"

/* A line for each instruction. */
/* clang-format off */

/* The loop is two steps long; a step by itself comes first where their number is odd. */
#define SQUARE_HALF(values, first_lane, second_lane) \
    "mov     r5, r11\n" \
    "ldrd    r1, r3, [sp, #" values "]\n" \
    "ldr     r7, [sp, #12]\n" \
    SQUARE_STEP("vmladav.s8") \
    "lsrs    r7, r7, #1\n" \
    "bcc     2f\n" \
    SQUARE_STEP("vmladava.s8") \
    "2:\n" \
    "beq     4f\n" \
    "3:\n" \
    SQUARE_STEP("vmladava.s8") \
    SQUARE_STEP("vmladava.s8") \
    "subs    r7, r7, #1\n" \
    "bne     3b\n" \
    "4:\n" \
    "vmov    q4[" second_lane "], q4[" first_lane "], r0, r8\n" \
    "vmov    q5[" second_lane "], q5[" first_lane "], r2, r10\n" \
    "vmov    q6[" second_lane "], q6[" first_lane "], r4, r12\n" \
    "vmov    q7[" second_lane "], q7[" first_lane "], r6, lr\n"

/*
 * A channel's shift is three bytes: right (-31 to 0), left (0 to 30), and what makes minus one of a negative number and
 * zero of others: -31, or 32 where there is no rounding shift. Shifts read the low byte of a register.
 */
#define SQUARE_SHIFT_LEFT(sums, shift) \
    "lsr     r10, " shift ", #8\n" \
    "vshl.s32 " sums ", r10\n"

#define SQUARE_LEFT \
    SQUARE_SHIFT_LEFT("q4", "r0") \
    SQUARE_SHIFT_LEFT("q5", "r1") SQUARE_SHIFT_LEFT("q6", "r2") SQUARE_SHIFT_LEFT("q7", "r3")

#define SQUARE_TIES_IF_SHIFTED(sums, shift) \
    "lsr     r10, " shift ", #16\n" \
    "vmov    q0, " sums "\n" \
    "vshl.s32 q0, r10\n" \
    "vadd.i32 " sums ", " sums ", q0\n"

#define SQUARE_SOME_TIES \
    SQUARE_TIES_IF_SHIFTED("q4", "r0") \
    SQUARE_TIES_IF_SHIFTED("q5", "r1") SQUARE_TIES_IF_SHIFTED("q6", "r2") SQUARE_TIES_IF_SHIFTED("q7", "r3")

/* A rounding shift takes ties upwards; one less in negative numbers takes theirs away from zero. */
#define SQUARE_TIES \
    "vshr.s32 q0, q4, #31\n" \
    "vadd.i32 q4, q4, q0\n" \
    "vshr.s32 q1, q5, #31\n" \
    "vadd.i32 q5, q5, q1\n" \
    "vshr.s32 q0, q6, #31\n" \
    "vadd.i32 q6, q6, q0\n" \
    "vshr.s32 q1, q7, #31\n" \
    "vadd.i32 q7, q7, q1\n"

#define SQUARE_ADDED \
    "vldrw.32 q0, [sp, #48]\n" \
    "vadd.i32 q4, q4, q0\n" \
    "vadd.i32 q5, q5, q0\n" \
    "vadd.i32 q6, q6, q0\n" \
    "vadd.i32 q7, q7, q0\n"

#define SQUARE_NOTHING ""

/* The offset is added in 16 bits and saturates there: the cut to 8 bits comes after both. */
#define SQUARE_NARROW \
    "vqadd.s16 q0, q0, r4\n" \
    "vqadd.s16 q1, q1, r4\n" \
    "vqmovnb.s16 q0, q0\n" \
    "vqmovnt.s16 q0, q1\n" \
    "ldrd    r0, r1, [sp, #64]\n" \
    "vdup.8  q1, r0\n" \
    "vdup.8  q2, r1\n" \
    "vmax.s8 q0, q0, q1\n" \
    "vmin.s8 q0, q0, q2\n"

/* From zero point -128 on upwards: cut to 0 to 255, of which -128 turns the sign. */
#define SQUARE_NARROW_ABOVE_ZERO \
    "vqmovunb.s16 q0, q0\n" \
    "vqmovunt.s16 q0, q1\n" \
    "vadd.i8 q0, q0, r4\n"

/*
 * Outputs that are no words are stored as bytes, channels 0 and 2 of the pixels, then 1 and 3: q0 has two halfwords of
 * each pixel, and so has q3. Of the last block, channels that do not exist are left out: r1 has lanes of channels 0
 * and 1.
 */
#define SQUARE_BYTES \
    "5:\n" \
    "sub     r0, r6, r9\n" \
    "cmp     r0, #4\n" \
    "blt     6f\n" \
    "vstrb.16 q0, [r9, q3]\n" \
    "add     r9, r9, #1\n" \
    "vshr.u16 q0, q0, #8\n" \
    "vstrb.16 q0, [r9, q3]\n" \
    "add     r9, r9, #3\n" \
    "mov     r11, r5\n" \
    "cmp     r9, r6\n" \
    "bne     1b\n" \
    "b       7b\n" \
    "6:\n" \
    "movw    r1, #0x3333\n" \
    "mov     r2, r1\n" \
    "cmp     r0, #3\n" \
    "it      eq\n" \
    "mvneq   r2, #0\n" \
    "vmsr    p0, r2\n" \
    "vpst\n" \
    "vstrbt.16 q0, [r9, q3]\n" \
    "cmp     r0, #1\n" \
    "beq     7b\n" \
    "add     r9, r9, #1\n" \
    "vshr.u16 q0, q0, #8\n" \
    "vmsr    p0, r1\n" \
    "vpst\n" \
    "vstrbt.16 q0, [r9, q3]\n" \
    "b       7b\n"

#define SQUARE_KERNEL(name, added, left, ties, narrow) \
    __attribute__((naked, noinline)) static void name(MNV2_UNUSED const square *pixels) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "vpush   {d8-d15}\n" \
                "sub     sp, #72\n" \
                "ldm     r0!, {r1-r8}\n" \
                "stm     sp, {r1-r8}\n" \
                "add     r12, sp, #32\n" \
                "ldm     r0!, {r1-r10}\n" \
                "stm     r12, {r1-r10}\n" \
                "ldrd    r11, r9, [r0]\n" \
                "1:\n" \
                SQUARE_HALF("16", "0", "2") \
                SQUARE_HALF("24", "1", "3") \
                "ldm     r5!, {r0-r4, r6-r8}\n" \
                added \
                "vadd.i32 q4, q4, r0\n" \
                "vadd.i32 q5, q5, r1\n" \
                "vadd.i32 q6, q6, r2\n" \
                "vadd.i32 q7, q7, r3\n" \
                "ldm     r5!, {r0-r3}\n" \
                left \
                "vqrdmulh.s32 q4, q4, r4\n" \
                "vqrdmulh.s32 q5, q5, r6\n" \
                "vqrdmulh.s32 q6, q6, r7\n" \
                "vqrdmulh.s32 q7, q7, r8\n" \
                ties \
                "ldm     sp, {r4, r6, r7}\n" \
                "vrshl.s32 q4, r0\n" \
                "vrshl.s32 q5, r1\n" \
                "vrshl.s32 q6, r2\n" \
                "vrshl.s32 q7, r3\n" \
                "vqmovnb.s32 q0, q4\n" \
                "vqmovnt.s32 q0, q6\n" \
                "vqmovnb.s32 q1, q5\n" \
                "vqmovnt.s32 q1, q7\n" \
                "vldrw.32 q3, [sp, #32]\n" \
                narrow \
                "cbnz    r7, 5f\n" \
                "vstrw.32 q0, [r9, q3]\n" \
                "add     r9, r9, #4\n" \
                "mov     r11, r5\n" \
                "cmp     r9, r6\n" \
                "bne     1b\n" \
                "7:\n" \
                "add     sp, #72\n" \
                "vpop    {d8-d15}\n" \
                "pop     {r4-r11, pc}\n" \
                SQUARE_BYTES); \
    }

/* Under a ReLU whose least output is the zero point of -128, neither ties of negative values nor limits matter. */
SQUARE_KERNEL(multiply_above_zero, SQUARE_NOTHING, SQUARE_NOTHING, SQUARE_NOTHING, SQUARE_NARROW_ABOVE_ZERO)
SQUARE_KERNEL(multiply_down, SQUARE_ADDED, SQUARE_NOTHING, SQUARE_TIES, SQUARE_NARROW)
SQUARE_KERNEL(multiply_any, SQUARE_ADDED, SQUARE_LEFT, SQUARE_SOME_TIES, SQUARE_NARROW)

/* clang-format on */

/*
 * One pixel times four channels.
 * Registers:  r1 values        r5 weights            r7 more steps, lr the same counted down
 *             r0, r2, r4, r6   sums of channels 0 to 3
 *             r9 pixel         r8 output offset      r3 output       r10 channels left      r11 added
 *             q0 taps          q2, q3 weights, then multipliers and shifts
 *             q4 sums          q6, q7 limits
 */
#define SINGLE_STEP(sum) \
    "vldrb.8 q0, [r1], #16\n" \
    "vldrb.8 q2, [r5], #16\n" sum " r0, q0, q2\n" \
    "vldrb.8 q3, [r5], #16\n" sum " r2, q0, q3\n" \
    "vldrb.8 q2, [r5], #16\n" sum " r4, q0, q2\n" \
    "vldrb.8 q3, [r5], #16\n" sum " r6, q0, q3\n"

__attribute__((naked, noinline)) static void multiply_one(MNV2_UNUSED const square *pixels)
{
    __asm__("push    {r4-r11, lr}\n"
            "vpush   {d8-d15}\n"
            "ldr     r8, [r0]\n"
            "ldrd    r7, r9, [r0, #12]\n"
            "ldr     r10, [r0, #80]\n"
            "ldr     r11, [r0, #48]\n"
            "ldrd    r1, r2, [r0, #64]\n"
            "ldrd    r5, r3, [r0, #72]\n"
            "vdup.32 q6, r1\n"
            "vdup.32 q7, r2\n"
            "1:\n"
            "mov     r1, r9\n" SINGLE_STEP("vmladav.s8") "wls     lr, r7, 3f\n"
                                                         "2:\n" SINGLE_STEP(
                                                             "vmladava.s8") "le      lr, 2b\n"
                                                                            "3:\n"
                                                                            "vmov    q4[2], q4[0], r0, r4\n"
                                                                            "vmov    q4[3], q4[1], r2, r6\n"
                                                                            "vldrw.32 q1, [r5], #16\n" /* Biases. */
                                                                            "vadd.i32 q4, q4, r11\n"
                                                                            "vadd.i32 q4, q4, q1\n"
                                                                            "vldrw.32 q2, [r5], #16\n"
                                                                            "vldrw.32 q3, [r5], #16\n"
                                                                            "vshr.u32 q0, q3, #8\n"
                                                                            "vshl.s32 q4, q4, q0\n"
                                                                            "vqrdmulh.s32 q4, q4, q2\n"
                                                                            "vshr.u32 q1, q3, #16\n"
                                                                            "vshl.s32 q0, q4, q1\n"
                                                                            "vadd.i32 q4, q4, q0\n"
                                                                            "vrshl.s32 q4, q4, q3\n"
                                                                            "vadd.i32 q4, q4, r8\n"
                                                                            "vmax.s32 q4, q4, q6\n"
                                                                            "vmin.s32 q4, q4, q7\n"
                                                                            "vctp.32 r10\n"
                                                                            "vpst\n"
                                                                            "vstrbt.32 q4, [r3], #4\n"
                                                                            "subs    r10, r10, #4\n"
                                                                            "bgt     1b\n"
                                                                            "vpop    {d8-d15}\n"
                                                                            "pop     {r4-r11, pc}\n");
}

#else

/* The same in C, for other machines: the same data in the same order. */

static int32_t shift_of(int32_t packed)
{
    const int32_t left = packed >> 8 & 0xFF;
    return left > 0 ? left : (int8_t)(uint8_t)(packed & 0xFF);
}

static void multiply(const square *pixels, int32_t count)
{
    const int32_t *blocks = pixels->blocks;
    for (int32_t c = 0; c < pixels->channels; c += CHANNELS)
    {
        uint32_t sums[CHANNELS][PIXELS] = {{0}};
        for (int32_t step = 0; step <= pixels->more_steps; step++)
        {
            for (int32_t channel = 0; channel < CHANNELS; channel++)
            {
                const int8_t *weights = (const int8_t *)blocks;
                blocks += TAPS_AT_ONCE / 4;
                for (int32_t pixel = 0; pixel < count; pixel++)
                {
                    const int8_t *values = pixels->values[places[pixel]] + step * TAPS_AT_ONCE;
                    for (int32_t tap = 0; tap < TAPS_AT_ONCE; tap++)
                    {
                        sums[channel][pixel] = mnv2_mac(sums[channel][pixel], weights[tap], values[tap]);
                    }
                }
            }
        }
        for (int32_t channel = 0; channel < CHANNELS && c + channel < pixels->channels; channel++)
        {
            for (int32_t pixel = 0; pixel < count; pixel++)
            {
                const uint32_t offset = pixels->by_bytes ? pixels->offsets[pixel] & 0xFFFF : pixels->offsets[pixel];
                pixels->output[offset + (uint32_t)(c + channel)] = mnv2_requantize(
                    (int32_t)(sums[channel][pixel] + (uint32_t)pixels->added[pixel] + (uint32_t)blocks[channel]),
                    blocks[CHANNELS + channel],
                    shift_of(blocks[2 * CHANNELS + channel]),
                    pixels->output_offset,
                    pixels->min,
                    pixels->max);
            }
        }
        blocks += BLOCK_WORDS;
    }
}

static void multiply_above_zero(const square *pixels)
{
    multiply(pixels, PIXELS);
}

static void multiply_down(const square *pixels)
{
    multiply(pixels, PIXELS);
}

static void multiply_any(const square *pixels)
{
    multiply(pixels, PIXELS);
}

static void multiply_one(const square *pixels)
{
    multiply(pixels, 1);
}

#endif

#endif
