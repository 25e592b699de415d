/* Random operands for programs that call kernels directly: memory of its own for each, told and freed when it is done.
 */
#ifndef DRIVER_RANDOM_H
#define DRIVER_RANDOM_H

#include "driver.h"

static inline void tell_and_free(void *bytes, size_t count)
{
    tell(bytes, count);
    free(bytes);
}

static inline int32_t any_factor(void)
{
    return any(1 << 30, INT32_MAX);
}

static inline int8_t *any_bytes(int32_t count)
{
    const int is_small = chance(20);
    return bytes_of((size_t)count, is_small ? -2 : -128, is_small ? 2 : 127);
}

static inline int16_t *any_halfwords(int32_t count)
{
    int16_t *const values = room(2 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = (int16_t)(chance(10) ? (chance(50) ? INT16_MIN : INT16_MAX) : any(INT16_MIN, INT16_MAX));
    }
    return values;
}

static inline int32_t *any_words(int32_t count, int32_t least, int32_t most)
{
    int32_t *const values = room(4 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = any(least, most);
    }
    return values;
}

static inline int64_t *any_longs(int32_t count, int32_t least, int32_t most)
{
    int64_t *const values = room(8 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = any(least, most);
    }
    return values;
}

static inline float *any_floats(int32_t count)
{
    float *const values = room(4 * (size_t)count);
    const int is_coarse = chance(40);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = is_coarse ? (float)any(-3, 3) : (float)any(-100000, 100000) / 777.0f;
        if (chance(2))
        {
            static const uint32_t special[] = {UINT32_C(0x7F800000), UINT32_C(0xFF800000), UINT32_C(0x80000000)};
            memcpy(&values[i], &special[any(0, 2)], sizeof values[i]); /* Infinities, minus zero. */
        }
    }
    return values;
}

/* Of some of these at some distances: how many elements there are. */
static inline int32_t any_dims(int32_t *rank, int32_t *dims, int32_t least_rank, int32_t most_rank)
{
    int32_t count = 1;
    *rank = any(least_rank, most_rank);
    for (int32_t d = 0; d < *rank; d++)
    {
        dims[d] = any(1, 4);
        count *= dims[d];
    }
    return count;
}

#endif
