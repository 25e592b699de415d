/*
 * Faces from random points and frames of every format; what comes out is compared with what came out before a change.
 * uses: mnv2_align.c
 */
#include "driver.h"

#include "mnv2_heads.h"

/* Places of any size, and points at the limits of what counts as a place: from hardly alike to the same. */
static void far_away(void)
{
    static const int32_t limits[] = {-(1 << 17), 1 << 18, 0, 0};
    mnv2_face_places places;
    mnv2_point points[5];
    const int32_t size = chance(30) ? 1 : chance(50) ? any(2, 12) : 1 << any(1, 9);
    /* Exact now and then, up to the largest factor. */
    const int is_exact = chance(20);
    const int32_t scale = 1 << (is_exact ? any(12, 14) : any(0, 9));
    const int32_t is_turned = any(0, 1);
    const int32_t along = is_exact ? 256 * scale * !is_turned : any(-256, 256) * scale;
    const int32_t aside = is_exact ? 256 * scale * is_turned : any(-256, 256) * scale;
    const int32_t right = limits[any(0, 3)];
    const int32_t down = limits[any(0, 3)];
    const int32_t wild = is_exact ? 0 : 1 << any(size == 1 ? 14 : 0, 17);
    for (int32_t i = 0; i < 5; i++)
    {
        places.x[i] = any(0, size);
        places.y[i] = any(0, size);
        const int64_t x = places.x[i];
        const int64_t y = places.y[i];
        points[i].x = right + (int32_t)((along * x - aside * y) / 256) + any(-wild, wild);
        points[i].y = down + (int32_t)((aside * x + along * y) / 256) + any(-wild, wild);
    }
    mnv2_similarity upright = {0, 0, 0, 0};
    const int32_t found = mnv2_align(&places, points, &upright);
    tell(&found, sizeof found);
    tell(&upright, sizeof upright);
}

int main(void)
{
    be_patient();
    /* Eyes, nose and mouth in a picture of 24 by 20, sixteenths of a pixel. */
    static const mnv2_face_places places = {{131, 252, 192, 142, 243}, {177, 176, 246, 316, 315}};
    static const int32_t bytes[] = {3, 3, 2, 2, 2, 2, 1};
    out = fopen("outputs.bin", "wb");
    for (int32_t round = 0; round < 210; round++)
    {
        const int32_t width = 2 * any(4, 40);
        const int32_t height = any(6, 60);
        const int32_t format = round % 7;
        const size_t size = (size_t)(width * height * bytes[format]);
        uint8_t *const pixels = (uint8_t *)bytes_of(size, -128, 127);
        /* Turned and scaled by a random vector; every tenth is wild, every eleventh one point. */
        const int32_t along = any(-400, 400);
        const int32_t aside = any(-400, 400);
        const int32_t right = any(-200, 16 * width);
        const int32_t down = any(-200, 16 * height);
        const int32_t wild = round % 10 == 9 ? any(1, 1 << 28) : 12;
        mnv2_point points[5] = {{0, 0, 0, 0, 0}};
        for (int32_t i = 0; i < 5; i++)
        {
            const int32_t x = places.x[i];
            const int32_t y = places.y[i];
            const int is_one = round % 11 == 10;
            points[i].x = right + (is_one ? 0 : (along * x - aside * y) / 256) + any(-wild, wild);
            points[i].y = down + (is_one ? 0 : (aside * x + along * y) / 256) + any(-wild, wild);
        }
        const mnv2_frame frame = {pixels, width, height, format};
        mnv2_similarity upright = {0, 0, 0, 0};
        const int32_t found = mnv2_align(&places, points, &upright);
        tell(&found, sizeof found);
        tell(&upright, sizeof upright);
        for (int32_t y = 0; found && y < 24; y++)
        {
            uint8_t face[20 * 3];
            mnv2_upright_row(&upright, &frame, y, 20, face);
            tell(face, sizeof face);
        }
        free(pixels);
    }
    for (int32_t round = 0; round < 20000; round++)
    {
        far_away();
    }
    return fclose(out);
}
