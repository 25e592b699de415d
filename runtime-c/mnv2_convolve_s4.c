/*
 * Convolution with weights of 4 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_int4_private.h"
#include "mnv2_runtime.h"

/* A run of weights times neighbouring values, two pixels at a time: a weight taken apart serves both. */
static void
accumulate(int32_t sums[2], const int8_t *first, const int8_t *second, const uint8_t *weights, int32_t count)
{
    int32_t sum0 = sums[0];
    int32_t sum1 = sums[1];
    int32_t i = 0;
    for (; i + 1 < count; i += 2)
    {
        const int32_t low = mnv2_low_int4(*weights);
        const int32_t high = mnv2_high_int4(*weights);
        weights++;
        sum0 = mnv2_wrapping_mac(mnv2_wrapping_mac(sum0, low, first[i]), high, first[i + 1]);
        sum1 = mnv2_wrapping_mac(mnv2_wrapping_mac(sum1, low, second[i]), high, second[i + 1]);
    }
    if (i < count)
    {
        sum0 = mnv2_wrapping_mac(sum0, mnv2_low_int4(*weights), first[i]);
        sum1 = mnv2_wrapping_mac(sum1, mnv2_low_int4(*weights), second[i]);
    }
    sums[0] = sum0;
    sums[1] = sum1;
}

/* A run of weights times the zero point, which a tap in the padding reads. */
static int32_t times_zero_point(const uint8_t *weights, int32_t count, int32_t zero_point)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; i++)
    {
        sum += mnv2_int4_at(weights, i);
    }
    return sum * zero_point;
}

/* The values under a tap; NULL in the padding. */
static inline const int8_t *values_at(const mnv2_conv_params *params, const int8_t *row, int32_t x)
{
    return row == NULL || x < 0 || x >= params->input_width ? NULL : row + x * params->input_channels;
}

/* One output channel of two pixels, or of one twice. */
static void channel_sums(const mnv2_conv_params *params,
                         const int8_t *const *input_rows,
                         const int32_t columns[2],
                         int32_t first_channel,
                         const uint8_t *weights,
                         int32_t sums[2])
{
    const int32_t count = params->input_channels / params->groups;
    for (int32_t ky = 0; ky < params->kernel_height; ky++)
    {
        for (int32_t kx = 0; kx < params->kernel_width; kx++)
        {
            const int32_t x = kx * params->dilation_width;
            const int8_t *first = values_at(params, input_rows[ky], columns[0] + x);
            const int8_t *second = values_at(params, input_rows[ky], columns[1] + x);
            if (first != NULL && second != NULL)
            {
                accumulate(sums, first + first_channel, second + first_channel, weights, count);
            }
            else
            {
                const int32_t outside = times_zero_point(weights, count, params->input_zero_point);
                const int8_t *inside = first != NULL ? first : second;
                int32_t inner[2] = {0, 0};
                if (inside != NULL)
                {
                    accumulate(inner, inside + first_channel, inside + first_channel, weights, count);
                }
                sums[0] = mnv2_wrapping_mac(sums[0], 1, first != NULL ? inner[0] : outside);
                sums[1] = mnv2_wrapping_mac(sums[1], 1, second != NULL ? inner[0] : outside);
            }
            weights += mnv2_int4_bytes(count);
        }
    }
}

#pragma weak mnv2_convolve_row_s4
void mnv2_convolve_row_s4(const mnv2_conv_params *params,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const int8_t *const *input_rows,
                          const uint8_t *filter,
                          const int32_t *bias,
                          int8_t *output,
                          int32_t x_begin,
                          int32_t x_end)
{
    const int32_t channels = params->output_channels;
    const int32_t group_outputs = channels / params->groups;
    const int32_t group_inputs = params->input_channels / params->groups;
    const int32_t filter_bytes = params->kernel_height * params->kernel_width * mnv2_int4_bytes(group_inputs);
    for (int32_t x = x_begin; x < x_end; x += 2)
    {
        const int32_t has_two = x + 1 < x_end ? 1 : 0;
        const int32_t column = x * params->stride_width - params->pad_left;
        const int32_t columns[2] = {column, column + has_two * params->stride_width};
        for (int32_t c = 0; c < channels; c++)
        {
            int32_t sums[2] = {bias[c], bias[c]};
            channel_sums(
                params, input_rows, columns, c / group_outputs * group_inputs, filter + c * filter_bytes, sums);
            for (int32_t i = 0; i <= has_two; i++)
            {
                output[i * channels + c] = mnv2_requantize(sums[i],
                                                           multiplier[c],
                                                           shift[c],
                                                           params->output_offset,
                                                           params->activation_min,
                                                           params->activation_max);
            }
        }
        output += (1 + has_two) * channels;
    }
}

#pragma weak mnv2_convolve_tall_s4
void mnv2_convolve_tall_s4(const mnv2_conv_params *params,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *input,
                           const uint8_t *filter,
                           const int32_t *bias,
                           void *row_table,
                           int8_t *output)
{
    const int8_t **const rows = row_table;
    MNV2_FOR_EACH_ROW_OF_CONVOLUTION(
        mnv2_convolve_row_s4(params, multiplier, shift, rows, filter, bias, output, 0, params->output_width);
        output += params->output_width * params->output_channels)
}

#pragma weak mnv2_convolve_s4
void mnv2_convolve_s4(const mnv2_conv_params *params,
                      const int32_t *multiplier,
                      const int32_t *shift,
                      const int8_t *input,
                      const uint8_t *filter,
                      const int32_t *bias,
                      int8_t *output)
{
    const int8_t *rows[MNV2_MAX_WINDOW_ROWS];
    mnv2_convolve_tall_s4(params, multiplier, shift, input, filter, bias, rows, output);
}
