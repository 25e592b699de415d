/*
 * 3x3 depthwise convolution, depth multiplier 1: the rows of MobileNetV2's bottlenecks.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Everything that belongs to a channel lies in one record, so that one pointer walks over it while three others walk
 * over the input: that is what fits in the registers of a Cortex-M.
 */
#include "mnv2_armv6m_private.h"
#include "mnv2_armv7m_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

/* Words of a record: folded bias, plain bias, multiplier, then nine weights and the shift as bytes. */
enum
{
    FOLDED_BIAS = 0,
    PLAIN_BIAS = 1,
    MULTIPLIER = 2,
    BYTES = 3,
    WORDS = 6,
    SHIFT_BYTE = 9
};

static inline uint32_t add_row(uint32_t sum, const int8_t *x, int32_t step, const int8_t *w)
{
    sum = mnv2_mac(sum, w[0], x[0]);
    sum = mnv2_mac(sum, w[1], x[step]);
    return mnv2_mac(sum, w[2], x[2 * step]);
}

/* A pixel whose window lies inside the input. */
static void inside_pixel(const mnv2_conv_params *params,
                         const int32_t *record,
                         const int8_t *row0,
                         const int8_t *row1,
                         const int8_t *row2,
                         int8_t *output)
{
    const int32_t step = params->input_channels * params->dilation_width;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    const int8_t *end = output + params->output_channels;
    while (output < end)
    {
        const int8_t *bytes = (const int8_t *)(record + BYTES);
        uint32_t sum = (uint32_t)record[FOLDED_BIAS];
        sum = add_row(sum, row0++, step, bytes);
        sum = add_row(sum, row1++, step, bytes + 3);
        sum = add_row(sum, row2++, step, bytes + 6);
        *output++ = mnv2_finish_down((int32_t)sum, record[MULTIPLIER], bytes[SHIFT_BYTE], range);
        record += WORDS;
    }
}

#if MNV2_ARMV6M_IN_ASSEMBLY || MNV2_ARMV7M_IN_ASSEMBLY

/* Two neighbouring pixels inside, at stride 1 and dilation 1: all channels of both. */
typedef struct
{
    const int8_t *rows[3]; /* At the first column. */
    int8_t *output;
    int32_t step;
    const int8_t *end; /* Of the first pixel's outputs. */
    const int32_t *record;
    int32_t output_offset;
    int32_t min;
    int32_t max;
} pair_block;

/* The first column counts for the left pixel only and the last for the right one. */

#if MNV2_ARMV6M_IN_ASSEMBLY

/*
 * Registers:  r0 row            r1 record         r2, r3 sums of the left and of the right pixel
 *             r4 step           r5 a value        r6, r7 a weight and its copy
 *             r8, r9, r10 rows, a step before the first column    r11 output      r12 step      lr end of outputs
 * Frame:      0 output offset, 4, 8 limits, 12 record, 16 sum of the right pixel
 */
#define PAIR_NEXT_VALUE \
    "ldrsb   r5, [r0, r4]\n" \
    "adds    r0, r0, r4\n"

#define PAIR_WEIGHT(place) \
    "movs    r6, #" place "\n" \
    "ldrsb   r6, [r1, r6]\n"

#define PAIR_LEFT_AND_KEEP \
    "movs    r7, r6\n" \
    "muls    r7, r5, r7\n" \
    "adds    r2, r2, r7\n"

#define PAIR_RIGHT \
    "muls    r6, r5, r6\n" \
    "adds    r3, r3, r6\n"

#define PAIR_ROW(row, place0, place1, place2) \
    "mov     r0, " row "\n" \
    "adds    r5, r0, #1\n" \
    "mov     " row ", r5\n" PAIR_NEXT_VALUE \
    PAIR_WEIGHT(place0) "muls    r5, r6, r5\n" \
                        "adds    r2, r2, r5\n" PAIR_NEXT_VALUE PAIR_RIGHT \
                        PAIR_WEIGHT(place1) \
    PAIR_LEFT_AND_KEEP PAIR_NEXT_VALUE PAIR_RIGHT PAIR_WEIGHT(place2) PAIR_LEFT_AND_KEEP \
        "ldrsb   r5, [r0, r4]\n" PAIR_RIGHT

#define PAIR_KERNEL(name, finish) \
    __attribute__((naked, noinline)) static void name(MNV2_UNUSED const pair_block *block) \
    { \
        __asm__(".syntax unified\n" \
                "push    {r4-r7, lr}\n" \
                "mov     r4, r8\n" \
                "mov     r5, r9\n" \
                "mov     r6, r10\n" \
                "mov     r7, r11\n" \
                "push    {r4-r7}\n" \
                "sub     sp, #20\n" \
                "ldm     r0!, {r1-r6}\n" \
                "subs    r1, r1, r5\n" \
                "subs    r2, r2, r5\n" \
                "subs    r3, r3, r5\n" \
                "mov     r8, r1\n" \
                "mov     r9, r2\n" \
                "mov     r10, r3\n" \
                "mov     r11, r4\n" \
                "mov     r12, r5\n" \
                "mov     lr, r6\n" \
                "ldm     r0!, {r1, r4, r5, r6}\n" \
                "mov     r0, sp\n" \
                "stm     r0!, {r4, r5, r6}\n" \
                "1:\n" \
                "ldr     r2, [r1]\n" \
                "mov     r3, r2\n" \
                "mov     r4, r12\n" PAIR_ROW("r8", "12", "13", "14") PAIR_ROW("r9", "15", "16", "17") \
                    PAIR_ROW("r10", "18", "19", "20") "str     r1, [sp, #12]\n" \
                                                      "str     r3, [sp, #16]\n" \
                                                      "ldr     r4, [r1, #8]\n" \
                                                      "movs    r5, #21\n" \
                                                      "ldrsb   r5, [r1, r5]\n" \
                                                      "adds    r5, #1\n" \
                                                      "uxth    r6, r4\n" \
                                                      "asrs    r4, r4, #16\n" \
                                                      "ldr     r7, [sp, #0]\n" \
                                                      "mov     r0, r2\n" finish "mov     r1, r11\n" \
                                                      "strb    r0, [r1]\n" \
                                                      "ldr     r0, [sp, #16]\n" finish "mov     r1, r11\n" \
                                                      "mov     r2, r12\n" \
                                                      "strb    r0, [r1, r2]\n" \
                                                      "adds    r1, #1\n" \
                                                      "mov     r11, r1\n" \
                                                      "ldr     r1, [sp, #12]\n" \
                                                      "adds    r1, #24\n" \
                                                      "cmp     r11, lr\n" \
                                                      "beq     2f\n" \
                                                      "b       1b\n" \
                                                      "2:\n" \
                                                      "add     sp, #20\n" \
                                                      "pop     {r4-r7}\n" \
                                                      "mov     r8, r4\n" \
                                                      "mov     r9, r5\n" \
                                                      "mov     r10, r6\n" \
                                                      "mov     r11, r7\n" \
                                                      "pop     {r4-r7, pc}\n"); \
    }

PAIR_KERNEL(pair_above_zero, MNV2_ARMV6M_FINISH_ABOVE_ZERO)
PAIR_KERNEL(pair_within_limits, MNV2_ARMV6M_FINISH_WITHIN_LIMITS("4", "8"))

#else

/*
 * Registers:  r0 a value, then the multiplier        r1 record        r2, r3, r4 weights of a row, then shift, product
 *             r5, r6 sums of the left and of the right pixel          r7 three steps
 *             r8, r9, r10 rows  r11 step             r12 output offset                 lr output
 * Frame:      0 end of outputs, 4, 8 limits
 */
#define PAIR_ROW(row, place0, place1, place2) \
    "ldrsb   r2, [r1, #" place0 "]\n" \
    "ldrsb   r3, [r1, #" place1 "]\n" \
    "ldrsb   r4, [r1, #" place2 "]\n" \
    "ldrsb   r0, [" row ", r7]\n" \
    "mla     r6, r0, r4, r6\n" \
    "ldrsb   r0, [" row ", r11, lsl #1]\n" \
    "mla     r5, r0, r4, r5\n" \
    "mla     r6, r0, r3, r6\n" \
    "ldrsb   r0, [" row ", r11]\n" \
    "mla     r5, r0, r3, r5\n" \
    "mla     r6, r0, r2, r6\n" \
    "ldrsb   r0, [" row "], #1\n" \
    "mla     r5, r0, r2, r5\n"

#define PAIR_FINISH_ABOVE_ZERO(sum) MNV2_ARMV7M_FINISH_ABOVE_ZERO(sum, "r0", "r2", "r12", "r3", "r4")
#define PAIR_FINISH_WITHIN_LIMITS(sum) MNV2_ARMV7M_FINISH_WITHIN_LIMITS(sum, "r0", "r2", "r12", "r3", "r4", "4")

#define PAIR_KERNEL(name, finish) \
    __attribute__((naked, noinline)) static void name(MNV2_UNUSED const pair_block *block) \
    { \
        __asm__("push    {r4-r11, lr}\n" \
                "sub     sp, #12\n" \
                "ldm     r0, {r2-r11}\n" \
                "str     r7, [sp]\n" \
                "strd    r10, r11, [sp, #4]\n" \
                "mov     r1, r8\n" \
                "mov     r12, r9\n" \
                "mov     lr, r5\n" \
                "mov     r11, r6\n" \
                "mov     r8, r2\n" \
                "mov     r9, r3\n" \
                "mov     r10, r4\n" \
                "add     r7, r11, r11, lsl #1\n" \
                ".balign 4\n" \
                "1:\n" \
                "ldr     r5, [r1]\n" \
                "mov     r6, r5\n" PAIR_ROW("r8", "12", "13", "14") PAIR_ROW("r9", "15", "16", "17") \
                    PAIR_ROW("r10", "18", "19", "20") "ldr     r0, [r1, #8]\n" \
                                                      "ldrsb   r2, [r1, #21]\n" \
                                                      "adds    r2, #1\n" finish("r5") \
                                                          finish("r6") "strb    r6, [lr, r11]\n" \
                                                                       "strb    r5, [lr], #1\n" \
                                                                       "ldr     r3, [sp]\n" \
                                                                       "adds    r1, #24\n" \
                                                                       "cmp     lr, r3\n" \
                                                                       "bne     1b\n" \
                                                                       "add     sp, #12\n" \
                                                                       "pop     {r4-r11, pc}\n"); \
    }

PAIR_KERNEL(pair_above_zero, PAIR_FINISH_ABOVE_ZERO)
PAIR_KERNEL(pair_within_limits, PAIR_FINISH_WITHIN_LIMITS)

#endif

static void inside_pair(const mnv2_conv_params *params,
                        const int32_t *record,
                        const int8_t *row0,
                        const int8_t *row1,
                        const int8_t *row2,
                        int8_t *output)
{
    const int32_t step = params->input_channels;
    const pair_block block = {
        .rows = {row0, row1, row2},
        .output = output,
        .step = step,
        .end = output + step,
        .record = record,
        .output_offset = params->output_offset,
        .min = params->activation_min,
        .max = params->activation_max,
    };
    const int is_above_zero =
        params->output_offset == INT8_MIN && params->activation_min == INT8_MIN && params->activation_max == INT8_MAX;
    (is_above_zero ? pair_above_zero : pair_within_limits)(&block);
}

#else

/* Two windows side by side: four columns, of which the middle two count for both. */
typedef struct
{
    uint32_t left;
    uint32_t right;
} sum_pair;

static inline sum_pair add_row_pair(sum_pair sum, const int8_t *x, int32_t step, const int8_t *w)
{
    sum.left = mnv2_mac(sum.left, w[0], x[0]);
    sum.left = mnv2_mac(sum.left, w[1], x[step]);
    sum.right = mnv2_mac(sum.right, w[0], x[step]);
    sum.left = mnv2_mac(sum.left, w[2], x[2 * step]);
    sum.right = mnv2_mac(sum.right, w[1], x[2 * step]);
    sum.right = mnv2_mac(sum.right, w[2], x[3 * step]);
    return sum;
}

/* Two neighbouring pixels inside, at stride 1 and dilation 1. */
static void inside_pair(const mnv2_conv_params *params,
                        const int32_t *record,
                        const int8_t *row0,
                        const int8_t *row1,
                        const int8_t *row2,
                        int8_t *output)
{
    const int32_t step = params->input_channels;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    const int8_t *end = output + step;
    while (output < end)
    {
        const int8_t *bytes = (const int8_t *)(record + BYTES);
        const uint32_t bias = (uint32_t)record[FOLDED_BIAS];
        sum_pair sum = {bias, bias};
        sum = add_row_pair(sum, row0++, step, bytes);
        sum = add_row_pair(sum, row1++, step, bytes + 3);
        sum = add_row_pair(sum, row2++, step, bytes + 6);
        const int32_t multiplier = record[MULTIPLIER];
        const int32_t right = bytes[SHIFT_BYTE];
        output[step] = mnv2_finish_down((int32_t)sum.right, multiplier, right, range);
        *output++ = mnv2_finish_down((int32_t)sum.left, multiplier, right, range);
        record += WORDS;
    }
}

#endif

/* The part of a window that lies inside the input: some of its rows, `columns` neighbouring taps of each. */
typedef struct
{
    int32_t row_count;
    const int8_t *values[3]; /* The first tap of each row. */
    int32_t weights[3];      /* Its place among the nine. */
} window_part;

/* Taps in the padding add nothing to a plain bias. `columns` is a constant wherever this is expanded. */
static inline void part_pixel(
    const mnv2_conv_params *params, const int32_t *record, const window_part *part, int32_t columns, int8_t *output)
{
    const int32_t step = params->input_channels * params->dilation_width;
    const int32_t zero = params->input_zero_point;
    const mnv2_output_range range =
        mnv2_output_range_of(params->output_offset, params->activation_min, params->activation_max);
    for (int32_t c = 0; c < params->output_channels; c++)
    {
        const int8_t *bytes = (const int8_t *)(record + BYTES);
        uint32_t sum = (uint32_t)record[PLAIN_BIAS];
        for (int32_t row = 0; row < part->row_count; row++)
        {
            const int8_t *x = part->values[row] + c;
            const int8_t *w = bytes + part->weights[row];
            for (int32_t column = 0; column < columns; column++)
            {
                sum = mnv2_mac(sum, w[column], x[column * step] - zero);
            }
        }
        output[c] = mnv2_finish_down((int32_t)sum, record[MULTIPLIER], bytes[SHIFT_BYTE], range);
        record += WORDS;
    }
}

/* A pixel with taps in the padding. */
static void border_pixel(const mnv2_conv_params *params,
                         const int32_t *records,
                         const int8_t *const *input_rows,
                         int32_t column,
                         int8_t *output)
{
    int32_t first = 0;
    while (first < 3 && column + first * params->dilation_width < 0)
    {
        first++;
    }
    int32_t end = first;
    while (end < 3 && column + end * params->dilation_width < params->input_width)
    {
        end++;
    }
    window_part part = {0};
    for (int32_t ky = 0; ky < 3; ky++)
    {
        if (input_rows[ky] != NULL && first < end)
        {
            part.values[part.row_count] =
                input_rows[ky] + (column + first * params->dilation_width) * params->input_channels;
            part.weights[part.row_count] = 3 * ky + first;
            part.row_count++;
        }
    }
    switch (end - first)
    {
    case 3:
        part_pixel(params, records, &part, 3, output);
        break;
    case 2:
        part_pixel(params, records, &part, 2, output);
        break;
    case 1:
        part_pixel(params, records, &part, 1, output);
        break;
    default:
        part_pixel(params, records, &part, 0, output);
        break;
    }
}

#pragma weak mnv2_depthwise_convolve_3x3_row_s8
void mnv2_depthwise_convolve_3x3_row_s8(const mnv2_conv_params *params,
                                        const int32_t *records,
                                        const int8_t *const *input_rows,
                                        int8_t *output,
                                        int32_t x_begin,
                                        int32_t x_end)
{
    const int8_t *row0 = input_rows[0];
    const int8_t *row1 = input_rows[1];
    const int8_t *row2 = input_rows[2];
    const int32_t reach = 2 * params->dilation_width;
    const int has_rows = row0 != NULL && row1 != NULL && row2 != NULL;
    const int pairs = params->stride_width == 1 && params->dilation_width == 1;
    int32_t x = x_begin;
    while (x < x_end)
    {
        const int32_t column = x * params->stride_width - params->pad_left;
        const int32_t first = column * params->input_channels;
        int32_t done = 1;
        if (!has_rows || column < 0 || column + reach >= params->input_width)
        {
            border_pixel(params, records, input_rows, column, output);
        }
        else if (pairs && x + 1 < x_end && column + reach + 1 < params->input_width)
        {
            inside_pair(params, records, row0 + first, row1 + first, row2 + first, output);
            done = 2;
        }
        else
        {
            inside_pixel(params, records, row0 + first, row1 + first, row2 + first, output);
        }
        output += done * params->output_channels;
        x += done;
    }
}

#pragma weak mnv2_depthwise_convolve_3x3_s8
void mnv2_depthwise_convolve_3x3_s8(const mnv2_conv_params *params,
                                    const int32_t *records,
                                    const int8_t *input,
                                    int8_t *output)
{
    const int8_t *rows[3];
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_depthwise_convolve_3x3_row_s8(params, records, rows, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}
