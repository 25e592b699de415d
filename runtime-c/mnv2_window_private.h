/*
 * The values under a window, gathered into one run of bytes.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_WINDOW_PRIVATE_H
#define MNV2_WINDOW_PRIVATE_H

#include "mnv2_convolution.h"
#include "mnv2_mve_private.h"

#include <stdint.h>
#include <string.h>

/* A word at any address. */
static inline void mnv2_copy_word(int8_t *to, const int8_t *from)
{
    uint32_t word;
    memcpy(&word, from, sizeof word);
    memcpy(to, &word, sizeof word);
}

#if MNV2_MVE_IN_ASSEMBLY

static inline void mnv2_copy_run(int8_t *to, const int8_t *from, int32_t count)
{
    __asm__ volatile("wlstp.8 lr, %[count], 2f\n"
                     "1:\n"
                     "vldrb.8 q0, [%[from]], #16\n"
                     "vstrb.8 q0, [%[to]], #16\n"
                     "letp    lr, 1b\n"
                     "2:\n"
                     : [to] "+r"(to), [from] "+r"(from)
                     : [count] "r"(count)
                     : "q0", "lr", "memory");
}

static inline void mnv2_fill_run(int8_t *to, int32_t value, int32_t count)
{
    __asm__ volatile("vdup.8  q0, %[value]\n"
                     "wlstp.8 lr, %[count], 2f\n"
                     "1:\n"
                     "vstrb.8 q0, [%[to]], #16\n"
                     "letp    lr, 1b\n"
                     "2:\n"
                     : [to] "+r"(to)
                     : [value] "r"(value), [count] "r"(count)
                     : "q0", "lr", "memory");
}

#else

#if defined(__arm__) && !defined(__ARM_FEATURE_UNALIGNED)

/* Words at any address would be calls of memcpy. */
static inline void mnv2_copy_run(int8_t *to, const int8_t *from, int32_t count)
{
    const int8_t *const end = from + count;
    const int8_t *const end_of_fours = from + (count & ~3);
    while (from != end_of_fours)
    {
        to[0] = from[0];
        to[1] = from[1];
        to[2] = from[2];
        to[3] = from[3];
        to += 4;
        from += 4;
    }
    while (from != end)
    {
        *to++ = *from++;
    }
}

#else

/* Short runs, where calling memcpy costs more than copying. */
static inline void mnv2_copy_run(int8_t *to, const int8_t *from, int32_t count)
{
    const int8_t *end = from + count;
    while (end - from >= 16)
    {
        mnv2_copy_word(to, from);
        mnv2_copy_word(to + 4, from + 4);
        mnv2_copy_word(to + 8, from + 8);
        mnv2_copy_word(to + 12, from + 12);
        to += 16;
        from += 16;
    }
    const int32_t rest = (int32_t)(end - from);
    if (count >= 4 && rest > 0)
    {
        if (rest > 4)
        {
            mnv2_copy_word(to, from);
        }
        if (rest > 8)
        {
            mnv2_copy_word(to + 4, from + 4);
        }
        if (rest > 12)
        {
            mnv2_copy_word(to + 8, from + 8);
        }
        /* The last word from a place where it is whole. */
        mnv2_copy_word(to + rest - 4, end - 4);
        return;
    }
    while (from != end)
    {
        *to++ = *from++;
    }
}

#endif

/* Likewise. */
static inline void mnv2_fill_run(int8_t *to, int32_t value, int32_t count)
{
    const uint32_t word = (uint32_t)(value & 0xFF) * 0x01010101U;
    const int8_t *whole_end = to + (count & ~3);
    while (to != whole_end)
    {
        memcpy(to, &word, sizeof word);
        to += sizeof word;
    }
    if ((count & 2) != 0)
    {
        memcpy(to, &word, 2);
        to += 2;
    }
    if ((count & 1) != 0)
    {
        *to = (int8_t)value;
    }
}

#endif

/* The bytes under the window whose first tap is at `column`; what lies in the padding has the zero point. */
static inline void
mnv2_gather_window(const mnv2_conv_params *params, const int8_t *const *rows, int32_t column, int8_t *to)
{
    const int32_t channels = params->input_channels;
    const int32_t zero_point = params->input_zero_point;
    const int32_t step = params->dilation_width;
    /* Neighbouring taps are copied together, others one by one. */
    const int32_t width = step == 1 ? params->kernel_width : 1;
    const int32_t end = column + params->kernel_width * step;
    if (step == 1 && column >= 0 && end <= params->input_width)
    {
        const int32_t run = width * channels;
        for (int32_t ky = 0; ky < params->kernel_height; ky++)
        {
            if (rows[ky] == NULL)
            {
                mnv2_fill_run(to, zero_point, run);
            }
            else
            {
                mnv2_copy_run(to, rows[ky] + column * channels, run);
            }
            to += run;
        }
        return;
    }
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        const int8_t *row = rows[ky];
        for (int32_t x = column; x < end; x += width * step)
        {
            int32_t before = row == NULL ? width : -x;
            before = before < 0 ? 0 : before > width ? width : before;
            int32_t inside = params->input_width - x;
            inside = inside < before ? before : inside > width ? width : inside;
            mnv2_fill_run(to, zero_point, before * channels);
            if (inside > before)
            {
                mnv2_copy_run(to + before * channels, row + (x + before) * channels, (inside - before) * channels);
            }
            if (inside < width)
            {
                mnv2_fill_run(to + inside * channels, zero_point, (width - inside) * channels);
            }
            to += width * channels;
        }
    }
}

#endif
