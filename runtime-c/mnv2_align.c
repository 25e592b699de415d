/*
 * Upright faces from five points.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

#include <stddef.h>

enum
{
    POINTS = 5,
    ONE = 65536,
    FAR = 1 << 30,
    LARGEST_PLACE = 1 << 18,
    SMALLEST_PLACE = -(1 << 17),
    REDUCED = 1 << 13
};

static int32_t limit(int32_t place)
{
    const int32_t low = place < SMALLEST_PLACE ? SMALLEST_PLACE : place;
    return low > LARGEST_PLACE ? LARGEST_PLACE : low;
}

static int64_t size_of(int64_t value)
{
    return value < 0 ? -value : value;
}

/* Points less their mean, times their number: no division. */
typedef struct
{
    int64_t x[POINTS];
    int64_t y[POINTS];
    int64_t sum_x;
    int64_t sum_y;
} centred;

static void centre(centred *points)
{
    for (int32_t i = 0; i < POINTS; i++)
    {
        points->sum_x += points->x[i];
        points->sum_y += points->y[i];
    }
    for (int32_t i = 0; i < POINTS; i++)
    {
        points->x[i] = POINTS * points->x[i] - points->sum_x;
        points->y[i] = POINTS * points->y[i] - points->sum_y;
    }
}

/* Bits that are too many for products of 64 bits; at most 8. */
static int32_t surplus_bits(const centred *points)
{
    int32_t bits = 0;
    for (int32_t i = 0; i < POINTS; i++)
    {
        while (size_of(points->x[i]) >> bits >= REDUCED || size_of(points->y[i]) >> bits >= REDUCED)
        {
            bits++;
        }
    }
    return bits;
}

#pragma weak mnv2_align
int32_t mnv2_align(const mnv2_face_places *places, const mnv2_point *points, mnv2_similarity *upright)
{
    centred seen = {.sum_x = 0};
    centred wanted = {.sum_x = 0};
    for (int32_t i = 0; i < POINTS; i++)
    {
        seen.x[i] = limit(points[i].x);
        seen.y[i] = limit(points[i].y);
        wanted.x[i] = places->x[i];
        wanted.y[i] = places->y[i];
    }
    centre(&seen);
    centre(&wanted);
    const int32_t shift = surplus_bits(&seen);
    int64_t dot = 0;
    int64_t cross = 0;
    int64_t square = 0;
    int64_t wanted_square = 0;
    for (int32_t i = 0; i < POINTS; i++)
    {
        const int64_t x = seen.x[i] >> shift;
        const int64_t y = seen.y[i] >> shift;
        dot += x * wanted.x[i] + y * wanted.y[i];
        cross += x * wanted.y[i] - y * wanted.x[i];
        square += x * x + y * y;
        wanted_square += wanted.x[i] * wanted.x[i] + wanted.y[i] * wanted.y[i];
    }
    const int64_t norm = dot * dot + cross * cross;
    if (norm / ONE < ONE || norm < square * wanted_square / 4)
    {
        return 0;
    }
    const int64_t along = dot * square / (norm / ONE) * ((int64_t)1 << shift);
    const int64_t aside = cross * square / (norm / ONE) * ((int64_t)1 << shift);
    if (size_of(along) > FAR || size_of(aside) > FAR)
    {
        return 0;
    }
    const int64_t left = (seen.sum_x * 4096 - (along * wanted.sum_x + aside * wanted.sum_y) / 16) / POINTS;
    const int64_t top = (seen.sum_y * 4096 - (along * wanted.sum_y - aside * wanted.sum_x) / 16) / POINTS;
    if (size_of(left) > FAR || size_of(top) > FAR)
    {
        return 0;
    }
    *upright = (mnv2_similarity){(int32_t)along, (int32_t)aside, (int32_t)left, (int32_t)top};
    return 1;
}

typedef struct
{
    int32_t red;
    int32_t green;
    int32_t blue;
} colour;

static colour of_565(int32_t word)
{
    const int32_t red = word >> 11;
    const int32_t green = word >> 5 & 0x3F;
    const int32_t blue = word & 0x1F;
    return (colour){red << 3 | red >> 2, green << 2 | green >> 4, blue << 3 | blue >> 2};
}

static int32_t whole(int32_t sum)
{
    const int32_t value = sum < 0 ? 0 : sum / ONE;
    return value > 255 ? 255 : value;
}

/* BT.601, 0 to 255. */
static colour of_yuv(int32_t y, int32_t u, int32_t v)
{
    const int32_t luma = ONE * y + ONE / 2;
    return (colour){
        whole(luma + 91881 * (v - 128)),
        whole(luma - 22554 * (u - 128) - 46802 * (v - 128)),
        whole(luma + 116130 * (u - 128)),
    };
}

static colour colour_at(const mnv2_frame *frame, int32_t x, int32_t y)
{
    const int32_t at = y * frame->width + x;
    const uint8_t *const p = frame->pixels;
    switch (frame->format)
    {
    case MNV2_FRAME_RGB888:
        return (colour){p[3 * at], p[3 * at + 1], p[3 * at + 2]};
    case MNV2_FRAME_BGR888:
        return (colour){p[3 * at + 2], p[3 * at + 1], p[3 * at]};
    case MNV2_FRAME_RGB565:
        return of_565(p[2 * at] | p[2 * at + 1] << 8);
    case MNV2_FRAME_RGB565BE:
        return of_565(p[2 * at] << 8 | p[2 * at + 1]);
    case MNV2_FRAME_YUYV:
        return of_yuv(p[2 * at], p[2 * (at - x % 2) + 1], p[2 * (at - x % 2) + 3]);
    case MNV2_FRAME_YUV422:
        return of_yuv(p[2 * at + 1], p[2 * (at - x % 2)], p[2 * (at - x % 2) + 2]);
    default:
        return (colour){p[at], p[at], p[at]};
    }
}

/* How much of 256 the pixel before a place has, or the one behind it. */
static int32_t part(int64_t place, int32_t is_behind)
{
    const int32_t behind = (int32_t)(place >> 8 & 0xFF);
    return is_behind ? behind : 256 - behind;
}

#pragma weak mnv2_upright_row
void mnv2_upright_row(const mnv2_similarity *upright, const mnv2_frame *frame, int32_t y, int32_t width, uint8_t *rgb)
{
    for (int32_t x = 0; x < width; x++)
    {
        const int64_t u = 2 * (int64_t)x + 1;
        const int64_t v = 2 * (int64_t)y + 1;
        const int64_t right = upright->x + (upright->along * u + upright->aside * v) / 2 - ONE / 2;
        const int64_t down = upright->y + (upright->along * v - upright->aside * u) / 2 - ONE / 2;
        int32_t sum[3] = {ONE / 2, ONE / 2, ONE / 2};
        for (int32_t k = 0; k < 4; k++)
        {
            const int64_t column = (right >> 16) + k % 2;
            const int64_t row = (down >> 16) + k / 2;
            if (column < 0 || column >= frame->width || row < 0 || row >= frame->height)
            {
                continue;
            }
            const int32_t weight = part(right, k % 2) * part(down, k / 2);
            const colour here = colour_at(frame, (int32_t)column, (int32_t)row);
            sum[0] += weight * here.red;
            sum[1] += weight * here.green;
            sum[2] += weight * here.blue;
        }
        for (int32_t c = 0; c < 3; c++)
        {
            *rgb++ = (uint8_t)(sum[c] / ONE);
        }
    }
}
