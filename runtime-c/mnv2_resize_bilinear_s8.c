/*
 * Images enlarged or shrunk by bilinear interpolation on integers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_resize.h"
#include "mnv2_stream.h"

enum
{
    ONE = 1024 /* pixel of the input, in the units of positions */
};

/* The input pixels on both sides of a position, and the weight of the second in 1024ths. */
typedef struct
{
    int32_t lower;
    int32_t upper;
    int32_t weight;
} neighbours;

static inline neighbours neighbours_of(int32_t position, int32_t step, int32_t offset, int32_t length)
{
    const int32_t at = position * step + offset;
    neighbours n = {at / ONE, (at + ONE - 1) / ONE, 0};
    n.lower = n.lower < 0 ? 0 : (n.lower < length ? n.lower : length - 1);
    n.upper = n.upper < length ? n.upper : length - 1;
    n.weight = n.lower == n.upper ? 0 : at - n.lower * ONE;
    return n;
}

static void interpolate(const mnv2_resize_bilinear_params *params,
                        const int8_t *above,
                        const int8_t *below,
                        int32_t down,
                        int8_t *output,
                        int32_t x_begin,
                        int32_t x_end)
{
    const int32_t channels = params->channels;
    for (int32_t x = x_begin; x < x_end; x++)
    {
        const neighbours column = neighbours_of(x, params->step_x, params->offset_x, params->input_width);
        const int32_t left = column.lower * channels;
        const int32_t right = column.upper * channels;
        const int32_t w00 = (ONE - down) * (ONE - column.weight);
        const int32_t w01 = (ONE - down) * column.weight;
        const int32_t w10 = down * (ONE - column.weight);
        const int32_t w11 = down * column.weight;
        for (int32_t c = 0; c < channels; c++)
        {
            const int32_t sum = above[left + c] * w00 + above[right + c] * w01 + below[left + c] * w10 +
                                below[right + c] * w11 + params->middle * ONE * ONE;
            const int32_t nudge = sum > 0 ? ONE * ONE / 2 : -(ONE * ONE / 2);
            *output++ = (int8_t)((sum + nudge) / (ONE * ONE) - params->middle);
        }
    }
}

#pragma weak mnv2_resize_bilinear_row_s8
void mnv2_resize_bilinear_row_s8(const mnv2_resize_bilinear_params *params,
                                 const int8_t *const *input_rows,
                                 int8_t *output,
                                 int32_t y,
                                 int32_t x_begin,
                                 int32_t x_end)
{
    const int32_t first = mnv2_floor_divide(y * params->step_y + params->offset_y, ONE);
    const neighbours row = neighbours_of(y, params->step_y, params->offset_y, params->input_height);
    interpolate(
        params, input_rows[row.lower - first], input_rows[row.upper - first], row.weight, output, x_begin, x_end);
}

#pragma weak mnv2_resize_bilinear_s8
void mnv2_resize_bilinear_s8(const mnv2_resize_bilinear_params *params, const int8_t *input, int8_t *output)
{
    const int32_t input_row = params->input_width * params->channels;
    const int32_t output_row = params->output_width * params->channels;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height; y++)
        {
            const neighbours row = neighbours_of(y, params->step_y, params->offset_y, params->input_height);
            interpolate(params,
                        input + row.lower * input_row,
                        input + row.upper * input_row,
                        row.weight,
                        output,
                        0,
                        params->output_width);
            output += output_row;
        }
        input += params->input_height * input_row;
    }
}
