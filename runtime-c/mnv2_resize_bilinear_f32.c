/*
 * Bilinear resizing of floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_exact_private.h"
#include "mnv2_floats.h"

/* Between which two positions of an axis one lies, and how far from the first. */
typedef struct
{
    int32_t lower;
    int32_t upper;
    float weight;
} place;

static int32_t within(float x, int32_t count)
{
    if (x < 0.0f)
    {
        return 0;
    }
    return x < (float)(count - 1) ? (int32_t)x : count - 1;
}

static place place_of(const mnv2_resize_f32_params *params, int32_t position, int32_t input, int32_t output)
{
    const int32_t corners = params->align_corners && output > 1;
    const float scale = (float)(corners ? input - 1 : input) / (float)(corners ? output - 1 : output);
    const float at = params->half_pixel_centers ? ((float)position + 0.5f) * scale - 0.5f : (float)position * scale;
    place result;
    result.lower = within(mnv2_floor(at), input);
    result.upper = within(-mnv2_floor(-at), input);
    result.weight = at - (float)result.lower;
    return result;
}

#pragma weak mnv2_resize_bilinear_f32
void mnv2_resize_bilinear_f32(const mnv2_resize_f32_params *params, const float *input, float *output)
{
    const int32_t channels = params->channels;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            const place row = place_of(params, y, params->input_height, params->output_height);
            const float *upper = input + row.lower * params->input_width * channels;
            const float *lower = input + row.upper * params->input_width * channels;
            for (int32_t x = 0; x < params->output_width; x++)
            {
                const place column = place_of(params, x, params->input_width, params->output_width);
                for (int32_t c = 0; c < channels; c++)
                {
                    const int32_t left = column.lower * channels + c;
                    const int32_t right = column.upper * channels + c;
                    float sum = upper[left] * (1.0f - row.weight) * (1.0f - column.weight);
                    sum += lower[left] * row.weight * (1.0f - column.weight);
                    sum += upper[right] * (1.0f - row.weight) * column.weight;
                    *output++ = mnv2_canonical(sum + lower[right] * row.weight * column.weight);
                }
            }
        }
        input += params->input_height * params->input_width * channels;
    }
}
