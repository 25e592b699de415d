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

/* Some channels of four pixels or one. The order is that in which the kernels load the fields. */
typedef struct
{
    const int8_t *rows[3]; /* Where each row of the window begins: the first column under the first window. */
    const int32_t *records;
    int8_t *output;
    int32_t output_step; /* Bytes from pixel to pixel. */
    const int32_t *records_end;
    uint32_t filter_offset; /* Of two halfwords. */
    int32_t input_step;
} quad;

#if MNV2_QUADS_IN_ASSEMBLY

/*
 * Registers:  r4, r6, r8, r10   sums of channel 0 (or 1), pixels 0 to 3
 *             r5, r7, r9, r11   sums of channel 2 (or 3)
 *             r2, r3, r12       three weights of both channels: a row of the window
 *             lr                a value of both channels, between rows the record
 *             r0 the input row, at last the value of its last column; r1 from column to column
 * Frame:      0, 4, 8 rows, 12 records, 16 output, 20 output step, 24 end of the records, 28 filter offset
 *
 * Start values wait in r10 and r11, the sums of the last pixel: the first product of each other pixel is added to them.
 *
 * The order serves two cores. A load behind a load takes half its time on a Cortex-M4, so the last two columns are
 * loaded together, and the first three of the first row, where sums are not begun. A Cortex-M7 issues a load or a store
 * with the product or the saturation before it, and has to wait for a value that is needed at once.
 */
#define QUAD_HALVES(value, half) "sxtb16  " value ", " value half "\n"
#define QUAD_COLUMN(address, half) "ldr     lr, " address "\n" QUAD_HALVES("lr", half)
#define QUAD_TAP_TO(value, weight, sum0, sum2, from0, from2) \
    "smlabb  " sum0 ", " value ", " weight ", " from0 "\n" \
    "smlatt  " sum2 ", " value ", " weight ", " from2 "\n"
#define QUAD_TAP_0(value, weight) QUAD_TAP_TO(value, weight, "r4", "r5", "r4", "r5")
#define QUAD_TAP_1(value, weight) QUAD_TAP_TO(value, weight, "r6", "r7", "r6", "r7")
#define QUAD_TAP_2(value, weight) QUAD_TAP_TO(value, weight, "r8", "r9", "r8", "r9")
#define QUAD_TAP_3(value, weight) QUAD_TAP_TO(value, weight, "r10", "r11", "r10", "r11")
#define QUAD_START_0(value, weight) QUAD_TAP_TO(value, weight, "r4", "r5", "r10", "r11")
#define QUAD_START_1(value, weight) QUAD_TAP_TO(value, weight, "r6", "r7", "r10", "r11")
#define QUAD_START_2(value, weight) QUAD_TAP_TO(value, weight, "r8", "r9", "r10", "r11")

#define QUAD_WEIGHTS(filter_offset, half) \
    "sxtab16 r2, " filter_offset ", r2" half "\n" \
    "sxtab16 r3, " filter_offset ", r3" half "\n" \
    "sxtab16 r12, " filter_offset ", r12" half "\n"

/* A pointer to four channels moves on to the next record's, in the frame. */
#define QUAD_ADVANCE(pointer, place, free) \
    "add     " free ", " pointer ", #4\n" \
    "str     " free ", [sp, #" place "]\n"
#define QUAD_STAY(pointer, place, free) ""

/* The first row up to its third column, of which the columns are in r8, r9 and lr; `start` is an offset in the record.
 */
#define QUAD_FIRST_ROW(start, half, advance) \
    "ldr     r12, [sp, #12]\n" \
    "ldr     r0, [sp]\n" \
    "ldr     r7, [sp, #28]\n" \
    "ldrd    r10, r11, [r12, #" start "]\n" \
    "ldrd    r2, r3, [r12, #16]\n" \
    "ldr     r12, [r12, #24]\n" \
    "ldr     r8, [r0]\n" \
    "ldr     r9, [r0, r1]\n" \
    "ldr     lr, [r0, r1, lsl #1]\n" QUAD_WEIGHTS("r7", half) advance("r0", "0", "r4") QUAD_HALVES("r8", half) \
        QUAD_HALVES("r9", half) QUAD_HALVES("lr", half)

/* Another row, whose record is in lr; `row` and `weights` are offsets in frame and record. */
#define QUAD_NEXT_ROW(row, weights, weights2, half, advance) \
    "ldrd    r2, r3, [lr, #" weights "]\n" \
    "ldr     r12, [lr, #" weights2 "]\n" \
    "ldr     lr, [sp, #28]\n" \
    "ldr     r0, [sp, #" row "]\n" QUAD_WEIGHTS("lr", half) advance("r0", row, "lr")

/* The last column of a row counts for the last pixel alone. Behind it the record is in lr. */
#define QUAD_LAST_COLUMN(half) \
    QUAD_HALVES("r0", half) \
    "ldr     lr, [sp, #12]\n" QUAD_TAP_3("r0", "r12")

/* Columns 4, 3 and 5 of a row; a column counts for up to three pixels. */
#define QUAD_LAST_COLUMNS_1(half) \
    QUAD_COLUMN("[r0, r1, lsl #2]", half) \
    QUAD_TAP_2("lr", "r12") \
    "add     r0, r0, r1\n" QUAD_TAP_3("lr", "r3") "ldr     lr, [r0, r1, lsl #1]\n" \
                                                  "ldr     r0, [r0, r1, lsl #2]\n" QUAD_HALVES("lr", half) \
                                                      QUAD_TAP_3("lr", "r2") QUAD_TAP_2("lr", "r3") \
                                                          QUAD_TAP_1("lr", "r12") QUAD_LAST_COLUMN(half)

#define QUAD_FIRST_ROW_1(half) \
    QUAD_START_0("r8", "r2") \
    QUAD_TAP_0("r9", "r3") \
    QUAD_START_1("r9", "r2") QUAD_TAP_0("lr", "r12") QUAD_TAP_1("lr", "r3") QUAD_START_2("lr", "r2") \
        QUAD_LAST_COLUMNS_1(half)
#define QUAD_NEXT_ROW_1(half) \
    QUAD_COLUMN("[r0]", half) \
    QUAD_TAP_0("lr", "r2") \
    QUAD_COLUMN("[r0, r1]", half) \
    QUAD_TAP_0("lr", "r3") QUAD_TAP_1("lr", "r2") QUAD_COLUMN("[r0, r1, lsl #1]", half) QUAD_TAP_0("lr", "r12") \
        QUAD_TAP_1("lr", "r3") QUAD_TAP_2("lr", "r2") QUAD_LAST_COLUMNS_1(half)

/* Stride 2: columns 4, 3 and 5 to 8. */
#define QUAD_LAST_COLUMNS_2(half, first_2) \
    QUAD_COLUMN("[r0, r1, lsl #2]", half) \
    QUAD_TAP_1("lr", "r12") \
    "add     r0, r0, r1\n" first_2("lr", "r2") QUAD_COLUMN("[r0, r1, lsl #1]", half) QUAD_TAP_1("lr", "r3") \
        QUAD_COLUMN("[r0, r1, lsl #2]", half) "add     r0, r0, r1, lsl #2\n" QUAD_TAP_2("lr", "r3") \
            QUAD_COLUMN("[r0, r1]", half) QUAD_TAP_2("lr", "r12") "add     r0, r0, r1\n" QUAD_TAP_3( \
                "lr", "r2") "ldr     lr, [r0, r1]\n" \
                            "ldr     r0, [r0, r1, lsl #1]\n" QUAD_HALVES("lr", half) QUAD_TAP_3("lr", "r3") \
                                QUAD_LAST_COLUMN(half)

#define QUAD_FIRST_ROW_2(half) \
    QUAD_START_0("r8", "r2") \
    QUAD_TAP_0("r9", "r3") QUAD_TAP_0("lr", "r12") QUAD_START_1("lr", "r2") QUAD_LAST_COLUMNS_2(half, QUAD_START_2)
#define QUAD_NEXT_ROW_2(half) \
    QUAD_COLUMN("[r0]", half) \
    QUAD_TAP_0("lr", "r2") \
    QUAD_COLUMN("[r0, r1]", half) \
    QUAD_TAP_0("lr", "r3") QUAD_COLUMN("[r0, r1, lsl #1]", half) QUAD_TAP_0("lr", "r12") QUAD_TAP_1("lr", "r2") \
        QUAD_LAST_COLUMNS_2(half, QUAD_TAP_2)

/*
 * m is 2 * multiplier - 2^32, p is 2^(32 - right shift), r0 the output offset. The first SMMLAR is the doubling high
 * product, the second the rounding shift and the offset. Both round half up; what the second should round otherwise is
 * negative and cut off, because the least output is the output offset.
 */
#define QUAD_SCALE(sum, m) "smmlar  " sum ", " sum ", " m ", " sum "\n"
#define QUAD_SHIFT(sum, p) "smmlar  " sum ", " sum ", " p ", r0\n"
#define QUAD_SATURATE(sum) "ssat    " sum ", #8, " sum "\n"
#define QUAD_STORE(sum, address, byte) "strb    " sum ", [" address ", #" byte "]\n"

/* A line for each part. */
/* clang-format off */

/*
 * Sums to outputs: factors of both channels, whose offset in the record is given, in r2, r3, r12 and lr. Then r2 and r0
 * point to two pixels of the output, r3 is from pixel to pixel.
 */
#define QUAD_FINISH(factors, factors2, byte0, byte2, advance) \
    "ldrd    r2, r3, [lr, #" factors "]\n" \
    "ldrd    r12, lr, [lr, #" factors2 "]\n" \
    QUAD_SCALE("r4", "r2") \
    "mvn     r0, #127\n" \
    QUAD_SCALE("r6", "r2") \
    QUAD_SCALE("r8", "r2") \
    QUAD_SCALE("r10", "r2") \
    QUAD_SCALE("r5", "r12") \
    QUAD_SCALE("r7", "r12") \
    QUAD_SCALE("r9", "r12") \
    QUAD_SCALE("r11", "r12") \
    QUAD_SHIFT("r4", "r3") \
    QUAD_SHIFT("r6", "r3") \
    QUAD_SHIFT("r8", "r3") \
    QUAD_SHIFT("r10", "r3") \
    "ldrd    r2, r3, [sp, #16]\n" \
    QUAD_SHIFT("r5", "lr") \
    QUAD_SHIFT("r7", "lr") \
    QUAD_SHIFT("r9", "lr") \
    QUAD_SHIFT("r11", "lr") \
    advance("r2", "16", "r12") \
    "add     r0, r2, r3\n" \
    QUAD_SATURATE("r4") \
    QUAD_SATURATE("r5") \
    QUAD_STORE("r4", "r2", byte0) \
    QUAD_SATURATE("r6") \
    QUAD_STORE("r5", "r2", byte2) \
    QUAD_SATURATE("r7") \
    "add     r2, r0, r3\n" \
    QUAD_SATURATE("r8") \
    QUAD_STORE("r6", "r0", byte0) \
    QUAD_SATURATE("r9") \
    QUAD_STORE("r7", "r0", byte2) \
    QUAD_SATURATE("r10") \
    "add     r0, r2, r3\n" \
    QUAD_SATURATE("r11") \
    QUAD_STORE("r8", "r2", byte0) \
    QUAD_STORE("r9", "r2", byte2) \
    QUAD_STORE("r10", "r0", byte0) \
    QUAD_STORE("r11", "r0", byte2)

/*
 * Channels 0 and 2 of a record, or 1 and 3: offsets of start values and factors, the rotation, the bytes written,
 * whether the frame is moved to the next record.
 */
#define QUAD_PASS(first_row, next_row, start, factors, factors2, half, byte0, byte2, advance) \
    QUAD_FIRST_ROW(start, half, advance) \
    first_row(half) \
    QUAD_NEXT_ROW("4", "28", "36", half, advance) \
    next_row(half) \
    QUAD_NEXT_ROW("8", "40", "48", half, advance) \
    next_row(half) \
    QUAD_FINISH(factors, factors2, byte0, byte2, advance)

#define QUAD_KERNEL(name, first_row, next_row) \
    __attribute__((naked, noinline)) static void name(MNV2_IN_REGISTER const quad *block) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "sub     sp, #36\n" \
                "ldm     r0, {r1-r9}\n" \
                "stm     sp, {r1-r8}\n" \
                "mov     r1, r9\n" \
                "1:\n" \
                QUAD_PASS(first_row, next_row, "0", "52", "60", "", "0", "2", QUAD_STAY) \
                QUAD_PASS(first_row, next_row, "8", "68", "76", ", ror #8", "1", "3", QUAD_ADVANCE) \
                "ldr     r0, [sp, #12]\n" \
                "ldr     r2, [sp, #24]\n" \
                "adds    r0, #84\n" \
                "str     r0, [sp, #12]\n" \
                "cmp     r0, r2\n" \
                "bne     1b\n" \
                "add     sp, #36\n" \
                "pop     {r4-r11, pc}\n"); \
    }

QUAD_KERNEL(multiply_stride_1, QUAD_FIRST_ROW_1, QUAD_NEXT_ROW_1)
QUAD_KERNEL(multiply_stride_2, QUAD_FIRST_ROW_2, QUAD_NEXT_ROW_2)

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
            "sub     sp, #36\n"
            "ldm     r0, {r1-r9}\n"
            "stm     sp, {r1-r8}\n"
            "mov     r12, r4\n"
            "mov     r3, r9\n"
            "1:\n"
            "ldm     r12!, {r4-r7}\n" /* Start values. */
            "ldr     r8, [sp, #28]\n"
            "mov     r2, sp\n"
            "add     r1, sp, #12\n"
            "2:\n"
            "ldr     r0, [r2]\n"
            "add     r9, r0, #4\n"
            "str     r9, [r2], #4\n"
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
            "ldr     r0, [sp, #16]\n"
            "ldr     r1, [sp, #24]\n"
            "str     r4, [r0], #4\n"
            "str     r0, [sp, #16]\n"
            "cmp     r12, r1\n"
            "bne     1b\n"
            "add     sp, #36\n"
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
            const int32_t filter_offset = (int16_t)(uint16_t)(block->filter_offset & 0xFFFFU);
            int8_t results[PIXELS];
            for (int32_t pixel = 0; pixel < pixels; pixel++)
            {
                uint32_t sum = (uint32_t)record[i];
                for (int32_t tap = 0; tap < 9; tap++)
                {
                    const int32_t column = pixel * stride + tap % 3;
                    const int32_t value = block->rows[tap / 3][column * block->input_step + first + channel];
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
