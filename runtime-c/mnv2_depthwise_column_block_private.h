/*
 * What computes eight channels of some outputs of a 3x3 depthwise convolution with Helium (MVE): channels of a run of
 * columns are interleaved in scratch, then multiplied window by window.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_DEPTHWISE_COLUMN_BLOCK_PRIVATE_H
#define MNV2_DEPTHWISE_COLUMN_BLOCK_PRIVATE_H

#include "mnv2_convolution.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"
#include "mnv2_runtime.h"

#include <string.h>

enum
{
    CHANNELS = 8,
    OUTPUTS = 8, /* At once: of a row, or four of each of two rows in turn. */
    WINDOW_ROWS = 3,
    MOST_ROWS = 4, /* Under the windows of two rows of outputs. */
    /* Words of a record: three of weights, twice where a kernel takes any weights, then bias, multiplier and shift. */
    RECORD_WORDS = 6,
    ANY_RECORD_WORDS = 9
};

/* Eight channels of some outputs. The order is that in which the kernels load the fields. */
typedef struct
{
    int32_t count;           /* Outputs. */
    int32_t step;            /* Bytes from an output to the eighth behind it. */
    int32_t plane;           /* Bytes of scratch for a channel. */
    const uint16_t *offsets; /* Bytes to each of eight outputs. */
    int32_t output_offset;
    int32_t min;
    int32_t max;
    const int32_t *records;
    int8_t *output;
    int8_t *scratch;
} run;

typedef void (*run_kernel)(const run *outputs);

#if MNV2_MVE_IN_ASSEMBLY

/*
 * Registers:  r1 columns       r3 bias, r5 multiplier, r7 shift of the channel       r9 output       r11 output offset
 *             r0, r2, r4, r6, r8, r10, r12, lr  sums of eight outputs, in the order of their offsets
 *             q0, q1 columns   q2 weights of a window, q3 the same a column later
 *             q4 sums of outputs 0, 2, 4 and 6, q5 of those between
 *             q6 offsets of eight outputs
 *             of two rows: q0, q5 columns, q7 weights of the second row, q1 the same a column later
 * Frame:      0 count, 4 step, 8 plane, 12 offsets, 16 output offset, 20, 24 limits, 28 record, 32 output, 36 scratch,
 *             40 channels left, 44 columns of the channel, 48 outputs left, 52 step, 56, 72 second weights
 */
/* A line for each instruction. */
/* clang-format off */

#define COLUMNS_NOTHING ""

/* What begins a channel: its weights are in q2, in q3 a column later, and r0 is zero. */
#define COLUMNS_CHANNEL ""

/* For two rows, the weights of the second a byte later. */
#define COLUMNS_CHANNEL_PAIR \
    "vshl.i32 q7, q2, #8\n" \
    "vshl.i32 q1, q3, #8\n"

/* Weights with a zero point need nine bits: they are sums of two bytes, of which the second wait on the stack. */
#define COLUMNS_CHANNEL_ANY \
    "vldrb.8 q4, [r2], #12\n" \
    "vmov.32 q4[3], r0\n" \
    "vstrw.32 q4, [sp, #56]\n" \
    "vshlc   q4, r0, #32\n" \
    "vstrw.32 q4, [sp, #72]\n"

#define COLUMNS_WEIGHTS_ANY \
    "vldrw.32 q4, [sp, #56]\n" \
    "vldrw.32 q5, [sp, #72]\n"

#define COLUMNS_DOT(sum, columns, weights) "vmladav.s8 " sum ", " columns ", " weights "\n"
#define COLUMNS_DOT_FIRST(sum, columns) COLUMNS_DOT(sum, columns, "q2")
#define COLUMNS_DOT_SECOND(sum, columns) COLUMNS_DOT(sum, columns, "q3")
#define COLUMNS_DOT_FIRST_ANY(sum, columns) COLUMNS_DOT_FIRST(sum, columns) "vmladava.s8 " sum ", " columns ", q4\n"
#define COLUMNS_DOT_SECOND_ANY(sum, columns) COLUMNS_DOT_SECOND(sum, columns) "vmladava.s8 " sum ", " columns ", q5\n"

#define COLUMNS_LOAD(columns) "vldrb.8 " columns ", [r1], #8\n"

/* Windows of two outputs in each vector. */
#define COLUMNS_STRIDE_1(first, second) \
    COLUMNS_LOAD("q0") \
    COLUMNS_LOAD("q1") \
    first("r0", "q0") \
    second("r2", "q0") \
    COLUMNS_LOAD("q0") \
    first("r4", "q1") \
    second("r6", "q1") \
    COLUMNS_LOAD("q1") \
    first("r8", "q0") \
    second("r10", "q0") \
    first("r12", "q1") \
    second("lr", "q1")

#define COLUMNS_STRIDE_2(first, second) \
    COLUMNS_LOAD("q0") \
    COLUMNS_LOAD("q1") \
    first("r0", "q0") \
    COLUMNS_LOAD("q0") \
    first("r2", "q1") \
    COLUMNS_LOAD("q1") \
    first("r4", "q0") \
    COLUMNS_LOAD("q0") \
    first("r6", "q1") \
    COLUMNS_LOAD("q1") \
    first("r8", "q0") \
    COLUMNS_LOAD("q0") \
    first("r10", "q1") \
    COLUMNS_LOAD("q1") \
    first("r12", "q0") \
    first("lr", "q1")

/* Windows of two outputs in each of two rows. */
#define COLUMNS_PRODUCTS_PAIR \
    COLUMNS_LOAD("q0") \
    COLUMNS_LOAD("q5") \
    COLUMNS_DOT("r0", "q0", "q2") \
    COLUMNS_DOT("r2", "q0", "q7") \
    COLUMNS_DOT("r4", "q0", "q3") \
    COLUMNS_DOT("r6", "q0", "q1") \
    COLUMNS_DOT("r8", "q5", "q2") \
    COLUMNS_DOT("r10", "q5", "q7") \
    COLUMNS_DOT("r12", "q5", "q3") \
    COLUMNS_DOT("lr", "q5", "q1")

#define COLUMNS_PRODUCTS(windows) windows(COLUMNS_DOT_FIRST, COLUMNS_DOT_SECOND)
#define COLUMNS_PRODUCTS_ANY(windows) COLUMNS_WEIGHTS_ANY windows(COLUMNS_DOT_FIRST_ANY, COLUMNS_DOT_SECOND_ANY)

/*
 * The shift is three bytes: right (-31 to 0), left (0 to 30), and what makes minus one of a negative number and zero of
 * others: -31, or 32 where there is no rounding shift. Shifts read the low byte of a register.
 */
#define COLUMNS_LEFT \
    "lsr     r4, r7, #8\n" \
    "vshl.s32 q4, r4\n" \
    "vshl.s32 q5, r4\n"

/* A rounding shift takes ties upwards; one less in negative numbers takes theirs away from zero. */
#define COLUMNS_TIES \
    "lsr     r4, r7, #16\n" \
    "vmov    q0, q4\n" \
    "vmov    q1, q5\n" \
    "vshl.s32 q0, r4\n" \
    "vshl.s32 q1, r4\n" \
    "vadd.i32 q4, q4, q0\n" \
    "vadd.i32 q5, q5, q1\n"

#define COLUMNS_LIMITS \
    "ldrd    r4, r6, [sp, #20]\n" \
    "vdup.16 q0, r4\n" \
    "vdup.16 q1, r6\n" \
    "vmax.s16 q4, q4, q0\n" \
    "vmin.s16 q4, q4, q1\n"

/* The offset is added in 16 bits and saturates there: the cut to 8 bits comes after both. */
#define COLUMNS_KERNEL(name, channel, products, left, ties, limits) \
    __attribute__((naked, noinline)) static void name(MNV2_UNUSED const run *outputs) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "vpush   {d8-d15}\n" \
                "sub     sp, #88\n" \
                "ldm     r0, {r1-r10}\n" \
                "stm     sp, {r1-r10}\n" \
                "str     r2, [sp, #52]\n" \
                "mov     r11, r5\n" \
                "mov     r1, r10\n" \
                "vldrh.u16 q6, [r4]\n" \
                "movs    r0, #8\n" \
                "1:\n" \
                "strd    r0, r1, [sp, #40]\n" \
                "ldrd    r2, r9, [sp, #28]\n" \
                "movs    r0, #0\n" \
                "vldrb.8 q2, [r2], #12\n" \
                "vmov.32 q2[3], r0\n" \
                "vmov    q3, q2\n" \
                "vshlc   q3, r0, #32\n" /* Leaves in r0 what it shifts out: a zero. */ \
                channel \
                "ldm     r2!, {r3, r5, r7}\n" \
                "add     r4, r9, #1\n" \
                "strd    r2, r4, [sp, #28]\n" \
                "ldr     r0, [sp]\n" \
                "str     r0, [sp, #48]\n" \
                "2:\n" \
                products \
                "vmov    q4[2], q4[0], r0, r8\n" \
                "vmov    q4[3], q4[1], r4, r12\n" \
                "vmov    q5[2], q5[0], r2, r10\n" \
                "vmov    q5[3], q5[1], r6, lr\n" \
                "ldrd    r0, r2, [sp, #48]\n" \
                "vadd.i32 q4, q4, r3\n" \
                "vadd.i32 q5, q5, r3\n" \
                left \
                "vqrdmulh.s32 q4, q4, r5\n" \
                "vqrdmulh.s32 q5, q5, r5\n" \
                ties \
                "vrshl.s32 q4, r7\n" \
                "vrshl.s32 q5, r7\n" \
                "vqmovnb.s32 q4, q4\n" \
                "vqmovnt.s32 q4, q5\n" \
                "vqadd.s16 q4, q4, r11\n" \
                limits \
                "vqmovnb.s16 q4, q4\n" \
                "subs    r0, r0, #8\n" \
                "blt     3f\n" \
                "vstrb.16 q4, [r9, q6]\n" \
                "str     r0, [sp, #48]\n" \
                "add     r9, r9, r2\n" \
                "bne     2b\n" \
                "b       4f\n" \
                "3:\n" \
                "adds    r0, r0, #8\n" \
                "vctp.16 r0\n" \
                "vpst\n" \
                "vstrbt.16 q4, [r9, q6]\n" \
                "4:\n" \
                "ldrd    r0, r1, [sp, #40]\n" \
                "ldr     r2, [sp, #8]\n" \
                "add     r1, r1, r2\n" \
                "subs    r0, r0, #1\n" \
                "bne     1b\n" \
                "add     sp, #88\n" \
                "vpop    {d8-d15}\n" \
                "pop     {r4-r11, pc}\n"); \
    }

#define COLUMNS_ABOVE_ZERO(name, windows) \
    COLUMNS_KERNEL(name, COLUMNS_CHANNEL, COLUMNS_PRODUCTS(windows), COLUMNS_NOTHING, COLUMNS_NOTHING, COLUMNS_NOTHING)
#define COLUMNS_ANY(name, windows) \
    COLUMNS_KERNEL(name, COLUMNS_CHANNEL_ANY, COLUMNS_PRODUCTS_ANY(windows), COLUMNS_LEFT, COLUMNS_TIES, COLUMNS_LIMITS)

/* Under a ReLU whose least output is the zero point of -128, neither ties of negative values nor limits matter. */
COLUMNS_ABOVE_ZERO(multiply_above_zero, COLUMNS_STRIDE_1)
COLUMNS_ABOVE_ZERO(multiply_above_zero_2, COLUMNS_STRIDE_2)
COLUMNS_KERNEL(
    multiply_pair, COLUMNS_CHANNEL_PAIR, COLUMNS_PRODUCTS_PAIR, COLUMNS_NOTHING, COLUMNS_NOTHING, COLUMNS_NOTHING)
COLUMNS_ANY(multiply_any, COLUMNS_STRIDE_1)
COLUMNS_ANY(multiply_any_2, COLUMNS_STRIDE_2)

/* clang-format on */

static void set_offsets(uint16_t *offsets, int32_t channels, int32_t row_bytes)
{
    uint16x8_t place = vidupq_n_u16(0, 1);
    uint16x8_t row = vdupq_n_u16(0);
    if (row_bytes != 0)
    {
        row = vmulq_n_u16(vandq_u16(place, vdupq_n_u16(1)), (uint16_t)row_bytes);
        place = vshrq_n_u16(place, 1);
    }
    vst1q_u16(offsets, vaddq_u16(row, vmulq_n_u16(place, (uint16_t)channels)));
}

/* Where columns of eight channels come from, and the words they go to. */
typedef struct
{
    int32_t row_count;
    const uint8_t *from[MOST_ROWS];
    int32_t step[MOST_ROWS]; /* Zero in the padding. */
    int32_t before;          /* So many columns lie in the padding, then so many not, then again. */
    int32_t inside;
    int32_t behind;
    uint32x4_t even; /* Distances of the words of channels 0, 2, 4 and 6. */
    uint32x4_t odd;
    uint8_t zero_points[CHANNELS];
} columns_of_rows;

static void find_columns(columns_of_rows *columns,
                         const mnv2_conv_params *params,
                         const int8_t *const *rows,
                         int32_t row_count,
                         int32_t column,
                         int32_t count,
                         int32_t plane)
{
    const int32_t before = column < 0 ? -column : 0;
    const int32_t behind = column + count > params->input_width ? column + count - params->input_width : 0;
    columns->before = before < count ? before : count;
    columns->behind = behind < count - columns->before ? behind : count - columns->before;
    columns->inside = count - columns->before - columns->behind;
    columns->even = vmulq_n_u32(vidupq_n_u32(0, 2), (uint32_t)plane);
    columns->odd = vaddq_n_u32(columns->even, (uint32_t)plane);
    columns->row_count = row_count;
    memset(columns->zero_points, params->input_zero_point, CHANNELS);
    for (int32_t ky = 0; ky < row_count; ky++)
    {
        const int is_padding = rows[ky] == NULL;
        columns->step[ky] = is_padding ? 0 : params->input_channels;
        columns->from[ky] = is_padding
                                ? columns->zero_points
                                : (const uint8_t *)rows[ky] + (column + columns->before) * params->input_channels;
    }
}

/* A word of each of eight channels, of halfwords with the bytes of two rows. */
static MNV2_INLINE void
store_words(int8_t *to, uint32x4_t even, uint32x4_t odd, uint16x8_t first_rows, uint16x8_t last_rows)
{
    const uint32x4_t first = vreinterpretq_u32_u16(first_rows);
    const uint32x4_t last = vreinterpretq_u32_u16(last_rows);
    uint32_t *const words = (uint32_t *)(void *)to;
    vstrwq_scatter_offset_u32(words, even, vsliq_n_u32(first, last, 16));
    vstrwq_scatter_offset_u32(words, odd, vsriq_n_u32(last, first, 16));
}

static MNV2_INLINE void interleave_rows(const columns_of_rows *columns, int32_t row_count, int32_t channel, int8_t *to)
{
    /* Copies, which stores cannot change. */
    const uint32x4_t even = columns->even;
    const uint32x4_t odd = columns->odd;
    const int32_t step0 = columns->step[0];
    const int32_t step1 = columns->step[1];
    const int32_t step2 = columns->step[2];
    const int32_t step3 = row_count == MOST_ROWS ? columns->step[3] : 0;
    const uint8_t *from0 = columns->from[0] + (step0 == 0 ? 0 : channel);
    const uint8_t *from1 = columns->from[1] + (step1 == 0 ? 0 : channel);
    const uint8_t *from2 = columns->from[2] + (step2 == 0 ? 0 : channel);
    const uint8_t *from3 = row_count == MOST_ROWS ? columns->from[3] + (step3 == 0 ? 0 : channel) : NULL;
    const uint16x8_t zero_points = vldrbq_u16(columns->zero_points);
    const uint16x8_t padding = vsliq_n_u16(zero_points, zero_points, 8);
    for (int32_t i = columns->before; i > 0; i--)
    {
        store_words(to, even, odd, padding, padding);
        to += 4;
    }
    for (int32_t i = columns->inside; i > 0; i--)
    {
        const uint16x8_t first = vsliq_n_u16(vldrbq_u16(from0), vldrbq_u16(from1), 8);
        uint16x8_t last = vldrbq_u16(from2);
        from0 += step0;
        from1 += step1;
        from2 += step2;
        if (row_count == MOST_ROWS)
        {
            last = vsliq_n_u16(last, vldrbq_u16(from3), 8);
            from3 += step3;
        }
        store_words(to, even, odd, first, last);
        to += 4;
    }
    for (int32_t i = columns->behind; i > 0; i--)
    {
        store_words(to, even, odd, padding, padding);
        to += 4;
    }
}

static MNV2_NOINLINE void interleave_four(const columns_of_rows *columns, int32_t channel, int8_t *to)
{
    interleave_rows(columns, MOST_ROWS, channel, to);
}

static MNV2_NOINLINE void interleave_three(const columns_of_rows *columns, int32_t channel, int8_t *to)
{
    interleave_rows(columns, WINDOW_ROWS, channel, to);
}

/* Eight channels of the columns, from `channel` on. */
static inline void interleave(const columns_of_rows *columns, int32_t channel, int8_t *to)
{
    if (columns->row_count == MOST_ROWS)
    {
        interleave_four(columns, channel, to);
    }
    else
    {
        interleave_three(columns, channel, to);
    }
}

#else

/* The same in C, for other machines: the same data in the same order. */

static int32_t shift_of(int32_t packed)
{
    const int32_t left = packed >> 8 & 0xFF;
    return left > 0 ? left : (int8_t)(uint8_t)(packed & 0xFF);
}

/* Output `i` is of the window at column `i / rows`, a byte further in the second of two rows. */
static void multiply(const run *outputs, int32_t stride, int32_t rows, int32_t record_words)
{
    for (int32_t channel = 0; channel < CHANNELS; channel++)
    {
        const int32_t *record = outputs->records + channel * record_words;
        const int32_t *factors = record + record_words - 3;
        const int8_t *weights = (const int8_t *)record;
        for (int32_t i = 0; i < outputs->count; i++)
        {
            const int8_t *columns = outputs->scratch + channel * outputs->plane + 4 * (i / rows * stride) + i % rows;
            uint32_t sum = (uint32_t)factors[0];
            for (int32_t tap = 0; tap < 4 * (record_words - 3); tap++)
            {
                if (tap % 4 < WINDOW_ROWS)
                {
                    sum = mnv2_mac(sum, weights[tap], columns[tap / 4 % 3 * 4 + tap % 4]);
                }
            }
            outputs->output[i / OUTPUTS * outputs->step + outputs->offsets[i % OUTPUTS] + channel] = mnv2_requantize(
                (int32_t)sum, factors[1], shift_of(factors[2]), outputs->output_offset, outputs->min, outputs->max);
        }
    }
}

static void multiply_above_zero(const run *outputs)
{
    multiply(outputs, 1, 1, RECORD_WORDS);
}

static void multiply_above_zero_2(const run *outputs)
{
    multiply(outputs, 2, 1, RECORD_WORDS);
}

static void multiply_pair(const run *outputs)
{
    multiply(outputs, 1, 2, RECORD_WORDS);
}

static void multiply_any(const run *outputs)
{
    multiply(outputs, 1, 1, ANY_RECORD_WORDS);
}

static void multiply_any_2(const run *outputs)
{
    multiply(outputs, 2, 1, ANY_RECORD_WORDS);
}

static void set_offsets(uint16_t *offsets, int32_t channels, int32_t row_bytes)
{
    for (int32_t i = 0; i < OUTPUTS; i++)
    {
        offsets[i] = (uint16_t)(row_bytes == 0 ? i * channels : i / 2 * channels + i % 2 * row_bytes);
    }
}

typedef struct
{
    const mnv2_conv_params *params;
    const int8_t *const *rows;
    int32_t row_count;
    int32_t column;
    int32_t count;
    int32_t plane;
} columns_of_rows;

static void find_columns(columns_of_rows *columns,
                         const mnv2_conv_params *params,
                         const int8_t *const *rows,
                         int32_t row_count,
                         int32_t column,
                         int32_t count,
                         int32_t plane)
{
    const columns_of_rows found = {params, rows, row_count, column, count, plane};
    *columns = found;
}

static void interleave(const columns_of_rows *columns, int32_t channel, int8_t *to)
{
    const mnv2_conv_params *params = columns->params;
    for (int32_t x = columns->column; x < columns->column + columns->count; x++)
    {
        for (int32_t ky = 0; ky < columns->row_count; ky++)
        {
            const int8_t *row = columns->rows[ky];
            const int is_padding = row == NULL || x < 0 || x >= params->input_width;
            for (int32_t c = 0; c < CHANNELS; c++)
            {
                to[c * columns->plane + ky] =
                    is_padding ? (int8_t)params->input_zero_point : row[x * params->input_channels + channel + c];
            }
        }
        to += 4;
    }
}

#endif

#endif
