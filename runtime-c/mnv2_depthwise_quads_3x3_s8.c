/*
 * 3x3 depthwise convolution for cores with the DSP extension: four pixels times two channels at a time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A word of the input holds four channels of a pixel. Sign-extended, its bytes 0 and 2 are two halves that two
 * multiplies take; bytes 1 and 3 follow in a second pass. So values are used where they lie. Where a window reaches
 * over the border and where fewer than four pixels are left, the input is copied to scratch first, some channels at a
 * time, with the zero point where there is none. Without scratch it is copied to the stack, the channels of one record
 * at a time. Where channels are no fours, the last four begin earlier and some are computed twice.
 */
#include "mnv2_convolution.h"
#include "mnv2_quads_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

enum
{
    PIXELS = 4,
    CHANNELS = 4,         /* Of a record. */
    RECORD_WORDS = 21,    /* Four start values, nine words of weights, four times two factors. */
    COPIED_CHANNELS = 32, /* As many lie in scratch: */
    COPIED_PIXELS = 31    /* nine columns of three rows at most, and four outputs. */
};

/* Where a row of the window begins: the first column under the first window. */
typedef struct
{
    const int8_t *values;
    uint32_t filter_offset; /* Of two halfwords. Every row has it, so that one instruction loads both. */
} window_row;

/* Some channels of four pixels. The order is that in which the kernels load the fields. */
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
#define QUAD_FINISH(sum, m, p) \
    "smmlar  " sum ", " sum ", " m ", " sum "\n" \
    "smmlar  " sum ", " sum ", " p ", r0\n" \
    "ssat    " sum ", #8, " sum "\n"

/* Channels 0 and 2 of a record, or 1 and 3: offsets of start values and factors, the rotation, the bytes written. */
#define QUAD_PASS(row, start, factors, half, byte0, byte2) \
    "ldr     r12, [sp, #24]\n" \
    "ldrd    r10, r11, [r12, #" start "]\n" QUAD_WEIGHTS("0", "16", "24", half) \
        row(half, QUAD_START_0, QUAD_START_1, QUAD_START_2) QUAD_WEIGHTS("8", "28", "36", half) \
            row(half, QUAD_TAP_0, QUAD_TAP_1, QUAD_TAP_2) QUAD_WEIGHTS("16", "40", "48", half) \
                row(half, \
                    QUAD_TAP_0, \
                    QUAD_TAP_1, \
                    QUAD_TAP_2) "ldr     r0, [sp, #24]\n" \
                                "adds    r0, #" factors "\n" \
                                "ldm     r0, {r2, r3, r12, lr}\n" \
                                "mvn     r0, #127\n" QUAD_FINISH("r4", "r2", "r3") QUAD_FINISH("r5", "r12", "lr") \
                                    QUAD_FINISH("r6", "r2", "r3") QUAD_FINISH("r7", "r12", "lr") \
                                        QUAD_FINISH("r8", "r2", "r3") QUAD_FINISH("r9", "r12", "lr") \
                                            QUAD_FINISH("r10", "r2", "r3") \
                                                QUAD_FINISH("r11", "r12", "lr") "ldrd    r2, r3, [sp, #28]\n" \
                                                                                "strb    r4, [r2, #" byte0 "]\n" \
                                                                                "strb    r5, [r2, #" byte2 "]\n" \
                                                                                "add     r2, r2, r3\n" \
                                                                                "strb    r6, [r2, #" byte0 "]\n" \
                                                                                "strb    r7, [r2, #" byte2 "]\n" \
                                                                                "add     r2, r2, r3\n" \
                                                                                "strb    r8, [r2, #" byte0 "]\n" \
                                                                                "strb    r9, [r2, #" byte2 "]\n" \
                                                                                "add     r2, r2, r3\n" \
                                                                                "strb    r10, [r2, #" byte0 "]\n" \
                                                                                "strb    r11, [r2, #" byte2 "]\n"

#define QUAD_KERNEL(name, row) \
    __attribute__((naked, noinline)) static void name(MNV2_IN_REGISTER const quad *block) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "sub     sp, #44\n" \
                "ldm     r0, {r2-r11}\n" \
                "stm     sp, {r2-r11}\n" \
                "ldr     r1, [r0, #40]\n" \
                "1:\n" QUAD_PASS(row, "0", "52", "", "0", "2") \
                    QUAD_PASS(row, "8", "68", ", ror #8", "1", "3") "ldm     sp, {r2-r9}\n" \
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

#else

/* The same in C, for other machines: the same data in the same order of channels. */

static int8_t finish(int32_t sum, const int32_t *factor)
{
    const int32_t scaled =
        mnv2_add_rounded_high_product(mnv2_add_rounded_high_product(sum, factor[0], sum), factor[1], INT8_MIN);
    return (int8_t)(scaled < INT8_MIN ? INT8_MIN : scaled > INT8_MAX ? INT8_MAX : scaled);
}

static void multiply(const quad *block, int32_t stride)
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
            for (int32_t pixel = 0; pixel < PIXELS; pixel++)
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
            for (int32_t pixel = 0; pixel < PIXELS; pixel++)
            {
                block->output[pixel * block->output_step + first + channel] = results[pixel];
            }
        }
        first += CHANNELS;
    }
}

static void multiply_stride_1(const quad *block)
{
    multiply(block, 1);
}

static void multiply_stride_2(const quad *block)
{
    multiply(block, 2);
}

#endif

/* The row of a window that begins at `values`. */
static window_row row_at(const mnv2_depthwise_3x3_params *params, const int8_t *values)
{
    const uint32_t offset = (uint32_t)params->filter_offset & 0xFFFFU;
    const window_row row = {values, offset | offset << 16};
    return row;
}

static void multiply_quad(const mnv2_depthwise_3x3_params *params, const quad *block)
{
    if (params->stride_width == 1)
    {
        multiply_stride_1(block);
    }
    else
    {
        multiply_stride_2(block);
    }
}

/* Four pixels, or `count` of them, from input column `column` on. */
typedef struct
{
    const int8_t *const *rows;
    int32_t column;
    int32_t count;
    int8_t *output;
    int8_t *copy;            /* Scratch. */
    int32_t copied_channels; /* There. */
} place;

/* Neighbouring pixels, of which some channels are copied. */
static void
copy_pixels(int8_t *to, int32_t to_step, const int8_t *from, int32_t from_step, int32_t pixels, int32_t channels)
{
    for (; pixels > 0; pixels--)
    {
        if (channels == CHANNELS)
        {
            mnv2_copy_word(to, from);
        }
        else
        {
            mnv2_copy_run(to, from, channels);
        }
        to += to_step;
        from += from_step;
    }
}

static int32_t within(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

/* Channels from `first` on by way of scratch: input pixels and outputs lie `copied_channels` bytes apart there. */
static MNV2_NOINLINE void multiply_copied(
    const mnv2_depthwise_3x3_params *params, const int32_t *records, const place *at, int32_t first, int32_t channels)
{
    const int32_t columns = (PIXELS - 1) * params->stride_width + 3;
    const int32_t step = at->copied_channels;
    const int32_t end = within(params->input_width - at->column, 0, columns);
    int8_t *copy = at->copy;
    /* Field by field: an initializer would clear it first. */
    quad block;
    block.output_step = step;
    block.input_step = step;
    for (int32_t row = 0; row < 3; row++)
    {
        const int8_t *from = at->rows[row];
        block.rows[row] = row_at(params, copy);
        const int32_t inside_end = from == NULL ? 0 : end;
        const int32_t inside = within(-at->column, 0, inside_end);
        mnv2_fill_run(copy, params->input_zero_point, inside * step);
        mnv2_fill_run(copy + inside_end * step, params->input_zero_point, (columns - inside_end) * step);
        if (inside < inside_end)
        {
            from += (at->column + inside) * params->channels + first;
            copy_pixels(copy + inside * step, step, from, params->channels, inside_end - inside, channels);
        }
        copy += columns * step;
    }
    const int32_t blocks = (channels + CHANNELS - 1) / CHANNELS;
    block.records = records;
    block.records_end = block.records + blocks * RECORD_WORDS;
    block.output = copy;
    multiply_quad(params, &block);
    copy_pixels(at->output + first, params->channels, copy, step, at->count, channels);
}

static void multiply_place(const mnv2_depthwise_3x3_params *params, const int32_t *records, const place *at)
{
    const int32_t columns = (PIXELS - 1) * params->stride_width + 3;
    const int8_t *const *rows = at->rows;
    const int is_inside = rows[0] != NULL && rows[1] != NULL && rows[2] != NULL && at->count == PIXELS &&
                          at->column >= 0 && at->column + columns <= params->input_width;
    const int32_t channels = params->channels;
    /* Behind the whole records, one for the last four channels; less than four are copied. */
    const int32_t whole = channels / CHANNELS * CHANNELS;
    const int32_t last = channels < CHANNELS ? 0 : channels - CHANNELS;
    const int32_t *const last_record = records + channels / CHANNELS * RECORD_WORDS;
    if (is_inside && channels >= CHANNELS)
    {
        const int32_t offset = at->column * channels;
        quad block = {
            .rows = {row_at(params, rows[0] + offset),
                     row_at(params, rows[1] + offset),
                     row_at(params, rows[2] + offset)},
            .records = records,
            .output = at->output,
            .output_step = channels,
            .records_end = last_record,
            .input_step = channels,
        };
        multiply_quad(params, &block);
        if (whole < channels)
        {
            block.rows[0].values += last;
            block.rows[1].values += last;
            block.rows[2].values += last;
            block.output += last;
            block.records = last_record;
            block.records_end = last_record + RECORD_WORDS;
            multiply_quad(params, &block);
        }
        return;
    }
    for (int32_t channel = 0; channel < whole; channel += at->copied_channels)
    {
        const int32_t rest = whole - channel;
        const int32_t count = rest < at->copied_channels ? rest : at->copied_channels;
        multiply_copied(params, records + channel / CHANNELS * RECORD_WORDS, at, channel, count);
    }
    if (whole < channels)
    {
        multiply_copied(params, last_record, at, last, channels - last);
    }
}

#pragma weak mnv2_depthwise_quads_3x3_row_s8
void mnv2_depthwise_quads_3x3_row_s8(const mnv2_depthwise_3x3_params *params,
                                     const int32_t *records,
                                     const int8_t *const *input_rows,
                                     void *scratch,
                                     int8_t *output,
                                     int32_t x_begin,
                                     int32_t x_end)
{
    uint32_t of_one_record[COPIED_PIXELS * CHANNELS / sizeof(uint32_t)];
    for (int32_t x = x_begin; x < x_end; x += PIXELS)
    {
        const place at = {
            .rows = input_rows,
            .column = x * params->stride_width - params->pad_left,
            .count = x_end - x < PIXELS ? x_end - x : PIXELS,
            .output = output,
            .copy = scratch != NULL ? scratch : of_one_record,
            .copied_channels = scratch != NULL ? COPIED_CHANNELS : CHANNELS,
        };
        multiply_place(params, records, &at);
        output += PIXELS * params->channels;
    }
}

/* Row y of the output; returns where the next one goes. */
static int8_t *whole_row(const mnv2_depthwise_3x3_params *params,
                         const int32_t *records,
                         const int8_t *const *rows,
                         void *scratch,
                         int32_t y,
                         int8_t *output)
{
    /* Where the output overwrites its input, the first pixels come nearest to what is still needed. */
    int32_t x = 0;
    for (int32_t few = 1; y == 0 && params->stride_width == 2 && few < PIXELS && x + few < params->output_width;
         few *= 2)
    {
        mnv2_depthwise_quads_3x3_row_s8(params, records, rows, scratch, output, x, x + few);
        output += few * params->channels;
        x += few;
    }
    mnv2_depthwise_quads_3x3_row_s8(params, records, rows, scratch, output, x, params->output_width);
    return output + (params->output_width - x) * params->channels;
}

#pragma weak mnv2_depthwise_quads_3x3_s8
void mnv2_depthwise_quads_3x3_s8(
    const mnv2_depthwise_3x3_params *params, const int32_t *records, const int8_t *input, void *scratch, int8_t *output)
{
    const int8_t *rows[3];
    MNV2_FOR_EACH_ROW(channels, kernel_height, 1, output = whole_row(params, records, rows, scratch, y, output))
}
