/*
 * Images in another size, each pixel the mean of the area that it covers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_kernels.h"

enum
{
    MIDDLE = 128, /* Makes values positive, so that halves are rounded up. */
    AT_ONCE = 4   /* Channels that are summed up at the same time. */
};

/* The length that an input pixel (`part` long) has in common with an output pixel (`step` long) that touches it. */
static inline int32_t shared(int32_t output, int32_t input, int32_t step, int32_t part)
{
    const int32_t begin = input * part > output * step ? input * part : output * step;
    const int32_t end = (input + 1) * part < (output + 1) * step ? (input + 1) * part : (output + 1) * step;
    return end - begin;
}

/* The first input pixel that an output pixel touches, and the one behind the last. */
static inline int32_t first_of(int32_t output, int32_t step, int32_t part)
{
    return output * step / part;
}

static inline int32_t end_of(int32_t output, int32_t step, int32_t part)
{
    return ((output + 1) * step - 1) / part + 1;
}

/* One output row; its input rows are in a table, or follow each other from the first on. */
static void average(const mnv2_resize_area_params *params,
                    const int8_t *const *rows,
                    const int8_t *first_row,
                    int8_t *output,
                    int32_t y,
                    int32_t x_begin,
                    int32_t x_end)
{
    const int32_t channels = params->channels;
    const int32_t area = params->step_y * params->step_x;
    const int32_t top = first_of(y, params->step_y, params->part_y);
    const int32_t bottom = end_of(y, params->step_y, params->part_y);
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const int32_t left = first_of(x, params->step_x, params->part_x);
        const int32_t right = end_of(x, params->step_x, params->part_x);
        for (int32_t c = 0; c < channels; c += AT_ONCE)
        {
            const int32_t count = channels - c < AT_ONCE ? channels - c : AT_ONCE;
            int32_t sums[AT_ONCE] = {area / 2, area / 2, area / 2, area / 2};
            for (int32_t j = top; j < bottom; j++)
            {
                const int8_t *row =
                    rows == NULL ? first_row + (j - top) * params->input_width * channels : rows[j - top];
                const int8_t *pixel = row + left * channels + c;
                const int32_t down = shared(y, j, params->step_y, params->part_y);
                for (int32_t i = left; i < right; i++)
                {
                    const int32_t weight = down * shared(x, i, params->step_x, params->part_x);
                    for (int32_t k = 0; k < count; k++)
                    {
                        sums[k] += weight * (pixel[k] + MIDDLE);
                    }
                    pixel += channels;
                }
            }
            for (int32_t k = 0; k < count; k++)
            {
                *output++ = (int8_t)(sums[k] / area - MIDDLE);
            }
        }
    }
}

#pragma weak mnv2_resize_area_row_s8
void mnv2_resize_area_row_s8(const mnv2_resize_area_params *params,
                             const int8_t *const *input_rows,
                             int8_t *output,
                             int32_t y,
                             int32_t x_begin,
                             int32_t x_end)
{
    average(params, input_rows, NULL, output, y, x_begin, x_end);
}

#pragma weak mnv2_resize_area_s8
void mnv2_resize_area_s8(const mnv2_resize_area_params *params, const int8_t *input, int8_t *output)
{
    const int32_t input_row = params->input_width * params->channels;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            const int8_t *first_row = input + first_of(y, params->step_y, params->part_y) * input_row;
            average(params, NULL, first_row, output, y, 0, params->output_width);
            output += params->output_width * params->channels;
        }
        input += params->input_height * input_row;
    }
}
