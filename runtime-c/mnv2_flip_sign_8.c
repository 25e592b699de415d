/*
 * uint8 to int8 and back at one scale.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_compiler.h"
#include "mnv2_conversion.h"

#include <string.h>

/* Elsewhere a word at any address would be a call of memcpy. */
#if !defined(__arm__) || defined(__ARM_FEATURE_UNALIGNED)

/* As many bytes as make words; returns how many. */
static int32_t flip_words(const uint8_t *from, uint8_t *to, int32_t count)
{
    int32_t i = 0;
    for (; i + 4 <= count; i += 4)
    {
        uint32_t word;
        memcpy(&word, from + i, sizeof word);
        word ^= 0x80808080u;
        memcpy(to + i, &word, sizeof word);
    }
    return i;
}

#else

static int32_t flip_words(MNV2_UNUSED const uint8_t *from, MNV2_UNUSED uint8_t *to, MNV2_UNUSED int32_t count)
{
    return 0;
}

#endif

#pragma weak mnv2_flip_sign_8
void mnv2_flip_sign_8(const void *input, void *output, int32_t count)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    for (int32_t i = flip_words(from, to, count); i < count; i++)
    {
        to[i] = (uint8_t)(from[i] ^ 0x80u);
    }
}
