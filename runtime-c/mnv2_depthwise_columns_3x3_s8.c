/*
 * Depthwise convolution with 3x3 windows for cores with Helium (MVE), as dot products.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Eight channels of a run of columns are written to scratch so that the three values of a column lie in one word, of
 * which the fourth byte meets a weight of zero. Then sixteen bytes are four columns: the windows of two neighbouring
 * outputs at stride 1, of one at stride 2. One instruction multiplies a window with its weights and adds up.
 *
 * Channels come in eights; where their number is none of these, the last eight begin earlier and some are computed
 * twice.
 */
#include "mnv2_convolution.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

enum
{
    CHANNELS = 8,
    OUTPUTS = 8, /* At once. */
    /* Words of a record: three of weights, twice where a kernel takes any weights, then bias, multiplier and shift. */
    WEIGHT_WORDS = 3,
    RECORD_WORDS = 6,
    ANY_RECORD_WORDS = 9
};

/* Eight channels of some neighbouring outputs. The order is that in which the kernels load the fields. */
typedef struct
{
    int32_t count;
    int32_t step;     /* Bytes from an output to the eighth behind it. */
    int32_t plane;    /* Bytes of scratch for a channel. */
    int32_t channels; /* Bytes from an output to the next. */
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
 *             r0, r2, r4, r6, r8, r10, r12, lr  sums of eight neighbouring outputs
 *             q0, q1 columns   q2 weights of a window, q3 the same a column later
 *             q4 sums of outputs 0, 2, 4 and 6, q5 of those between
 *             q6 distances of eight outputs      q7 mask of three columns
 * Frame:      0 count, 4 step, 8 plane, 12 channels, 16 output offset, 20, 24 limits, 28 record, 32 output, 36 scratch,
 *             40 channels left, 44 columns of the channel, 48 outputs left, 52 step, 56, 72 second weights
 */
#define COLUMNS_NOTHING ""

/* What begins a channel: its weights, and the same a column later; bias, multiplier and shift. */
#define COLUMNS_CHANNEL \
    "ldr     r3, [r2, #12]\n" \
    "ldrd    r5, r7, [r2, #16]\n" \
    "adds    r2, r2, #24\n"

/* Weights with a zero point need nine bits: they are sums of two bytes, of which the second wait on the stack. */
#define COLUMNS_CHANNEL_ANY \
    "vldrb.8 q4, [r2, #12]\n" \
    "vand    q4, q4, q7\n" \
    "vstrw.32 q4, [sp, #56]\n" \
    "vshlc   q4, r0, #32\n" \
    "vstrw.32 q4, [sp, #72]\n" \
    "ldr     r3, [r2, #24]\n" \
    "ldrd    r5, r7, [r2, #28]\n" \
    "adds    r2, r2, #36\n"

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
    first("r0", "q0") COLUMNS_LOAD("q1") second("r2", "q0") first("r4", "q1") COLUMNS_LOAD("q0") second("r6", "q1") \
        first("r8", "q0") COLUMNS_LOAD("q1") second("r10", "q0") first("r12", "q1") second("lr", "q1")

#define COLUMNS_STRIDE_2(first, second) \
    COLUMNS_LOAD("q0") \
    COLUMNS_LOAD("q1") \
    first("r0", "q0") COLUMNS_LOAD("q0") first("r2", "q1") COLUMNS_LOAD("q1") first("r4", "q0") COLUMNS_LOAD("q0") \
        first("r6", "q1") COLUMNS_LOAD("q1") first("r8", "q0") COLUMNS_LOAD("q0") first("r10", "q1") \
            COLUMNS_LOAD("q1") first("r12", "q0") first("lr", "q1")

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
                "movs    r0, #0\n" \
                "vidup.u16 q6, r0, #1\n" \
                "vmul.i16 q6, q6, r4\n" \
                "mvn     r0, #0\n" \
                "vdup.32 q7, r0\n" \
                "movs    r0, #0\n" \
                "vmov.32 q7[3], r0\n" \
                "movs    r0, #8\n" \
                "1:\n" \
                "strd    r0, r1, [sp, #40]\n" \
                "ldr     r2, [sp, #28]\n" \
                "vldrb.8 q2, [r2]\n" \
                "vand    q2, q2, q7\n" \
                "vmov    q3, q2\n" \
                "movs    r0, #0\n" \
                "vshlc   q3, r0, #32\n" /* Leaves in r0 what it shifts out: a zero. */ \
                channel "str     r2, [sp, #28]\n" \
                "ldr     r9, [sp, #32]\n" \
                "add     r2, r9, #1\n" \
                "str     r2, [sp, #32]\n" \
                "ldr     r0, [sp]\n" \
                "str     r0, [sp, #48]\n" \
                "2:\n" products "vmov    q4[2], q4[0], r0, r8\n" \
                "vmov    q4[3], q4[1], r4, r12\n" \
                "vmov    q5[2], q5[0], r2, r10\n" \
                "vmov    q5[3], q5[1], r6, lr\n" \
                "ldrd    r0, r2, [sp, #48]\n" \
                "vadd.i32 q4, q4, r3\n" \
                "vadd.i32 q5, q5, r3\n" left "vqrdmulh.s32 q4, q4, r5\n" \
                "vqrdmulh.s32 q5, q5, r5\n" ties "vrshl.s32 q4, r7\n" \
                "vrshl.s32 q5, r7\n" \
                "vqmovnb.s32 q4, q4\n" \
                "vqmovnt.s32 q4, q5\n" \
                "vqadd.s16 q4, q4, r11\n" limits "vqmovnb.s16 q4, q4\n" \
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
COLUMNS_ANY(multiply_any, COLUMNS_STRIDE_1)
COLUMNS_ANY(multiply_any_2, COLUMNS_STRIDE_2)

/* The next column of eight channels: a vector for each row of the window, to the same word of each channel. */
static inline void store_column(int8_t *to, uint16x8_t offsets, int16x8_t top, int16x8_t middle, int16x8_t bottom)
{
    vstrbq_scatter_offset_s16(to, offsets, top);
    vstrbq_scatter_offset_s16(to, vaddq_n_u16(offsets, 1), middle);
    vstrbq_scatter_offset_s16(to, vaddq_n_u16(offsets, 2), bottom);
}

/* Eight channels, from `channel` on, of the columns from `column` on. */
static MNV2_NOINLINE void interleave(const mnv2_conv_params *params,
                                     const int8_t *const *rows,
                                     int32_t channel,
                                     int32_t column,
                                     int32_t count,
                                     int8_t *to,
                                     int32_t plane)
{
    const int32_t channels = params->input_channels;
    const uint16x8_t offsets = vmulq_n_u16(vidupq_n_u16(0, 1), (uint16_t)plane);
    const int16x8_t padding = vdupq_n_s16((int16_t)params->input_zero_point);
    const int32_t end = column + count;
    const int32_t inside = end < params->input_width ? end : params->input_width;
    int8_t zero_points[CHANNELS];
    vstrbq_s16(zero_points, padding);
    const int8_t *from[3];
    int32_t step[3];
    for (int32_t ky = 0; ky < 3; ky++)
    {
        const int is_padding = rows[ky] == NULL;
        step[ky] = is_padding ? 0 : channels;
        from[ky] = is_padding ? zero_points : rows[ky] + (column < 0 ? 0 : column) * channels + channel;
    }
    for (; column < 0 && column < end; column++)
    {
        store_column(to, offsets, padding, padding, padding);
        to += 4;
    }
    const int8_t *top = from[0];
    const int8_t *middle = from[1];
    const int8_t *bottom = from[2];
    for (; column < inside; column++)
    {
        store_column(to, offsets, vldrbq_s16(top), vldrbq_s16(middle), vldrbq_s16(bottom));
        top += step[0];
        middle += step[1];
        bottom += step[2];
        to += 4;
    }
    for (; column < end; column++)
    {
        store_column(to, offsets, padding, padding, padding);
        to += 4;
    }
}

#else

/* The same in C, for other machines: the same data in the same order. */

static int32_t shift_of(int32_t packed)
{
    const int32_t left = packed >> 8 & 0xFF;
    return left > 0 ? left : (int8_t)(uint8_t)(packed & 0xFF);
}

static void multiply(const run *outputs, int32_t stride, int32_t record_words)
{
    for (int32_t channel = 0; channel < CHANNELS; channel++)
    {
        const int32_t *record = outputs->records + channel * record_words;
        const int32_t *factors = record + record_words - 3;
        const int8_t *weights = (const int8_t *)record;
        const int8_t *columns = outputs->scratch + channel * outputs->plane;
        for (int32_t x = 0; x < outputs->count; x++)
        {
            uint32_t sum = (uint32_t)factors[0];
            for (int32_t tap = 0; tap < 4 * (record_words - 3); tap++)
            {
                const int32_t column = tap / 4 % 3;
                if (tap % 4 < 3)
                {
                    sum = mnv2_mac(sum, weights[tap], columns[4 * (x * stride + column) + tap % 4]);
                }
            }
            outputs->output[x * outputs->channels + channel] = mnv2_requantize(
                (int32_t)sum, factors[1], shift_of(factors[2]), outputs->output_offset, outputs->min, outputs->max);
        }
    }
}

static void multiply_above_zero(const run *outputs)
{
    multiply(outputs, 1, RECORD_WORDS);
}

static void multiply_above_zero_2(const run *outputs)
{
    multiply(outputs, 2, RECORD_WORDS);
}

static void multiply_any(const run *outputs)
{
    multiply(outputs, 1, ANY_RECORD_WORDS);
}

static void multiply_any_2(const run *outputs)
{
    multiply(outputs, 2, ANY_RECORD_WORDS);
}

static void interleave(const mnv2_conv_params *params,
                       const int8_t *const *rows,
                       int32_t channel,
                       int32_t column,
                       int32_t count,
                       int8_t *to,
                       int32_t plane)
{
    for (int32_t x = column; x < column + count; x++)
    {
        for (int32_t ky = 0; ky < 3; ky++)
        {
            const int is_padding = rows[ky] == NULL || x < 0 || x >= params->input_width;
            for (int32_t c = 0; c < CHANNELS; c++)
            {
                to[c * plane + ky] =
                    is_padding ? (int8_t)params->input_zero_point : rows[ky][x * params->input_channels + channel + c];
            }
        }
        to += 4;
    }
}

#endif

/* Nothing below the zero point, no shift to the left, symmetric weights. */
static int is_above_zero(const mnv2_conv_params *params)
{
    return params->scales_down && params->filter_offset == 0 && params->output_offset == INT8_MIN &&
           params->activation_min == INT8_MIN && params->activation_max == INT8_MAX;
}

#pragma weak mnv2_depthwise_columns_3x3_row_s8
void mnv2_depthwise_columns_3x3_row_s8(const mnv2_conv_params *params,
                                       const int32_t *records,
                                       const int8_t *const *input_rows,
                                       void *scratch,
                                       int32_t outputs_at_once,
                                       int8_t *output,
                                       int32_t x_begin,
                                       int32_t x_end)
{
    const int32_t channels = params->output_channels;
    const int32_t stride = params->stride_width;
    const int is_any = !is_above_zero(params);
    const int32_t record_words = is_any ? ANY_RECORD_WORDS : RECORD_WORDS;
    const run_kernel multiply_run =
        stride == 1 ? (is_any ? multiply_any : multiply_above_zero) : (is_any ? multiply_any_2 : multiply_above_zero_2);
    run outputs = {
        .step = OUTPUTS * channels,
        .channels = channels,
        .output_offset = params->output_offset,
        .min = params->activation_min,
        .max = params->activation_max,
        .scratch = scratch,
    };
    for (int32_t x = x_begin; x < x_end; x += outputs_at_once)
    {
        outputs.count = x_end - x < outputs_at_once ? x_end - x : outputs_at_once;
        /* Windows are read for eights of outputs, also where there are not so many. */
        const int32_t computed = (outputs.count + OUTPUTS - 1) / OUTPUTS * OUTPUTS;
        outputs.plane = 4 * (computed * stride + 2);
        for (int32_t c = 0; c < channels; c += CHANNELS)
        {
            const int32_t first = c + CHANNELS <= channels ? c : channels - CHANNELS;
            interleave(params,
                       input_rows,
                       first,
                       x * stride - params->pad_left,
                       (outputs.count - 1) * stride + 3,
                       scratch,
                       outputs.plane);
            outputs.records = records + first * record_words;
            outputs.output = output + first;
            multiply_run(&outputs);
        }
        output += outputs.count * channels;
    }
}

#pragma weak mnv2_depthwise_columns_3x3_s8
void mnv2_depthwise_columns_3x3_s8(const mnv2_conv_params *params,
                                   const int32_t *records,
                                   const int8_t *input,
                                   void *scratch,
                                   int32_t outputs_at_once,
                                   int8_t *output)
{
    const int8_t *rows[3];
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_columns_3x3_row_s8(
            params, records, rows, scratch, outputs_at_once, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}
