/* The vectors and intrinsics of Helium that kernels use, in plain C: see README.md. */
#ifndef MVE_IN_C_H
#define MVE_IN_C_H

#include <stdint.h>

typedef struct
{
    int8_t lane[16];
} int8x16_t;

typedef struct
{
    int16_t lane[8];
} int16x8_t;

typedef struct
{
    int32_t lane[4];
} int32x4_t;

/* A bit for each byte of a vector. */
typedef uint16_t mve_pred16_t;

static inline int64_t mve_clamp(int64_t x, int64_t min, int64_t max)
{
    return x < min ? min : x > max ? max : x;
}

static inline int64_t mve_min(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline int64_t mve_max(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static inline int32_t mve_wrap(int64_t x)
{
    return (int32_t)(uint32_t)(uint64_t)x;
}

/* x * 2^shift modulo 2^32; a negative shift goes right, rounding half up where that is asked for. */
static inline int32_t mve_shift(int32_t x, int32_t shift, int rounds)
{
    const int32_t amount = (int8_t)(uint8_t)(uint32_t)shift;
    if (amount >= 32)
    {
        return 0;
    }
    if (amount >= 0)
    {
        return (int32_t)((uint32_t)x << amount);
    }
    const int32_t right = amount < -32 ? 32 : -amount;
    const int64_t half = rounds ? INT64_C(1) << (right - 1) : 0;
    return (int32_t)((x + half) >> right);
}

static inline int64_t mve_doubled_high_product(int32_t a, int32_t b)
{
    /* Half of both terms: the doubled product of the smallest number with itself has 64 bits. */
    return mve_clamp(((int64_t)a * b + (INT64_C(1) << 30)) >> 31, INT32_MIN, INT32_MAX);
}

/* Defines a function that computes each lane `i` by an expression. */
#define MVE_LANES(result, count, type, name, parameters, expression) \
    static inline result name parameters \
    { \
        result r; \
        for (int i = 0; i < (count); i++) \
        { \
            r.lane[i] = (type)(expression); \
        } \
        return r; \
    }

#define MVE_S8(name, parameters, expression) MVE_LANES(int8x16_t, 16, int8_t, name, parameters, expression)
#define MVE_S16(name, parameters, expression) MVE_LANES(int16x8_t, 8, int16_t, name, parameters, expression)
#define MVE_S32(name, parameters, expression) MVE_LANES(int32x4_t, 4, int32_t, name, parameters, expression)

/* Lanes that nobody may rely on. */
MVE_S8(vuninitializedq_s8, (void), 0x55)
MVE_S16(vuninitializedq_s16, (void), 0x5555)

MVE_S8(vdupq_n_s8, (int8_t a), a)
MVE_S8(vmaxq_s8, (int8x16_t a, int8x16_t b), mve_max(a.lane[i], b.lane[i]))
MVE_S8(vminq_s8, (int8x16_t a, int8x16_t b), mve_min(a.lane[i], b.lane[i]))
MVE_S8(vldrbq_s8, (const int8_t *from), from[i])
MVE_S8(vldrbq_z_s8, (const int8_t *from, mve_pred16_t lanes), (lanes >> i & 1) != 0 ? from[i] : 0)

MVE_S16(vdupq_n_s16, (int16_t a), a)
MVE_S16(vldrbq_s16, (const int8_t *from), from[i])
MVE_S16(vaddq_s16, (int16x8_t a, int16x8_t b), (uint16_t)(a.lane[i] + b.lane[i]))
MVE_S16(vqaddq_n_s16, (int16x8_t a, int16_t b), mve_clamp(a.lane[i] + b, INT16_MIN, INT16_MAX))
MVE_S16(vmullbq_int_s8, (int8x16_t a, int8x16_t b), a.lane[2 * i] * b.lane[2 * i])
MVE_S16(vmulltq_int_s8, (int8x16_t a, int8x16_t b), a.lane[2 * i + 1] * b.lane[2 * i + 1])

MVE_S32(vdupq_n_s32, (int32_t a), a)
MVE_S32(vldrhq_s32, (const int16_t *from), from[i])
MVE_S32(vmaxq_s32, (int32x4_t a, int32x4_t b), mve_max(a.lane[i], b.lane[i]))
MVE_S32(vminq_s32, (int32x4_t a, int32x4_t b), mve_min(a.lane[i], b.lane[i]))
MVE_S32(vandq_s32, (int32x4_t a, int32x4_t b), a.lane[i] & b.lane[i])
MVE_S32(vaddq_s32, (int32x4_t a, int32x4_t b), mve_wrap((int64_t)a.lane[i] + b.lane[i]))
MVE_S32(vaddq_n_s32, (int32x4_t a, int32_t b), mve_wrap((int64_t)a.lane[i] + b))
MVE_S32(vqaddq_s32, (int32x4_t a, int32x4_t b), mve_clamp((int64_t)a.lane[i] + b.lane[i], INT32_MIN, INT32_MAX))
MVE_S32(vmlaq_n_s32, (int32x4_t a, int32x4_t b, int32_t c), mve_wrap(a.lane[i] + (int64_t)b.lane[i] * c))
MVE_S32(vqrdmulhq_s32, (int32x4_t a, int32x4_t b), mve_doubled_high_product(a.lane[i], b.lane[i]))
MVE_S32(vqrdmulhq_n_s32, (int32x4_t a, int32_t b), mve_doubled_high_product(a.lane[i], b))
MVE_S32(vshlq_s32, (int32x4_t a, int32x4_t b), mve_shift(a.lane[i], b.lane[i], 0))
MVE_S32(vshlq_r_s32, (int32x4_t a, int32_t b), mve_shift(a.lane[i], b, 0))
MVE_S32(vrshlq_s32, (int32x4_t a, int32x4_t b), mve_shift(a.lane[i], b.lane[i], 1))
MVE_S32(vrshlq_n_s32, (int32x4_t a, int32_t b), mve_shift(a.lane[i], b, 1))
MVE_S32(vshrq_n_s32, (int32x4_t a, int32_t b), a.lane[i] >> (b == 32 ? 31 : b))
MVE_S32(vmovlbq_s16, (int16x8_t a), a.lane[2 * i])
MVE_S32(vmovltq_s16, (int16x8_t a), a.lane[2 * i + 1])
MVE_S32(vldrwq_s32, (const int32_t *from), from[i])
MVE_S32(vld1q_s32, (const int32_t *from), from[i])
MVE_S32(vldrbq_s32, (const int8_t *from), from[i])

/* The narrowed lanes go to the even (b) or odd (t) lanes of the first argument, which keeps the others. */
static inline int16x8_t vqmovnbq_s32(int16x8_t to, int32x4_t a)
{
    for (int i = 0; i < 4; i++)
    {
        to.lane[2 * i] = (int16_t)mve_clamp(a.lane[i], INT16_MIN, INT16_MAX);
    }
    return to;
}

static inline int16x8_t vqmovntq_s32(int16x8_t to, int32x4_t a)
{
    for (int i = 0; i < 4; i++)
    {
        to.lane[2 * i + 1] = (int16_t)mve_clamp(a.lane[i], INT16_MIN, INT16_MAX);
    }
    return to;
}

static inline int8x16_t vqmovnbq_s16(int8x16_t to, int16x8_t a)
{
    for (int i = 0; i < 8; i++)
    {
        to.lane[2 * i] = (int8_t)mve_clamp(a.lane[i], INT8_MIN, INT8_MAX);
    }
    return to;
}

static inline int8x16_t vqmovntq_s16(int8x16_t to, int16x8_t a)
{
    for (int i = 0; i < 8; i++)
    {
        to.lane[2 * i + 1] = (int8_t)mve_clamp(a.lane[i], INT8_MIN, INT8_MAX);
    }
    return to;
}

/* Predicates of the first `count` lanes. */
static inline mve_pred16_t vctp8q(uint32_t count)
{
    return (mve_pred16_t)(count >= 16 ? 0xFFFFU : (1U << count) - 1U);
}

static inline mve_pred16_t vctp32q(uint32_t count)
{
    return (mve_pred16_t)(count >= 4 ? 0xFFFFU : (1U << (4 * count)) - 1U);
}

static inline void vstrbq_p_s8(int8_t *to, int8x16_t a, mve_pred16_t lanes)
{
    for (int i = 0; i < 16; i++)
    {
        if ((lanes >> i & 1) != 0)
        {
            to[i] = a.lane[i];
        }
    }
}

static inline void vstrbq_s8(int8_t *to, int8x16_t a)
{
    vstrbq_p_s8(to, a, 0xFFFFU);
}

/* The low bytes of words. */
static inline void vstrbq_p_s32(int8_t *to, int32x4_t a, mve_pred16_t lanes)
{
    for (int i = 0; i < 4; i++)
    {
        if ((lanes >> (4 * i) & 1) != 0)
        {
            to[i] = (int8_t)(uint8_t)(uint32_t)a.lane[i];
        }
    }
}

static inline void vstrbq_s32(int8_t *to, int32x4_t a)
{
    vstrbq_p_s32(to, a, 0xFFFFU);
}

static inline void vst1q_s16(int16_t *to, int16x8_t a)
{
    for (int i = 0; i < 8; i++)
    {
        to[i] = a.lane[i];
    }
}

static inline void vst1q_s32(int32_t *to, int32x4_t a)
{
    for (int i = 0; i < 4; i++)
    {
        to[i] = a.lane[i];
    }
}

#endif
