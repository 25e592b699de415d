/*
 * Convolution for cores with the DSP extension: four pixels times two output channels at a time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The weights of two channels share a halfword, a + 256 * b, so that one word holds two taps of both and one multiply
 * gives a sum of both: x * (a + 256 * b). A second multiply, by the low bytes alone, gives the sum of channel a; what
 * is left of the first is 256 times the sum of channel b. That halves the loads and the sign extensions of weights.
 *
 * The windows of four pixels are written to scratch as 16-bit values first, once for all output channels. Four taps of
 * the four pixels lie together: taps 0 and 2 of each pixel, then taps 1 and 3 of each. Taps are filled up to a multiple
 * of eight by whatever lies there, because weights of zero meet them.
 */
#include "mnv2_convolution.h"
#include "mnv2_quads_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_rows_private.h"

enum
{
    PIXELS = 4,
    TAPS_AT_ONCE = 8, /* Of a column. */
    WORDS_OF_PAIR = 6 /* Beside the weights: two start values, two factors of two words. */
};

/* Some output channels of four pixels. */
typedef struct
{
    const uint32_t *columns;
    const uint32_t *columns_end;
    int32_t is_half; /* The number of taps is an odd multiple of eight. */
    int32_t output_offset;
    int8_t *output;
    int32_t offsets[PIXELS - 1]; /* Bytes from the first pixel's outputs to those of the others. */
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

__attribute__((naked, noinline)) static void expand(MNV2_IN_REGISTER const int8_t *pixel0,
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

static void multiply(const quad *block, int fixes_ties)
{
    const int32_t *pairs = block->pairs;
    int8_t *output = block->output;
    while (pairs != block->pairs_end)
    {
        int32_t both[PIXELS];
        int32_t low[PIXELS];
        for (int32_t pixel = 0; pixel < PIXELS; pixel++)
        {
            both[pixel] = pairs[0];
            low[pixel] = pairs[1];
        }
        pairs += 2;
        for (const uint32_t *x = block->columns; x != block->columns_end; x += PIXELS)
        {
            const uint32_t weights = (uint32_t)*pairs++;
            const uint32_t of_a = (uint32_t)(uint16_t)(int8_t)(uint8_t)(weights & 0xFFU) |
                                  (uint32_t)(uint16_t)(int8_t)(uint8_t)(weights >> 16 & 0xFFU) << 16;
            for (int32_t pixel = 0; pixel < PIXELS; pixel++)
            {
                both[pixel] = add_products(both[pixel], x[pixel], weights);
                low[pixel] = add_products(low[pixel], x[pixel], of_a);
            }
        }
        for (int32_t pixel = PIXELS - 1; pixel >= 0; pixel--)
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
    multiply(block, 0);
}

static void multiply_any(const quad *block)
{
    multiply(block, 1);
}

static void multiply_within_limits(const quad *block)
{
    multiply(block, 1);
}

static void expand(const int8_t *pixel0,
                   const int8_t *pixel1,
                   const int8_t *pixel2,
                   const int8_t *pixel3,
                   uint32_t *columns,
                   const int8_t *end)
{
    const int32_t taps = (int32_t)(end - pixel0);
    const int8_t *const pixels[PIXELS] = {pixel0, pixel1, pixel2, pixel3};
    for (int32_t tap = 0; tap < taps; tap += 4)
    {
        for (int32_t pixel = 0; pixel < PIXELS; pixel++)
        {
            columns[pixel] = two_bytes_widened(pixels[pixel] + tap);
            columns[PIXELS + pixel] = two_bytes_widened(pixels[pixel] + tap + 1);
        }
        columns += 2 * PIXELS;
    }
}

#endif

/* The bytes under the window whose first tap is at `column`; what lies in the padding has the zero point. */
static void gather_window(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
    const int32_t channels = params->input_channels;
    const int32_t width = params->kernel_width;
    const int32_t step = params->dilation_width;
    const int is_inside = column >= 0 && column + (width - 1) * step < params->input_width;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        if (is_inside && step == 1 && rows[ky] != NULL)
        {
            mnv2_copy_run(to, rows[ky] + column * channels, width * channels);
            to += width * channels;
            continue;
        }
        for (int32_t kx = 0; kx < width; kx++)
        {
            const int32_t x = column + kx * step;
            if (rows[ky] == NULL || x < 0 || x >= params->input_width)
            {
                memset(to, params->input_zero_point, (size_t)channels);
            }
            else
            {
                mnv2_copy_run(to, rows[ky] + x * channels, channels);
            }
            to += channels;
        }
    }
}

/* What does not change from pixel to pixel. */
typedef struct
{
    const mnv2_conv_params *params;
    const int32_t *pairs;
    quad_kernel multiply;
    int32_t taps; /* Filled up. */
    int32_t pair_words;
    uint32_t *columns;
    int8_t *windows; /* Room for the bytes of four. */
} convolution;

static uint32_t four_times(int32_t byte)
{
    return (uint32_t)(byte & 0xFF) * 0x01010101U;
}

static quad_kernel kernel_for(const mnv2_conv_params *params)
{
    if (params->activation_min != INT8_MIN || params->activation_max != INT8_MAX)
    {
        return multiply_within_limits;
    }
    return params->output_offset == INT8_MIN ? multiply_above_zero : multiply_any;
}

/* A channel without a partner: the other output of its pair is not stored. */
static void multiply_single(const convolution *all, quad *block, int8_t *output, const int32_t *offsets)
{
    int8_t outputs[2 * PIXELS];
    block->output = outputs;
    for (int32_t pixel = 1; pixel < PIXELS; pixel++)
    {
        block->offsets[pixel - 1] = 2 * pixel;
    }
    all->multiply(block);
    for (int32_t pixel = 0; pixel < PIXELS; pixel++)
    {
        output[offsets[pixel]] = outputs[2 * pixel];
    }
}

/* All output channels of four pixels whose columns are filled. */
static void multiply_columns(const convolution *all, int8_t *output, const int32_t *offsets)
{
    const mnv2_conv_params *params = all->params;
    quad block = {
        .columns = all->columns,
        .columns_end = all->columns + 2 * all->taps,
        .is_half = all->taps & TAPS_AT_ONCE,
        .output_offset = params->output_offset,
        .pairs_end = all->pairs,
        .min = four_times(params->activation_min),
        .max = four_times(params->activation_max),
    };
    const int8_t *end = output + params->output_channels;
    while (output < end)
    {
        const int32_t count = *block.pairs_end;
        block.pairs = block.pairs_end + 1;
        block.pairs_end = block.pairs + (count > 0 ? count : 1) * all->pair_words;
        if (count > 0)
        {
            block.output = output;
            for (int32_t pixel = 1; pixel < PIXELS; pixel++)
            {
                block.offsets[pixel - 1] = offsets[pixel];
            }
            all->multiply(&block);
            output += 2 * count;
        }
        else
        {
            multiply_single(all, &block, output, offsets);
            output++;
        }
    }
}

/* Columns from four runs of bytes, of which no byte behind the last tap is read unless they lie in scratch. */
static void expand_runs(const convolution *all, const int8_t *const *runs, int32_t taps)
{
    const int32_t whole = taps - taps % TAPS_AT_ONCE;
    if (whole > 0)
    {
        expand(runs[0], runs[1], runs[2], runs[3], all->columns, runs[0] + whole);
    }
    if (whole < taps)
    {
        int8_t rest[PIXELS][TAPS_AT_ONCE] = {{0}};
        for (int32_t pixel = 0; pixel < PIXELS; pixel++)
        {
            mnv2_copy_run(rest[pixel], runs[pixel] + whole, taps - whole);
        }
        expand(rest[0], rest[1], rest[2], rest[3], all->columns + 2 * whole, rest[0] + TAPS_AT_ONCE);
    }
}

/* Pixels that wait until there are four. */
typedef struct
{
    const int8_t *runs[PIXELS];
    int32_t count;
    int32_t in_scratch; /* So many of the runs. */
    int8_t *output;     /* Of the first. */
} waiting;

/* All output channels of the pixels that wait. In the places of those that are missing the first is computed again. */
static void compute(const convolution *all, waiting *pixels)
{
    const mnv2_conv_params *params = all->params;
    const int32_t missing = PIXELS - pixels->count;
    const int8_t *runs[PIXELS];
    int32_t offsets[PIXELS];
    for (int32_t place = 0; place < PIXELS; place++)
    {
        const int32_t pixel = place < missing ? 0 : place - missing;
        runs[place] = pixels->runs[pixel];
        offsets[place] = pixel * params->output_channels;
    }
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    expand_runs(all, runs, pixels->in_scratch == pixels->count ? all->taps : taps);
    multiply_columns(all, pixels->output, offsets);
    pixels->output += pixels->count * params->output_channels;
    pixels->count = 0;
    pixels->in_scratch = 0;
}

/* Pixels of a row; up to three of them may be left waiting. */
static void add_row(const convolution *all, waiting *pixels, const int8_t *const *rows, int32_t x_begin, int32_t x_end)
{
    const mnv2_conv_params *params = all->params;
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
            gather_window(params, rows, column, window);
            pixels->runs[pixels->count] = window;
            pixels->in_scratch++;
        }
        pixels->count++;
        if (pixels->count == PIXELS)
        {
            compute(all, pixels);
        }
    }
}

static convolution convolution_of(const mnv2_conv_params *params, const int32_t *pairs, void *scratch)
{
    const int32_t taps = params->kernel_height * params->kernel_width * params->input_channels;
    const int32_t filled = (taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE;
    const convolution all = {
        .params = params,
        .pairs = pairs,
        .multiply = kernel_for(params),
        .taps = filled,
        .pair_words = WORDS_OF_PAIR + filled / 2,
        .columns = scratch,
        .windows = (int8_t *)scratch + 8 * filled,
    };
    return all;
}

#pragma weak mnv2_convolve_quads_row_s8
void mnv2_convolve_quads_row_s8(const mnv2_conv_params *params,
                                const int32_t *pairs,
                                const int8_t *const *input_rows,
                                void *scratch,
                                int8_t *output,
                                int32_t x_begin,
                                int32_t x_end)
{
    const convolution all = convolution_of(params, pairs, scratch);
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
                                 void *row_table,
                                 int8_t *output)
{
    const int8_t **const rows = row_table;
    const convolution all = convolution_of(params, pairs, scratch);
    waiting pixels = {.output = output};
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            mnv2_window_rows(params, input, y, rows);
            add_row(&all, &pixels, rows, 0, params->output_width);
        }
        input += params->input_height * params->input_width * params->input_channels;
    }
    if (pixels.count > 0)
    {
        compute(&all, &pixels);
    }
}

#pragma weak mnv2_convolve_quads_s8
void mnv2_convolve_quads_s8(
    const mnv2_conv_params *params, const int32_t *pairs, const int8_t *input, void *scratch, int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_quads_tall_s8(params, pairs, input, scratch, rows, output);
}
