/*
 * What every instruction of the DSP extension and of Helium that kernels use makes of noise, one line for each: real
 * instructions and those of tests/instructions must print the same.
 */
#include "mnv2_dsp_private.h"
#include "mnv2_mve_private.h"
#include "test_support.h"

enum
{
    ROUNDS = 2000
};

static uint32_t hash;

static void add(int32_t value)
{
    hash = (hash ^ (uint32_t)value) * 16777619u;
}

/* Operands of a round: words with many extremes, shifts that reach beyond a word, bytes with many smallest ones. */
static int32_t word[8];
static int32_t shift[4];
static int8_t byte[32];
static int32_t count;

static void draw(void)
{
    static const int32_t edges[] = {INT32_MIN, INT32_MIN + 1, -1, 0, 1, INT32_MAX - 1, INT32_MAX};
    noise_fill((int8_t *)word, sizeof word);
    noise_fill(byte, sizeof byte);
    for (int i = 0; i < 8; i++)
    {
        const uint32_t edge = noise() % 28;
        word[i] = edge < 7 ? edges[edge] : word[i];
        byte[4 * i] = edge < 14 ? -128 : byte[4 * i];
    }
    for (int i = 0; i < 4; i++)
    {
        shift[i] = noise_between(-33, 33);
    }
    count = noise_between(0, 18);
}

#define LINE(name, ...) \
    hash = 2166136261u; \
    for (int round = 0; round < ROUNDS; round++) \
    { \
        draw(); \
        __VA_ARGS__; \
    } \
    printf("%s %lx\n", name, (unsigned long)hash)

#if MNV2_HAS_DSP
static void dsp_lines(void)
{
    LINE("even", add(mnv2_dsp_even((uint32_t)word[0])));
    LINE("odd", add(mnv2_dsp_odd((uint32_t)word[0])));
    LINE("mac", add(mnv2_dsp_mac(word[0], word[1], word[2])));
    LINE("high", add(mnv2_dsp_rounded_high_product(word[0], word[1])));
    LINE("load", {
        const int8_t *from = byte + count;
        add((int32_t)mnv2_dsp_load(from));
        add((int32_t)mnv2_dsp_load_next(&from));
        add((int32_t)(from - byte));
    });
    LINE("pairs", {
        const mnv2_dsp_pairs from = {word[0], word[1]};
        const mnv2_dsp_pairs pairs = mnv2_dsp_load_pairs(&from);
        add(pairs.even);
        add(pairs.odd);
    });
}
#endif

#if MNV2_HAS_MVE
static void add_words(int32x4_t a)
{
    int32_t values[4];
    vst1q_s32(values, a);
    for (int i = 0; i < 4; i++)
    {
        add(values[i]);
    }
}

static void add_halves(int16x8_t a)
{
    add_words(vmovlbq_s16(a));
    add_words(vmovltq_s16(a));
}

static void add_bytes(int8x16_t a)
{
    int8_t values[16];
    vstrbq_s8(values, a);
    for (int i = 0; i < 16; i++)
    {
        add(values[i]);
    }
}

static void word_lines(void)
{
#define A vld1q_s32(word)
#define B vld1q_s32(word + 4)
#define SHIFTS vld1q_s32(shift)
    LINE("vdupq_n_s32", add_words(vdupq_n_s32(word[0])));
    LINE("vaddq_n_s32", add_words(vaddq_n_s32(A, word[5])));
    LINE("vaddq_s32", add_words(vaddq_s32(A, B)));
    LINE("vandq_s32", add_words(vandq_s32(A, B)));
    LINE("vqaddq_s32", add_words(vqaddq_s32(A, B)));
    LINE("vmaxq_s32", add_words(vmaxq_s32(A, B)));
    LINE("vminq_s32", add_words(vminq_s32(A, B)));
    LINE("vmlaq_n_s32", add_words(vmlaq_n_s32(A, B, word[3])));
    LINE("vqrdmulhq_s32", add_words(vqrdmulhq_s32(A, B)));
    LINE("vqrdmulhq_n_s32", add_words(vqrdmulhq_n_s32(A, word[5])));
    LINE("vshlq_s32", add_words(vshlq_s32(A, SHIFTS)));
    LINE("vshlq_r_s32", add_words(vshlq_r_s32(A, shift[0])));
    LINE("vrshlq_s32", add_words(vrshlq_s32(A, SHIFTS)));
    LINE("vrshlq_n_s32", add_words(vrshlq_n_s32(A, shift[0])));
    LINE("vshrq_n_s32", add_words(vaddq_s32(vshrq_n_s32(A, 1), vshrq_n_s32(A, 31))));
}

/* Halves that take all values, saturated ones among them. */
static int16x8_t halves(int32x4_t words)
{
    const int16x8_t even = vqmovnbq_s32(vmullbq_int_s8(vldrbq_s8(byte), vldrbq_s8(byte + 16)), words);
    return vqmovntq_s32(even, vaddq_s32(vmovlbq_s16(even), vdupq_n_s32(1000 * shift[0])));
}

static void narrow_lines(void)
{
#define C vldrbq_s8(byte)
#define D vldrbq_s8(byte + 16)
    LINE("vqmovnq_s32", add_halves(halves(A)));
    LINE("vdupq_n_s16", add_halves(vdupq_n_s16((int16_t)(word[0] >> 16))));
    LINE("vldrbq_s16", add_halves(vldrbq_s16(byte + count)));
    LINE("vst1q_s16", {
        int16_t stored[8];
        vst1q_s16(stored, halves(A));
        add_words(vldrhq_s32(stored));
        add_words(vldrhq_s32(stored + 4));
    });
    LINE("vaddq_s16", add_halves(vaddq_s16(halves(A), halves(B))));
    LINE("vqaddq_n_s16", add_halves(vqaddq_n_s16(halves(A), (int16_t)(word[4] >> 16))));
    LINE("vmullbq_int_s8", add_halves(vmullbq_int_s8(C, D)));
    LINE("vmulltq_int_s8", add_halves(vmulltq_int_s8(C, D)));
    LINE("vqmovnbq_s16", add_bytes(vqmovnbq_s16(C, halves(A))));
    LINE("vqmovntq_s16", add_bytes(vqmovntq_s16(C, halves(A))));
    LINE("vmaxq_s8", add_bytes(vmaxq_s8(C, D)));
    LINE("vminq_s8", add_bytes(vminq_s8(C, vdupq_n_s8(byte[16]))));
}

static void memory_lines(void)
{
    LINE("vldrwq_s32", add_words(vldrwq_s32(word + 2)));
    LINE("vldrbq_s32", add_words(vldrbq_s32(byte + count)));
    LINE("vldrbq_s8", add_bytes(vldrbq_s8(byte + 1)));
    LINE("vldrbq_z_s8", add_bytes(vldrbq_z_s8(byte, vctp8q((uint32_t)count))));
    LINE("vstrbq_p_s8", {
        vstrbq_p_s8(byte, D, vctp8q((uint32_t)count));
        add_bytes(C);
    });
    LINE("vstrbq_s32", {
        vstrbq_s32(byte + count % 13, A);
        add_bytes(C);
    });
    LINE("vstrbq_p_s32", {
        vstrbq_p_s32(byte, A, vctp32q((uint32_t)(count % 6)));
        add_bytes(C);
    });
}
#endif

int main(void)
{
#if MNV2_HAS_DSP
    dsp_lines();
#endif
#if MNV2_HAS_MVE
    word_lines();
    narrow_lines();
    memory_lines();
#endif
    return 0;
}
