/*
 * 3x3 depthwise convolution for cores with the DSP extension: four pixels times two channels at a time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A word of the input holds four channels of a pixel. Sign-extended, its bytes 0 and 2 are two halves that two
 * multiplies take; bytes 1 and 3 follow in a second pass. So values are used where they lie. The last two pixels of a
 * row, or the last, are computed one by one. Where a window reaches over the border and where three pixels are left,
 * the input is copied to scratch first, some channels at a time, with the zero point where there is none. Without
 * scratch it is copied to the stack, the channels of one record at a time. Where channels are no fours, the last four
 * begin earlier and some are computed twice.
 */
#include "mnv2_convolution.h"
#include "mnv2_depthwise_quad_block_private.h"
#include "mnv2_runtime.h"
#include "mnv2_window_private.h"
#include "mnv2_window_rows_private.h"

enum
{
    COPIED_CHANNELS = 32, /* As many lie in scratch: */
    COPIED_PIXELS = 31,   /* nine columns of three rows at most, and four outputs. */
    LEAST_PIXELS = 3      /* Fewer are computed one by one. */
};

static void copy_four_words(int8_t *to, const int8_t *from)
{
    /* Word by word: compilers copy an array by way of the stack. */
    uint32_t word0;
    uint32_t word1;
    uint32_t word2;
    uint32_t word3;
    memcpy(&word0, from, sizeof word0);
    memcpy(&word1, from + 4, sizeof word1);
    memcpy(&word2, from + 8, sizeof word2);
    memcpy(&word3, from + 12, sizeof word3);
    memcpy(to, &word0, sizeof word0);
    memcpy(to + 4, &word1, sizeof word1);
    memcpy(to + 8, &word2, sizeof word2);
    memcpy(to + 12, &word3, sizeof word3);
}

static uint32_t two_halfwords(int32_t value)
{
    return ((uint32_t)value & 0xFFFFU) * 0x00010001U;
}

static void multiply_pixels(const mnv2_depthwise_3x3_params *params, const quad *block, int32_t pixels)
{
    if (pixels == 1)
    {
        multiply_pixel(block);
    }
    else if (params->stride_width == 1)
    {
        multiply_stride_1(block);
    }
    else
    {
        multiply_stride_2(block);
    }
}

/* Four pixels or one, from input column `column` on. */
typedef struct
{
    const int8_t *const *rows;
    int32_t column;
    int32_t columns; /* Of the input. */
    int32_t pixels;
    int32_t count; /* Of pixels that the output has. */
    int8_t *output;
    int8_t *copy;            /* Scratch. */
    int32_t copied_channels; /* There. */
} place;

/* Neighbouring pixels, of which some channels are copied. */
static MNV2_NOINLINE void
copy_pixels(int8_t *to, int32_t to_step, const int8_t *from, int32_t from_step, int32_t pixels, int32_t channels)
{
    if (channels == COPIED_CHANNELS)
    {
        for (; pixels > 0; pixels--)
        {
            copy_four_words(to, from);
            copy_four_words(to + 16, from + 16);
            to += to_step;
            from += from_step;
        }
        return;
    }
    for (; pixels > 0; pixels--)
    {
        int32_t channel = 0;
        for (; channel + CHANNELS <= channels; channel += CHANNELS)
        {
            mnv2_copy_word(to + channel, from + channel);
        }
        for (; channel < channels; channel++)
        {
            to[channel] = from[channel];
        }
        to += to_step;
        from += from_step;
    }
}

static int32_t within(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

/* Columns [first, end) of a row under windows are inside of the input. */
typedef struct
{
    int32_t first;
    int32_t end;
} columns;

static columns inside(const mnv2_depthwise_3x3_params *params, const place *at, int32_t row)
{
    const int32_t end = at->rows[row] == NULL ? 0 : within(params->input_width - at->column, 0, at->columns);
    const columns those = {within(-at->column, 0, end), end};
    return those;
}

static int8_t *fill_words(int8_t *to, uint32_t word, int32_t bytes)
{
    for (const int8_t *const end = to + bytes; to != end; to += sizeof word)
    {
        memcpy(to, &word, sizeof word);
    }
    return to;
}

/*
 * Input pixels and outputs lie `copied_channels` bytes apart in scratch, whole words. The padding there is the same for
 * all channels.
 */
static MNV2_NOINLINE void fill_padding(const mnv2_depthwise_3x3_params *params, const place *at)
{
    const uint32_t word = (uint32_t)(params->input_zero_point & 0xFF) * 0x01010101U;
    const int32_t step = at->copied_channels;
    int8_t *copy = at->copy;
    for (int32_t row = 0; row < 3; row++)
    {
        const columns those = inside(params, at, row);
        copy = fill_words(copy, word, those.first * step) + (those.end - those.first) * step;
        copy = fill_words(copy, word, (at->columns - those.end) * step);
    }
}

/* Channels from `first` on by way of scratch. */
static MNV2_NOINLINE void multiply_copied(
    const mnv2_depthwise_3x3_params *params, const int32_t *records, const place *at, int32_t first, int32_t channels)
{
    const int32_t step = at->copied_channels;
    int8_t *copy = at->copy;
    /* Field by field: an initializer would clear it first. */
    quad block;
    block.output_step = step;
    block.filter_offset = two_halfwords(params->filter_offset);
    block.input_step = step;
    for (int32_t row = 0; row < 3; row++)
    {
        const columns those = inside(params, at, row);
        block.rows[row] = copy;
        if (those.first < those.end)
        {
            const int8_t *const from = at->rows[row] + (at->column + those.first) * params->channels + first;
            copy_pixels(copy + those.first * step, step, from, params->channels, those.end - those.first, channels);
        }
        copy += at->columns * step;
    }
    const int32_t blocks = (channels + CHANNELS - 1) / CHANNELS;
    block.records = records;
    block.records_end = block.records + blocks * RECORD_WORDS;
    block.output = copy;
    multiply_pixels(params, &block, at->pixels);
    copy_pixels(at->output + first, params->channels, copy, step, at->count, channels);
}

/* All channels of a place that reaches over a border, or has a pixel too few. */
static MNV2_SMALL MNV2_NOINLINE void
multiply_at_border(const mnv2_depthwise_3x3_params *params, const int32_t *records, const place *at)
{
    const int32_t channels = params->channels;
    const int32_t whole = channels / CHANNELS * CHANNELS;
    fill_padding(params, at);
    for (int32_t channel = 0; channel < whole; channel += at->copied_channels)
    {
        const int32_t rest = whole - channel;
        const int32_t count = rest < at->copied_channels ? rest : at->copied_channels;
        multiply_copied(params, records + channel / CHANNELS * RECORD_WORDS, at, channel, count);
    }
    if (whole < channels)
    {
        /* The last four channels, or all where there are less. */
        const int32_t last = channels < CHANNELS ? 0 : channels - CHANNELS;
        multiply_copied(params, records + whole / CHANNELS * RECORD_WORDS, at, last, channels - last);
    }
}

/* All channels of a place whose windows are inside of the input. The block has everything but the place. */
static void
multiply_inside(const mnv2_depthwise_3x3_params *params, const int32_t *records, const place *at, quad *block)
{
    const int32_t channels = params->channels;
    const int32_t offset = at->column * channels;
    block->rows[0] = at->rows[0] + offset;
    block->rows[1] = at->rows[1] + offset;
    block->rows[2] = at->rows[2] + offset;
    block->output = at->output;
    block->records = records;
    block->records_end = records + channels / CHANNELS * RECORD_WORDS;
    multiply_pixels(params, block, at->pixels);
    if (channels % CHANNELS != 0)
    {
        /* One more record for the last four channels. */
        const int32_t last = channels - CHANNELS;
        block->rows[0] += last;
        block->rows[1] += last;
        block->rows[2] += last;
        block->output += last;
        block->records = block->records_end;
        block->records_end += RECORD_WORDS;
        multiply_pixels(params, block, at->pixels);
    }
}

#pragma weak mnv2_depthwise_quads_3x3_row_s8
MNV2_SMALL void mnv2_depthwise_quads_3x3_row_s8(const mnv2_depthwise_3x3_params *params,
                                                const int32_t *records,
                                                const int8_t *const *input_rows,
                                                void *scratch,
                                                int8_t *output,
                                                int32_t x_begin,
                                                int32_t x_end)
{
    uint32_t of_one_record[COPIED_PIXELS * CHANNELS / sizeof(uint32_t)];
    const int has_rows = input_rows[0] != NULL && input_rows[1] != NULL && input_rows[2] != NULL;
    /* Field by field: an initializer would clear them first. */
    place at;
    at.rows = input_rows;
    at.output = output;
    at.copy = scratch != NULL ? scratch : (void *)of_one_record;
    at.copied_channels = scratch == NULL ? CHANNELS : within((params->channels + 3) & ~3, 0, COPIED_CHANNELS);
    quad block;
    block.output_step = params->channels;
    block.filter_offset = two_halfwords(params->filter_offset);
    block.input_step = params->channels;
    for (int32_t x = x_begin; x < x_end; x += at.count)
    {
        const int32_t rest = x_end - x;
        at.pixels = rest < LEAST_PIXELS ? 1 : PIXELS;
        at.count = rest < at.pixels ? rest : at.pixels;
        at.column = x * params->stride_width - params->pad_left;
        at.columns = (at.pixels - 1) * params->stride_width + 3;
        if (has_rows && at.count == at.pixels && at.column >= 0 && at.column + at.columns <= params->input_width &&
            params->channels >= CHANNELS)
        {
            multiply_inside(params, records, &at, &block);
        }
        else
        {
            multiply_at_border(params, records, &at);
        }
        at.output += at.count * params->channels;
    }
}

/* Row y of the output; returns where the next one goes. */
static MNV2_SMALL int8_t *whole_row(const mnv2_depthwise_3x3_params *params,
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
MNV2_SMALL void mnv2_depthwise_quads_3x3_s8(
    const mnv2_depthwise_3x3_params *params, const int32_t *records, const int8_t *input, void *scratch, int8_t *output)
{
    const int8_t *rows[3];
    MNV2_FOR_EACH_ROW(channels, kernel_height, 1, output = whole_row(params, records, rows, scratch, y, output))
}
