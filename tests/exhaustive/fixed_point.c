/*
 * Every form in which the runtime scales an accumulator, for all 2^32 accumulators, against the rule written down once
 * more: a doubling high product that rounds to nearest, ties upwards; then a division by a power of two that rounds to
 * nearest, ties away from zero. The script compiles it for each kind of core: with and without long products, with the
 * DSP extension's and with Helium's instructions in plain C.
 * Sums of 16-bit values have 48 bits: one of them for each accumulator, spread over all of their range.
 *
 *   fixed_point FIRST STEP [SAMPLE]    takes every STEP-th factor from FIRST on, prints one line for each; with SAMPLE
 *                                      every so many of the 2^20 blocks of accumulators alone
 */
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"

/* The plain C twins of the kernels in assembly: same data, same order. */
#include "mnv2_quad_block_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT (INT64_C(1) << 30) /* What the generator proves of accumulators before it takes a short form. */
#define BLOCK \
    (INT64_C(1) << 12) /* Accumulators that are compared before anything branches: compilers make vectors of that. */

typedef struct
{
    int32_t multiplier;
    int32_t shift;
    int32_t zero_point;
} factor;

static const factor factors[] = {
    {1 << 30, -31, 0},
    {1 << 30, -2, -128},
    {1 << 30, -1, 127},
    {1 << 30, 0, 0},
    {INT32_MAX, -31, 5},
    {INT32_MAX, -9, -128},
    {INT32_MAX, -2, 3},
    {INT32_MAX, -1, -1},
    {INT32_MAX, 0, 0},
    {(1 << 30) + 1, -8, -7},
    {1518500250, -7, -128},
    {1518500250, -12, 17},
    {1717986918, -5, -128},
    {1288490189, -10, 64},
    {2147418111, -6, -128},
    {1073807359, -13, -3},
    {1431655765, -11, -128},
    {1908874353, -4, 0},
    {1610612736, -3, 1},
    {1234567891, -16, -128},
    {1987654321, -20, 0},
    {1 << 30, 1, -128},
    {1717986918, 4, 0},
    {INT32_MAX, 30, 0},
    {0, 0, 12},
};

static inline int32_t halved_away(int32_t x, int32_t exponent)
{
    const uint32_t half = exponent == 0 ? 0 : UINT32_C(1) << (exponent - 1);
    const uint32_t size = x < 0 ? 0 - (uint32_t)x : (uint32_t)x;
    const uint32_t quotient = (size + half) >> exponent;
    return (int32_t)(x < 0 ? 0 - quotient : quotient);
}

/* The reference adds 2^30, or 1 - 2^30 to a negative product, and divides by 2^31 towards zero: sizes are all it takes.
 */
static inline int32_t rule(int32_t accumulator, factor f)
{
    const int32_t x = f.shift > 0 ? (int32_t)((uint32_t)accumulator << f.shift) : accumulator;
    const uint32_t is_negative = (uint32_t)x >> 31;
    const uint64_t size = (uint64_t)(is_negative ? 0 - (uint32_t)x : (uint32_t)x) * (uint32_t)f.multiplier;
    const uint32_t quotient = (uint32_t)((size + (UINT64_C(1) << 30) - (size == 0 ? 0 : is_negative)) >> 31);
    return halved_away((int32_t)(is_negative ? 0 - quotient : quotient), f.shift > 0 ? 0 : -f.shift);
}

/* The rule for sums of 48 bits: the multiplier is rounded to 15 bits, and one rounding to nearest takes ties upwards.
 */
static inline int32_t rule_of_48_bits(int64_t sum, factor f)
{
    const int64_t rounded = ((int64_t)f.multiplier + (1 << 15)) / (1 << 16);
    const int64_t reduced = rounded > INT16_MAX ? INT16_MAX : rounded;
    const int64_t unit = INT64_C(1) << (15 - f.shift);
    const int64_t product = sum * reduced + unit / 2;
    return (int32_t)(uint32_t)(uint64_t)(product / unit - (product % unit < 0 ? 1 : 0));
}

/* A sum of 48 bits for each accumulator: near it, or far from zero with other low bits. */
static inline int64_t sum_of(int32_t accumulator)
{
    const uint32_t low = (uint32_t)accumulator * UINT32_C(2654435761) >> 16;
    return (int64_t)accumulator * 32768 + (low & 32767U);
}

/* With the zero point added, without an overflow. */
static inline int32_t within_int8(int32_t scaled, int32_t zero_point)
{
    const int32_t least = INT8_MIN - zero_point;
    const int32_t most = INT8_MAX - zero_point;
    return (scaled < least ? least : scaled > most ? most : scaled) + zero_point;
}

/* A factor in each form's own terms. */
typedef struct
{
    factor whole;
    mnv2_scaling scaling;
    mnv2_quad_block block;
    int32_t of_quads[2];
    int scales_down; /* Shifts that the form is for. */
    int is_short;
    int fits_quads;
    int needs_no_ties;
    int is_of_48_bits;
} forms;

static forms forms_of(factor f)
{
    forms all = {0};
    all.whole = f;
    all.scaling = mnv2_scaling_of(f.multiplier, f.shift > 0 ? 0 : f.shift);
    all.is_short = f.shift <= 0;
    all.scales_down = f.shift < 0 && f.multiplier != 0;
    all.fits_quads = f.shift <= -2 && f.multiplier != 0;
    all.is_of_48_bits = f.shift <= 7;
    all.needs_no_ties = all.fits_quads && f.zero_point == INT8_MIN;
    all.of_quads[0] = (int32_t)((uint32_t)f.multiplier << 1);
    all.of_quads[1] = all.fits_quads ? (int32_t)(UINT32_C(1) << (32 + f.shift)) : 0;
    all.block.output_offset = f.zero_point;
    all.block.min = 0x80808080U;
    all.block.max = 0x7F7F7F7FU;
    return all;
}

#if MNV2_HAS_MVE

/* A bit for each form of four lanes; what is in the other lanes is of no matter. */
static inline unsigned in_vectors(int32_t x, int32_t expected, const forms *all)
{
    const factor f = all->whole;
    const int32x4_t lanes = vdupq_n_s32(x);
    const int32x4_t multipliers = vdupq_n_s32(f.multiplier);
    const int32x4_t shifts = vdupq_n_s32(f.shift);
    unsigned bits = mnv2_mve_multiply(lanes, multipliers, shifts, 0).lane[1] != expected;
    if (all->scales_down)
    {
        bits |= (unsigned)(mnv2_mve_multiply(lanes, multipliers, shifts, 1).lane[2] != expected) << 1;
    }
    if (all->is_short && x > -LIMIT && x < LIMIT)
    {
        const int32x4_t scaled = mnv2_mve_scale(lanes, f.multiplier, f.shift, mnv2_mve_ties(f.shift));
        bits |= (unsigned)(scaled.lane[3] != expected) << 2;
    }
    return bits;
}

#else

static inline unsigned in_vectors(int32_t x, int32_t expected, const forms *all)
{
    (void)x;
    (void)expected;
    (void)all;
    return 0;
}

#endif

/* The forms that differ from the rule, a bit for each. */
static inline unsigned differing(int32_t x, const forms *all)
{
    const factor f = all->whole;
    const int32_t expected = rule(x, f);
    const int32_t output = within_int8(expected, f.zero_point);
    unsigned bits = mnv2_multiply_by_quantized_multiplier(x, f.multiplier, f.shift) != expected;
    if (all->is_short)
    {
        const unsigned is_small = (x > -LIMIT) & (x < LIMIT);
        /* The same bits, without an overflow where the form is not for the number. */
        const int32_t small = is_small ? x : 0;
        bits |= (is_small & (mnv2_scale(small, all->scaling) != expected)) << 1;
        if (all->scales_down)
        {
            const int32_t down = mnv2_scale_down(small, f.multiplier, -f.shift - 1, 1 + 2 * f.zero_point);
            bits |= (is_small & (down - f.zero_point != expected)) << 2;
        }
    }
    if (all->fits_quads)
    {
        bits |= (unsigned)(mnv2_quad_output(&all->block, x, all->of_quads, ANY_BYTE) != output) << 3;
        if (all->needs_no_ties)
        {
            bits |= (unsigned)(mnv2_quad_output(&all->block, x, all->of_quads, ABOVE_ZERO) != output) << 4;
        }
    }
    const int64_t sum = sum_of(x);
    if (all->is_of_48_bits)
    {
        bits |=
            (unsigned)(mnv2_multiply_64_by_quantized_multiplier(sum, f.multiplier, f.shift) != rule_of_48_bits(sum, f))
            << 5;
        bits |= (unsigned)(mnv2_multiply_64_by_quantized_multiplier(x, f.multiplier, f.shift) != rule_of_48_bits(x, f))
                << 5;
    }
    const int16_t wide = (int16_t)(expected < INT16_MIN ? INT16_MIN : expected > INT16_MAX ? INT16_MAX : expected);
    /* Sums of 32 bits wrap around. */
    const int64_t wrapping = (int64_t)x + ((int64_t)(x & 7) - 3) * (INT64_C(1) << 32);
    bits |= (unsigned)(mnv2_requantize_s16(wrapping, f.multiplier, f.shift, 32, INT16_MIN, INT16_MAX) != wide) << 6;
    return bits | in_vectors(x, expected, all) << 7;
}

static unsigned any_differing(int64_t first, const forms *all)
{
    const forms local = *all;
    unsigned bits = 0;
    for (int32_t i = 0; i < BLOCK; i++)
    {
        bits |= differing((int32_t)(first + i), &local);
    }
    return bits;
}

static void tell(int64_t first, const forms *all)
{
    static const char *const names[] = {"the general form",
                                        "mnv2_scale",
                                        "mnv2_scale_down",
                                        "two SMMLARs with ties",
                                        "two SMMLARs without ties",
                                        "sums of 48 bits",
                                        "16 bits of a sum of 32",
                                        "mnv2_mve_multiply",
                                        "mnv2_mve_multiply of shifts below 0",
                                        "mnv2_mve_scale"};
    for (int64_t x = first; x < first + BLOCK; x++)
    {
        const unsigned bits = differing((int32_t)x, all);
        for (int form = 0; form < (int)(sizeof names / sizeof names[0]); form++)
        {
            if (bits >> form & 1U)
            {
                printf("%s differs: accumulator %" PRId64 ", multiplier %" PRId32 ", shift %" PRId32 "\n",
                       names[form],
                       x,
                       all->whole.multiplier,
                       all->whole.shift);
                exit(1);
            }
        }
    }
}

int main(int argc, char **argv)
{
    const size_t count = sizeof factors / sizeof factors[0];
    const size_t step = argc > 2 ? (size_t)atoi(argv[2]) : 1;
    const int64_t sample = argc > 3 ? atoi(argv[3]) : 1;
    for (size_t i = argc > 1 ? (size_t)atoi(argv[1]) : 0; i < count; i += step)
    {
        const forms all = forms_of(factors[i]);
        int64_t seen = 0;
        for (int64_t first = INT32_MIN; first <= INT32_MAX; first += sample * BLOCK)
        {
            if (any_differing(first, &all) != 0)
            {
                tell(first, &all);
            }
            seen += BLOCK;
        }
        printf("multiplier %" PRId32 ", shift %" PRId32 ", zero point %" PRId32 ": equal for %" PRId64
               " accumulators\n",
               factors[i].multiplier,
               factors[i].shift,
               factors[i].zero_point,
               seen);
        fflush(stdout);
    }
    return 0;
}
