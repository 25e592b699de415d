/*
 * Depthwise convolution with 3x3 windows for cores with Helium (MVE), as dot products.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Eight channels of a run of columns are written to scratch so that the values of a column lie in one word: three, of
 * which the fourth byte meets a weight of zero, or four for two output rows at once, whose weights are a byte apart.
 * Then sixteen bytes are four columns: the windows of two neighbouring outputs at stride 1, of one at stride 2. One
 * instruction multiplies a window with its weights and adds up.
 *
 * Channels come in eights; where their number is none of these, the last eight begin earlier and some are computed
 * twice.
 */
#include "mnv2_convolution.h"
#include "mnv2_depthwise_column_block_private.h"
#include "mnv2_runtime.h"

/* Nothing below the zero point, no shift to the left, symmetric weights. */
static int is_above_zero(const mnv2_conv_params *params)
{
    return params->scales_down && params->filter_offset == 0 && params->output_offset == INT8_MIN &&
           params->activation_min == INT8_MIN && params->activation_max == INT8_MAX;
}

/* Columns of one row of outputs, or of two where `rows` are four. */
static MNV2_NOINLINE void compute_rows(const mnv2_conv_params *params,
                                       const int32_t *records,
                                       const int8_t *const *rows,
                                       int32_t row_count,
                                       void *scratch,
                                       int32_t outputs_at_once,
                                       int8_t *output,
                                       int32_t x_begin,
                                       int32_t x_end)
{
    const int32_t channels = params->output_channels;
    const int32_t stride = params->stride_width;
    const int32_t output_rows = row_count == MOST_ROWS ? 2 : 1;
    const int is_any = !is_above_zero(params);
    const int32_t record_words = is_any ? ANY_RECORD_WORDS : RECORD_WORDS;
    const run_kernel multiply_run = output_rows == 2 ? multiply_pair
                                    : stride == 1    ? (is_any ? multiply_any : multiply_above_zero)
                                                     : (is_any ? multiply_any_2 : multiply_above_zero_2);
    uint16_t offsets[OUTPUTS];
    set_offsets(offsets, channels, output_rows == 2 ? params->output_width * channels : 0);
    run outputs = {
        .step = OUTPUTS / output_rows * channels,
        .offsets = offsets,
        .output_offset = params->output_offset,
        .min = params->activation_min,
        .max = params->activation_max,
        .scratch = scratch,
    };
    for (int32_t x = x_begin; x < x_end; x += outputs_at_once)
    {
        const int32_t count = x_end - x < outputs_at_once ? x_end - x : outputs_at_once;
        /* Windows are read for eights of outputs, also where there are not so many. */
        const int32_t computed = (count + OUTPUTS - 1) / OUTPUTS * OUTPUTS;
        columns_of_rows columns;
        outputs.count = count * output_rows;
        outputs.plane = 4 * (computed * stride + 2);
        find_columns(
            &columns, params, rows, row_count, x * stride - params->pad_left, (count - 1) * stride + 3, outputs.plane);
        for (int32_t c = 0; c < channels; c += CHANNELS)
        {
            const int32_t first = c + CHANNELS <= channels ? c : channels - CHANNELS;
            interleave(&columns, first, scratch);
            outputs.records = records + first * record_words;
            outputs.output = output + first;
            multiply_run(&outputs);
        }
        output += count * channels;
    }
}

#pragma weak mnv2_depthwise_columns_3x3_row_s8
void mnv2_depthwise_columns_3x3_row_s8(const mnv2_conv_params *params,
                                       const int32_t *records,
                                       const int8_t *const *input_rows,
                                       void *scratch,
                                       int32_t outputs_at_once,
                                       int8_t *output,
                                       int32_t x_begin,
                                       int32_t x_end)
{
    compute_rows(params, records, input_rows, WINDOW_ROWS, scratch, outputs_at_once, output, x_begin, x_end);
}

#pragma weak mnv2_depthwise_columns_3x3_pair_s8
void mnv2_depthwise_columns_3x3_pair_s8(const mnv2_conv_params *params,
                                        const int32_t *records,
                                        const int8_t *const *input_rows,
                                        void *scratch,
                                        int32_t outputs_at_once,
                                        int8_t *output)
{
    compute_rows(params, records, input_rows, MOST_ROWS, scratch, outputs_at_once, output, 0, params->output_width);
}

#pragma weak mnv2_depthwise_columns_3x3_s8
void mnv2_depthwise_columns_3x3_s8(const mnv2_conv_params *params,
                                   const int32_t *records,
                                   const int8_t *input,
                                   void *scratch,
                                   int32_t outputs_at_once,
                                   int32_t rows_at_once,
                                   int8_t *output)
{
    const int32_t row_size = params->input_width * params->input_channels;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        for (int32_t y = 0; y < params->output_height;)
        {
            const int32_t computed = params->output_height - y < rows_at_once ? 1 : rows_at_once;
            const int32_t row_count = computed == 2 ? MOST_ROWS : WINDOW_ROWS;
            const int8_t *rows[MOST_ROWS];
            for (int32_t ky = 0; ky < row_count; ky++)
            {
                const int32_t row = y * params->stride_height - params->pad_top + ky;
                rows[ky] = row < 0 || row >= params->input_height ? NULL : input + row * row_size;
            }
            compute_rows(params, records, rows, row_count, scratch, outputs_at_once, output, 0, params->output_width);
            output += computed * params->output_width * params->output_channels;
            y += computed;
        }
        input += params->input_height * row_size;
    }
}
