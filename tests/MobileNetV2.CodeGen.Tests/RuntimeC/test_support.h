/* What the C tests of the runtime share: repeatable noise, and an exit status that names the line. */
#ifndef TEST_SUPPORT_H
#define TEST_SUPPORT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t noise_state = 1;

static inline uint32_t noise(void)
{
    noise_state = noise_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(noise_state >> 33);
}

static inline int32_t noise_between(int32_t min, int32_t max)
{
    return min + (int32_t)(noise() % (uint32_t)(max - min + 1));
}

static inline void noise_fill(int8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        bytes[i] = (int8_t)noise_between(-128, 127);
    }
}

/* Blocks of exactly the size asked for, so that the address sanitizer sees every byte too many. */
static inline void *block(size_t bytes)
{
    void *memory = malloc(bytes == 0 ? 1 : bytes);
    if (memory == NULL)
    {
        exit(2);
    }
    return memory;
}

#define CHECK(condition) \
    do \
    { \
        if (!(condition)) \
        { \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

#endif
