/* What programs that call kernels directly share: random numbers that are the same everywhere, memory without room
 * beside it. */
#ifndef DRIVER_H
#define DRIVER_H

#define _XOPEN_SOURCE 700

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

static uint64_t state = 1;

/* What is compared with what came out before a change. */
static FILE *out;

static inline int32_t any(int32_t least, int32_t most)
{
    state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = (state ^ state >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (int32_t)(least + (int64_t)((z ^ z >> 31) % (uint64_t)((int64_t)most - least + 1)));
}

static inline int chance(int32_t percent)
{
    return any(1, 100) <= percent;
}

/* Of its own size, so that a sanitizer sees a step beside it. */
static inline void *room(size_t bytes)
{
    void *const memory = malloc(bytes == 0 ? 1 : bytes);
    if (memory == NULL)
    {
        exit(2);
    }
    return memory;
}

static inline int8_t *bytes_of(size_t count, int32_t least, int32_t most)
{
    int8_t *const values = room(count);
    for (size_t i = 0; i < count; i++)
    {
        values[i] = (int8_t)any(least, most);
    }
    return values;
}

static inline void tell(const void *bytes, size_t count)
{
    (void)fwrite(bytes, 1, count, out);
}

static inline void tell_number(int64_t number)
{
    tell(&number, sizeof number);
}

/* Ends the program, so that the mutant counts as noticed. */
static inline void must_be(const void *got, const void *wanted, size_t bytes, const char *what)
{
    if (memcmp(got, wanted, bytes) != 0)
    {
        printf("%s: other bits\n", what);
        exit(1);
    }
}

/* An endless loop ends with a signal, after so much time of the processor. */
static inline void be_patient(void)
{
    const struct itimerval patience = {.it_value = {.tv_sec = 5}};
    (void)setitimer(ITIMER_PROF, &patience, NULL);
}

#endif
