/*
 * Groups of pixels of a convolution with the DSP extension: four pixels times two output channels at a time, or two
 * pixels, or one.
 *
 * The weights of two channels share a halfword, a + 256 * b, so that one word holds two taps of both and one multiply
 * gives a sum of both: x * (a + 256 * b). A second multiply, by the low bytes alone, gives the sum of channel a; what
 * is left of the first is 256 times the sum of channel b. That halves the loads and the sign extensions of weights.
 * The few channels that have no partner, or weights of more than a byte (with a zero point), have halfwords of their
 * own.
 *
 * The windows of the pixels are written to scratch as 16-bit values first, once for all output channels. Four taps of
 * the pixels lie together: taps 0 and 2 of each pixel, then taps 1 and 3 of each. Taps are filled up to a multiple
 * of eight by whatever lies there, because weights of zero meet them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_quad_group_private.h"
#include "mnv2_runtime.h"

static uint32_t four_times(int32_t byte)
{
    return (uint32_t)(byte & 0xFF) * 0x01010101U;
}

#pragma weak mnv2_begin_quads
MNV2_SMALL void
mnv2_begin_quads(mnv2_quad_group *group, int32_t output_offset, int32_t activation_min, int32_t activation_max)
{
    mnv2_quad_block *const block = &group->block;
    const int is_limited = activation_min != INT8_MIN || activation_max != INT8_MAX;
    block->columns = group->columns;
    block->output_offset = output_offset;
    block->min = four_times(activation_min);
    block->max = four_times(activation_max);
    block->finish = is_limited ? WITHIN_LIMITS : output_offset == INT8_MIN ? ABOVE_ZERO : ANY_BYTE;
    group->prepared = NULL;
}

/* The block for so many pixels, all but the channels and where their outputs go. */
static MNV2_SMALL MNV2_NOINLINE void prepare(mnv2_quad_group *group, const mnv2_at_once *at_once, int32_t missing)
{
    mnv2_quad_block *const block = &group->block;
    const int32_t taps = mnv2_filled_taps(group->taps);
    group->prepared = at_once;
    group->missing = missing;
    block->columns_end = group->columns + at_once->pixels * taps / 2;
    block->is_half = taps & TAPS_AT_ONCE;
    int32_t offset = -missing * group->channels;
    for (int32_t pixel = 0; pixel < MOST_PIXELS - 1; pixel++)
    {
        offset += group->channels;
        block->offsets[pixel] = offset;
    }
}

#pragma weak mnv2_multiply_quads
void mnv2_multiply_quads(mnv2_quad_group *group, const mnv2_at_once *at_once, int32_t missing, int8_t *output)
{
    mnv2_quad_block *const block = &group->block;
    const int32_t words = mnv2_filled_taps(group->taps) / 2;
    const int32_t *pairs = group->pairs;
    if (at_once != group->prepared || missing != group->missing)
    {
        prepare(group, at_once, missing);
    }
    int32_t channel;
    do
    {
        /* The first channel, and so many pairs or minus so many wide channels. */
        const uint32_t run = (uint32_t)*pairs++;
        const int32_t count = (int16_t)(uint16_t)(run & 0xFFFFU);
        channel = (int32_t)(run >> 16);
        block->pairs = pairs;
        block->output = output + channel;
        if (count > 0)
        {
            pairs += count * (words + WORDS_OF_PAIR);
            block->pairs_end = pairs;
            at_once->multiply(block);
            channel += 2 * count;
        }
        else
        {
            pairs -= count * (words + WORDS_OF_WIDE);
            block->pairs_end = pairs;
            at_once->multiply_wide(block);
            channel -= count;
        }
    } while (channel < group->channels);
}

/* Columns of the last taps, which are no eight: no byte behind them is read. */
static MNV2_SMALL MNV2_NOINLINE void
expand_rest(const mnv2_quad_group *group, const mnv2_at_once *at_once, const int8_t *const *windows, int32_t whole)
{
    int8_t rest[MOST_PIXELS][TAPS_AT_ONCE];
    const int8_t *rests[MOST_PIXELS];
    for (int32_t pixel = 0; pixel < at_once->pixels; pixel++)
    {
        rests[pixel] = rest[pixel];
        memset(rest[pixel], 0, TAPS_AT_ONCE);
        for (int32_t tap = whole; tap < group->taps; tap++)
        {
            rest[pixel][tap - whole] = windows[pixel][tap];
        }
    }
    at_once->expand(rests, group->columns + at_once->pixels * whole / 2, TAPS_AT_ONCE);
}

#pragma weak mnv2_compute_quads
void mnv2_compute_quads(mnv2_quad_group *group, const int8_t **windows, int32_t count, int32_t readable, int8_t *output)
{
    const int32_t whole = readable & -TAPS_AT_ONCE;
    while (count > 0)
    {
        const mnv2_at_once *const at_once = mnv2_first_of(group->at_once, count);
        const int32_t missing = at_once->pixels > count ? 1 : 0;
        const int32_t computed = at_once->pixels - missing;
        if (missing > 0)
        {
            windows[3] = windows[2];
            windows[2] = windows[1];
            windows[1] = windows[0];
        }
        if (whole > 0)
        {
            at_once->expand(windows, group->columns, whole);
        }
        if (whole < group->taps)
        {
            expand_rest(group, at_once, windows, whole);
        }
        mnv2_multiply_quads(group, at_once, missing, output);
        count -= computed;
        windows += computed;
        output += computed * group->channels;
    }
}
