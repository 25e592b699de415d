/*
 * Numbers of one type as numbers of another.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_conversion.h"

static int64_t integer_at(const void *input, mnv2_element type, int32_t i)
{
    switch (type)
    {
    case MNV2_INT8:
        return ((const int8_t *)input)[i];
    case MNV2_UINT8:
        return ((const uint8_t *)input)[i];
    case MNV2_BOOL:
        return ((const uint8_t *)input)[i] != 0;
    case MNV2_INT16:
        return ((const int16_t *)input)[i];
    case MNV2_INT32:
        return ((const int32_t *)input)[i];
    default:
        return ((const int64_t *)input)[i];
    }
}

/* Conversions to unsigned wrap and those of the same bits back are what every compiler does: higher bits are dropped.
 */
static void put_integer(void *output, mnv2_element type, int32_t i, int64_t value)
{
    switch (type)
    {
    case MNV2_INT8:
    case MNV2_UINT8:
        ((uint8_t *)output)[i] = (uint8_t)value;
        break;
    case MNV2_BOOL:
        ((uint8_t *)output)[i] = value != 0;
        break;
    case MNV2_INT16:
        ((uint16_t *)output)[i] = (uint16_t)value;
        break;
    case MNV2_INT32:
        ((uint32_t *)output)[i] = (uint32_t)value;
        break;
    default:
        ((int64_t *)output)[i] = value;
        break;
    }
}

/* The limits are exact in float but for the largest integers, where "not below" keeps the conversion defined. */
static int64_t clamped(float value, int64_t least, int64_t most)
{
    if (value != value)
    {
        return 0;
    }
    if (value <= (float)least)
    {
        return least;
    }
    return value >= (float)most ? most : (int64_t)value;
}

static int64_t whole(float value, mnv2_element type)
{
    switch (type)
    {
    case MNV2_INT8:
        return clamped(value, INT8_MIN, INT8_MAX);
    case MNV2_UINT8:
        return clamped(value, 0, UINT8_MAX);
    case MNV2_BOOL:
        return value != 0.0f;
    case MNV2_INT16:
        return clamped(value, INT16_MIN, INT16_MAX);
    case MNV2_INT32:
        return clamped(value, INT32_MIN, INT32_MAX);
    default:
        return clamped(value, INT64_MIN, INT64_MAX);
    }
}

#pragma weak mnv2_cast
void mnv2_cast(const void *input, mnv2_element from, void *output, mnv2_element to, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        if (to == MNV2_FLOAT32)
        {
            ((float *)output)[i] = from == MNV2_FLOAT32 ? ((const float *)input)[i] : (float)integer_at(input, from, i);
        }
        else
        {
            put_integer(output,
                        to,
                        i,
                        from == MNV2_FLOAT32 ? whole(((const float *)input)[i], to) : integer_at(input, from, i));
        }
    }
}
