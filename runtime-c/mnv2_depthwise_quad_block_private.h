/*
 * What computes some channels of four pixels or one of a 3x3 depthwise convolution, with the DSP extension. A record
 * has what four channels need. SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_DEPTHWISE_QUAD_BLOCK_PRIVATE_H
#define MNV2_DEPTHWISE_QUAD_BLOCK_PRIVATE_H

#include "mnv2_quads_private.h"

enum
{
    PIXELS = 4,
    CHANNELS = 4,     /* Of a record. */
    RECORD_WORDS = 21 /* Four start values, nine words of weights, four times two factors. */
};

/* Where a row of the window begins: the first column under the first window. */
typedef struct
{
    const int8_t *values;
    uint32_t filter_offset; /* Of two halfwords. Every row has it, so that one instruction loads both. */
} window_row;

/* Some channels of four pixels or one. The order is that in which the kernels load the fields. */
typedef struct
{
    window_row rows[3];
    const int32_t *records;
    int8_t *output;
    int32_t output_step; /* Bytes from pixel to pixel. */
    const int32_t *records_end;
    int32_t input_step;
} quad;

#if MNV2_QUADS_IN_ASSEMBLY

/*
 * Registers:  r4, r6, r8, r10   sums of channel 0 (or 1), pixels 0 to 3
 *             r5, r7, r9, r11   sums of channel 2 (or 3)
 *             r2, r3, r12       three weights of both channels: a row of the window
 *             lr                a value of both channels
 *             r0 the input row, r1 from column to column
 * Frame:      0, 8, 16 rows, 4, 12, 20 filter offset, 24 records, 28 output, 32 output step, 36 end of the records
 *
 * Start values wait in r10 and r11, the sums of the last pixel: the first product of each other pixel is added to them.
 */
#define QUAD_COLUMN(address, half) \
    "ldr     lr, " address "\n" \
    "sxtb16  lr, lr" half "\n"
#define QUAD_TAP_TO(weight, sum0, sum2, from0, from2) \
    "smlabb  " sum0 ", lr, " weight ", " from0 "\n" \
    "smlatt  " sum2 ", lr, " weight ", " from2 "\n"
#define QUAD_TAP_0(weight) QUAD_TAP_TO(weight, "r4", "r5", "r4", "r5")
#define QUAD_TAP_1(weight) QUAD_TAP_TO(weight, "r6", "r7", "r6", "r7")
#define QUAD_TAP_2(weight) QUAD_TAP_TO(weight, "r8", "r9", "r8", "r9")
#define QUAD_TAP_3(weight) QUAD_TAP_TO(weight, "r10", "r11", "r10", "r11")
#define QUAD_START_0(weight) QUAD_TAP_TO(weight, "r4", "r5", "r10", "r11")
#define QUAD_START_1(weight) QUAD_TAP_TO(weight, "r6", "r7", "r10", "r11")
#define QUAD_START_2(weight) QUAD_TAP_TO(weight, "r8", "r9", "r10", "r11")

/* `row` and `weights` are offsets in frame and record. */
#define QUAD_WEIGHTS(row, weights, weights2, half) \
    "ldrd    r0, lr, [sp, #" row "]\n" \
    "ldr     r12, [sp, #24]\n" \
    "ldrd    r2, r3, [r12, #" weights "]\n" \
    "ldr     r12, [r12, #" weights2 "]\n" \
    "sxtab16 r2, lr, r2" half "\n" \
    "sxtab16 r3, lr, r3" half "\n" \
    "sxtab16 r12, lr, r12" half "\n"

/* Columns 0 to 5; a column counts for up to three pixels. */
#define QUAD_ROW_1(half, first_0, first_1, first_2) \
    QUAD_COLUMN("[r0]", half) \
    first_0("r2") QUAD_COLUMN("[r0, r1]", half) QUAD_TAP_0("r3") first_1("r2") QUAD_COLUMN("[r0, r1, lsl #1]", half) \
        QUAD_TAP_0("r12") QUAD_TAP_1("r3") first_2("r2") QUAD_COLUMN("[r0, r1, lsl #2]", half) QUAD_TAP_2("r12") \
            QUAD_TAP_3("r3") "add     r0, r0, r1\n" /* Column 1: the others are 3 and 5. */ \
        QUAD_COLUMN("[r0, r1, lsl #1]", half) QUAD_TAP_1("r12") QUAD_TAP_2("r3") QUAD_TAP_3("r2") \
            QUAD_COLUMN("[r0, r1, lsl #2]", half) QUAD_TAP_3("r12")

/* Stride 2: columns 0 to 8. */
#define QUAD_ROW_2(half, first_0, first_1, first_2) \
    QUAD_COLUMN("[r0]", half) \
    first_0("r2") QUAD_COLUMN("[r0, r1]", half) QUAD_TAP_0("r3") QUAD_COLUMN("[r0, r1, lsl #1]", half) \
        QUAD_TAP_0("r12") first_1("r2") QUAD_COLUMN("[r0, r1, lsl #2]", half) QUAD_TAP_1("r12") \
            first_2("r2") "add     r0, r0, r1\n" /* Column 1: then 3 and 5. */ \
        QUAD_COLUMN("[r0, r1, lsl #1]", half) QUAD_TAP_1("r3") QUAD_COLUMN("[r0, r1, lsl #2]", half) \
            QUAD_TAP_2("r3") "add     r0, r0, r1, lsl #2\n" /* Column 5: then 6 and 7. */ \
        QUAD_COLUMN("[r0, r1]", half) QUAD_TAP_2("r12") QUAD_TAP_3("r2") QUAD_COLUMN("[r0, r1, lsl #1]", half) \
            QUAD_TAP_3("r3") "add     r0, r0, r1\n" QUAD_COLUMN("[r0, r1, lsl #1]", half) QUAD_TAP_3("r12")

/*
 * m is 2 * multiplier - 2^32, p is 2^(32 - right shift), r0 the output offset. The first SMMLAR is the doubling high
 * product, the second the rounding shift and the offset. Both round half up; what the second should round otherwise is
 * negative and cut off, because the least output is the output offset.
 */
#define QUAD_SCALE(sum, m) "smmlar  " sum ", " sum ", " m ", " sum "\n"
#define QUAD_SHIFT(sum, p) "smmlar  " sum ", " sum ", " p ", r0\n"
#define QUAD_SATURATE(sum) "ssat    " sum ", #8, " sum "\n"

/* Two pixels take turns, so that no result is needed by the next instruction. r2, r3, r12, lr are the factors. */
#define QUAD_FINISH_TWO(sum0, sum2, next0, next2) \
    QUAD_SCALE(sum0, "r2") \
    QUAD_SCALE(sum2, "r12") \
    QUAD_SCALE(next0, "r2") \
    QUAD_SCALE(next2, "r12") \
    QUAD_SHIFT(sum0, "r3") \
    QUAD_SHIFT(sum2, "lr") \
    QUAD_SHIFT(next0, "r3") \
    QUAD_SHIFT(next2, "lr") \
    QUAD_SATURATE(sum0) \
    QUAD_SATURATE(sum2) \
    QUAD_SATURATE(next0) \
    QUAD_SATURATE(next2)

/* Two channels of a pixel, from where r2 points. */
#define QUAD_STORE(sum0, sum2, byte0, byte2) \
    "strb    " sum0 ", [r2, #" byte0 "]\n" \
    "strb    " sum2 ", [r2, #" byte2 "]\n"
#define QUAD_NEXT_PIXEL "add     r2, r2, r3\n"

#define QUAD_START(start) \
    "ldr     r12, [sp, #24]\n" \
    "ldrd    r10, r11, [r12, #" start "]\n"
#define QUAD_FACTORS(factors) \
    "ldr     r0, [sp, #24]\n" \
    "adds    r0, #" factors "\n" \
    "ldm     r0, {r2, r3, r12, lr}\n" \
    "mvn     r0, #127\n"
#define QUAD_OUTPUT "ldrd    r2, r3, [sp, #28]\n"

/* A line for each part. */
/* clang-format off */

/* Channels 0 and 2 of a record, or 1 and 3: offsets of start values and factors, the rotation, the bytes written. */
#define QUAD_PASS(row, start, factors, half, byte0, byte2) \
    QUAD_START(start) \
    QUAD_WEIGHTS("0", "16", "24", half) \
    row(half, QUAD_START_0, QUAD_START_1, QUAD_START_2) \
    QUAD_WEIGHTS("8", "28", "36", half) \
    row(half, QUAD_TAP_0, QUAD_TAP_1, QUAD_TAP_2) \
    QUAD_WEIGHTS("16", "40", "48", half) \
    row(half, QUAD_TAP_0, QUAD_TAP_1, QUAD_TAP_2) \
    QUAD_FACTORS(factors) \
    QUAD_FINISH_TWO("r4", "r5", "r6", "r7") \
    QUAD_FINISH_TWO("r8", "r9", "r10", "r11") \
    QUAD_OUTPUT \
    QUAD_STORE("r4", "r5", byte0, byte2) \
    QUAD_NEXT_PIXEL \
    QUAD_STORE("r6", "r7", byte0, byte2) \
    QUAD_NEXT_PIXEL \
    QUAD_STORE("r8", "r9", byte0, byte2) \
    QUAD_NEXT_PIXEL \
    QUAD_STORE("r10", "r11", byte0, byte2)

#define QUAD_KERNEL(name, row) \
    __attribute__((naked, noinline)) static void name(MNV2_IN_REGISTER const quad *block) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "sub     sp, #44\n" \
                "ldm     r0, {r2-r11}\n" \
                "stm     sp, {r2-r11}\n" \
                "ldr     r1, [r0, #40]\n" \
                "1:\n" \
                QUAD_PASS(row, "0", "52", "", "0", "2") \
                QUAD_PASS(row, "8", "68", ", ror #8", "1", "3") \
                "ldm     sp, {r2-r9}\n" \
                "adds    r2, #4\n" \
                "adds    r4, #4\n" \
                "adds    r6, #4\n" \
                "add     r8, #84\n" \
                "adds    r9, #4\n" \
                "stm     sp, {r2-r9}\n" \
                "ldr     r7, [sp, #36]\n" \
                "cmp     r8, r7\n" \
                "bne     1b\n" \
                "add     sp, #44\n" \
                "pop     {r4-r11, pc}\n"); \
    }

QUAD_KERNEL(multiply_stride_1, QUAD_ROW_1)
QUAD_KERNEL(multiply_stride_2, QUAD_ROW_2)

/*
 * One pixel and all four channels of a record in one pass.
 * Registers:  r4, r5, r6, r7    sums of channels 0, 2, 1, 3
 *             r0 the input row, r3 from column to column, r1, r2 from row to row of the frame
 *             r8 filter offset, r12 the record
 *             r9, r10, r11, lr  a column's values and weights, of channels 0 and 2, then of 1 and 3
 * Frame:      as above, but the outputs lie together
 */
#define PIXEL_TAP(address) \
    "ldr     r9, " address "\n" \
    "ldr     r10, [r12], #4\n" \
    "sxtb16  r11, r9\n" \
    "sxtab16 lr, r8, r10\n" \
    "smlabb  r4, r11, lr, r4\n" \
    "smlatt  r5, r11, lr, r5\n" \
    "sxtb16  r9, r9, ror #8\n" \
    "sxtab16 r10, r8, r10, ror #8\n" \
    "smlabb  r6, r9, r10, r6\n" \
    "smlatt  r7, r9, r10, r7\n"

__attribute__((naked, noinline)) static void multiply_pixel(MNV2_IN_REGISTER const quad *block)
{
    __asm__("push    {r4-r11, lr}\n"
            "sub     sp, #44\n"
            "ldm     r0, {r2-r11}\n"
            "stm     sp, {r2-r11}\n"
            "mov     r12, r8\n"
            "ldr     r3, [r0, #40]\n"
            "1:\n"
            "ldm     r12!, {r4-r7}\n" /* Start values. */
            "mov     r2, sp\n"
            "add     r1, sp, #24\n"
            "2:\n"
            "ldrd    r0, r8, [r2]\n"
            "add     r9, r0, #4\n"
            "str     r9, [r2], #8\n"
            PIXEL_TAP("[r0]")
            PIXEL_TAP("[r0, r3]")
            PIXEL_TAP("[r0, r3, lsl #1]")
            "cmp     r2, r1\n"
            "bne     2b\n"
            "mvn     r0, #127\n"
            "ldm     r12!, {r1, r2, r9, r10}\n" /* Factors of channels 0 and 2, */
            "ldm     r12!, {r8, r11}\n"         /* of 1, */
            QUAD_SCALE("r4", "r1")
            QUAD_SCALE("r5", "r9")
            QUAD_SCALE("r6", "r8")
            QUAD_SHIFT("r4", "r2")
            QUAD_SHIFT("r5", "r10")
            QUAD_SHIFT("r6", "r11")
            "ldm     r12!, {r1, r2}\n"          /* of 3. */
            QUAD_SCALE("r7", "r1")
            QUAD_SATURATE("r4")
            QUAD_SHIFT("r7", "r2")
            QUAD_SATURATE("r5")
            QUAD_SATURATE("r6")
            QUAD_SATURATE("r7")
            "bfi     r4, r6, #8, #8\n"
            "bfi     r5, r7, #8, #8\n"
            "pkhbt   r4, r4, r5, lsl #16\n"
            "ldr     r0, [sp, #28]\n"
            "ldr     r1, [sp, #36]\n"
            "str     r4, [r0], #4\n"
            "str     r0, [sp, #28]\n"
            "cmp     r12, r1\n"
            "bne     1b\n"
            "add     sp, #44\n"
            "pop     {r4-r11, pc}\n");
}

/* clang-format on */

#else

/* The same in C, for other machines: the same data in the same order of channels. */

static int8_t finish(int32_t sum, const int32_t *factor)
{
    const int32_t scaled =
        mnv2_add_rounded_high_product(mnv2_add_rounded_high_product(sum, factor[0], sum), factor[1], INT8_MIN);
    return (int8_t)(scaled < INT8_MIN ? INT8_MIN : scaled > INT8_MAX ? INT8_MAX : scaled);
}

static void multiply(const quad *block, int32_t pixels, int32_t stride)
{
    static const int32_t order[CHANNELS] = {0, 2, 1, 3};
    int32_t first = 0;
    for (const int32_t *record = block->records; record != block->records_end; record += RECORD_WORDS)
    {
        for (int32_t i = 0; i < CHANNELS; i++)
        {
            const int32_t channel = order[i];
            const int8_t *const weights = (const int8_t *)(record + CHANNELS) + channel;
            const int32_t filter_offset = (int16_t)(uint16_t)(block->rows[0].filter_offset & 0xFFFFU);
            int8_t results[PIXELS];
            for (int32_t pixel = 0; pixel < pixels; pixel++)
            {
                uint32_t sum = (uint32_t)record[i];
                for (int32_t tap = 0; tap < 9; tap++)
                {
                    const int32_t column = pixel * stride + tap % 3;
                    const int32_t value = block->rows[tap / 3].values[column * block->input_step + first + channel];
                    sum += (uint32_t)(value * (weights[CHANNELS * tap] + filter_offset));
                }
                results[pixel] = finish((int32_t)sum, record + 13 + 2 * i);
            }
            for (int32_t pixel = 0; pixel < pixels; pixel++)
            {
                block->output[pixel * block->output_step + first + channel] = results[pixel];
            }
        }
        first += CHANNELS;
    }
}

static void multiply_stride_1(const quad *block)
{
    multiply(block, PIXELS, 1);
}

static void multiply_stride_2(const quad *block)
{
    multiply(block, PIXELS, 2);
}

static void multiply_pixel(const quad *block)
{
    multiply(block, 1, 1);
}

#endif

#endif
