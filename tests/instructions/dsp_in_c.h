/* The instructions of the DSP extension that mnv2_dsp_private.h uses, in plain C: see README.md. */
#ifndef DSP_IN_C_H
#define DSP_IN_C_H

#include <stdint.h>
#include <string.h>

/* LDR with post-indexing. */
static inline uint32_t mnv2_dsp_load_next(const int8_t **values)
{
    const uint32_t word = mnv2_dsp_load(*values);
    *values += 4;
    return word;
}

static inline uint32_t dsp_halfwords(int32_t low, int32_t high)
{
    return ((uint32_t)high << 16) | ((uint32_t)low & 0xFFFFU);
}

static inline int32_t dsp_byte(uint32_t word, int32_t byte)
{
    return (int8_t)(uint8_t)(word >> (8 * byte));
}

/* SXTB16. */
static inline int32_t mnv2_dsp_even(uint32_t bytes)
{
    return (int32_t)dsp_halfwords(dsp_byte(bytes, 0), dsp_byte(bytes, 2));
}

/* SXTB16 with rotation by 8. */
static inline int32_t mnv2_dsp_odd(uint32_t bytes)
{
    return (int32_t)dsp_halfwords(dsp_byte(bytes, 1), dsp_byte(bytes, 3));
}

/* LDRD, which wants an address of whole words. */
static inline mnv2_dsp_pairs mnv2_dsp_load_pairs(const mnv2_dsp_pairs *from)
{
    return *from;
}

/* SMLAD; the sum wraps around. */
static inline int32_t mnv2_dsp_mac(int32_t sum, int32_t a, int32_t b)
{
    const int32_t low = (int16_t)(uint16_t)a * (int16_t)(uint16_t)b;
    const int32_t high = (a >> 16) * (b >> 16);
    return (int32_t)((uint32_t)sum + (uint32_t)low + (uint32_t)high);
}

/* SMMULR. */
static inline int32_t mnv2_dsp_rounded_high_product(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 31)) >> 32);
}

#endif
