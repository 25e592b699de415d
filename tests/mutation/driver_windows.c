/*
 * Windows, transposed convolutions and resizes of random shapes, also of several images, in buffers
 * without a byte to spare. What comes out is compared with what came out before a
 * change.
 * uses: mnv2_convolve_f32.c mnv2_depthwise_convolve_f32.c mnv2_average_pool_f32.c mnv2_max_pool_f32.c
 *       mnv2_resize_bilinear_f32.c mnv2_resize_bilinear_s8.c mnv2_resize_nearest_8.c mnv2_resize_area_s8.c
 *       mnv2_transpose.c mnv2_transpose_conv_s8.c mnv2_transpose_conv_s16.c mnv2_max_pool_s8.c mnv2_average_pool_s8.c
 */
#include "driver_random.h"

#include "mnv2_kernels.h"
#include "mnv2_kernels_s16.h"

static void axis(int32_t *input, int32_t *window, int32_t *stride, int32_t *pad, int32_t *output)
{
    *input = any(1, 7);
    *window = any(1, 4);
    *stride = any(1, 3);
    *pad = any(0, *window - 1);
    *output = any(1, (*input - 1 + *pad) / *stride + 1);
}

static void float_windows(void)
{
    mnv2_window_f32_params p = {.batches = any(1, 2), .dilation_height = any(1, 2), .dilation_width = any(1, 2)};
    axis(&p.input_height, &p.kernel_height, &p.stride_height, &p.pad_top, &p.output_height);
    axis(&p.input_width, &p.kernel_width, &p.stride_width, &p.pad_left, &p.output_width);
    p.groups = any(1, 2);
    p.input_channels = p.groups * any(1, 3);
    p.output_channels = p.groups * any(1, 3);
    const mnv2_activation activation = (mnv2_activation)any(0, 3);
    const int32_t inputs = p.batches * p.input_height * p.input_width;
    const int32_t pixels = p.batches * p.output_height * p.output_width;
    const int32_t taps = p.kernel_height * p.kernel_width;
    float *const input = any_floats(inputs * p.input_channels);
    float *const filter = any_floats(taps * p.output_channels * p.input_channels / p.groups);
    float *const bias = chance(50) ? any_floats(p.output_channels) : NULL;
    float *const output = room((size_t)(4 * pixels * p.output_channels));
    mnv2_convolve_f32(&p, activation, input, filter, bias, output);
    tell_and_free(output, (size_t)(4 * pixels * p.output_channels));
    mnv2_window_f32_params pool = p;
    pool.output_channels = p.input_channels;
    float *pooled = room((size_t)(4 * pixels * p.input_channels));
    mnv2_average_pool_f32(&pool, activation, input, pooled);
    tell_and_free(pooled, (size_t)(4 * pixels * p.input_channels));
    pooled = room((size_t)(4 * pixels * p.input_channels));
    mnv2_max_pool_f32(&pool, activation, input, pooled);
    tell_and_free(pooled, (size_t)(4 * pixels * p.input_channels));
    free(bias);
    free(filter);
    p.output_channels = p.input_channels * any(1, 2);
    float *const taps_of_channels = any_floats(taps * p.output_channels);
    float *const biases = chance(50) ? any_floats(p.output_channels) : NULL;
    float *const result = room((size_t)(4 * pixels * p.output_channels));
    mnv2_depthwise_convolve_f32(&p, activation, input, taps_of_channels, biases, result);
    tell_and_free(result, (size_t)(4 * pixels * p.output_channels));
    free(biases);
    free(taps_of_channels);
    free(input);
}

static void windows(void)
{
    mnv2_pool_params p = {.batches = any(1, 2), .channels = any(1, 40)};
    axis(&p.input_height, &p.window_height, &p.stride_height, &p.pad_top, &p.output_height);
    axis(&p.input_width, &p.window_width, &p.stride_width, &p.pad_left, &p.output_width);
    p.activation_min = chance(60) ? -128 : any(-128, 0);
    p.activation_max = chance(60) ? 127 : any(1, 127);
    p.middle = chance(50) ? 0 : 128;
    const size_t bytes = (size_t)(p.batches * p.output_height * p.output_width * p.channels);
    int8_t *const input = any_bytes(p.batches * p.input_height * p.input_width * p.channels);
    void *const table = room(sizeof(void *) * (size_t)p.window_height);
    int8_t *output = room(bytes);
    mnv2_average_pool_s8(&p, input, output);
    tell_and_free(output, bytes);
    output = room(bytes);
    mnv2_average_pool_tall_s8(&p, input, table, output);
    tell_and_free(output, bytes);
    output = room(bytes);
    mnv2_max_pool_s8(&p, input, output);
    tell_and_free(output, bytes);
    output = room(bytes);
    mnv2_max_pool_tall_s8(&p, input, table, output);
    tell_and_free(output, bytes);
    free(table);
    free(input);
}

static void transposed(void)
{
    mnv2_transpose_conv_params p = {.batches = any(1, 2),
                                    .input_height = any(1, 5),
                                    .input_width = any(1, 5),
                                    .input_channels = any(1, 5),
                                    .output_height = any(1, 9),
                                    .output_width = any(1, 9),
                                    .output_channels = any(1, 4),
                                    .kernel_height = any(1, 5),
                                    .kernel_width = any(1, 5),
                                    .stride_height = any(1, 3),
                                    .stride_width = any(1, 3),
                                    .crop_top = any(0, 3),
                                    .crop_left = any(0, 3),
                                    .input_offset = any(-127, 128),
                                    .filter_offset = chance(60) ? 0 : any(-127, 128),
                                    .output_offset = any(-128, 127),
                                    .activation_min = chance(60) ? -128 : any(-128, 0),
                                    .activation_max = chance(60) ? 127 : any(1, 127)};
    const int32_t count = p.batches * p.input_height * p.input_width * p.input_channels;
    const int32_t results = p.batches * p.output_height * p.output_width * p.output_channels;
    int8_t *const input = any_bytes(count);
    int16_t *const wide = any_halfwords(count);
    int8_t *const filter = any_bytes(p.kernel_height * p.kernel_width * p.output_channels * p.input_channels);
    int32_t *const multiplier = any_words(p.output_channels, 1 << 30, INT32_MAX);
    int32_t *const shift = any_words(p.output_channels, -11, -5);
    int32_t *const bias = chance(70) ? any_words(p.output_channels, -90000, 90000) : NULL;
    int64_t *const long_bias = chance(70) ? any_longs(p.output_channels, -90000000, 90000000) : NULL;
    int8_t *const output = room((size_t)results);
    mnv2_transpose_conv_s8(&p, multiplier, shift, input, filter, bias, output);
    tell_and_free(output, (size_t)results);
    p.activation_min *= 256;
    p.activation_max *= 258;
    int16_t *const wide_output = room((size_t)(2 * results));
    mnv2_transpose_conv_s16(&p, multiplier, shift, wide, filter, long_bias, wide_output);
    tell_and_free(wide_output, (size_t)(2 * results));
    free(long_bias);
    free(bias);
    free(shift);
    free(multiplier);
    free(filter);
    free(wide);
    free(input);
}

static void float_resizes(void)
{
    const mnv2_resize_f32_params p = {
        any(1, 2), any(1, 5), any(1, 5), any(1, 7), any(1, 7), any(1, 3), any(0, 1), any(0, 1)};
    float *const input = any_floats(p.batches * p.input_height * p.input_width * p.channels);
    const size_t bytes = (size_t)(4 * p.batches * p.output_height * p.output_width * p.channels);
    float *const output = room(bytes);
    mnv2_resize_bilinear_f32(&p, input, output);
    tell_and_free(output, bytes);
    free(input);
}

static void resizes(void)
{
    mnv2_resize_bilinear_params p = {.batches = any(1, 2),
                                     .input_height = any(1, 5),
                                     .input_width = any(1, 5),
                                     .channels = any(1, 9),
                                     .output_height = any(1, 8),
                                     .output_width = any(1, 8),
                                     .middle = chance(50) ? 0 : 128};
    if (chance(10))
    {
        p.output_width = any(1500, 2500); /* So many that rounded steps lead behind the input. */
    }
    p.step_y = (p.input_height * 1024 + p.output_height / 2) / p.output_height;
    p.step_x = (p.input_width * 1024 + p.output_width / 2) / p.output_width;
    p.offset_y = chance(50) ? 0 : p.step_y / 2 - 512;
    p.offset_x = chance(50) ? 0 : p.step_x / 2 - 512;
    int8_t *const input = any_bytes(p.batches * p.input_height * p.input_width * p.channels);
    const size_t bytes = (size_t)(p.batches * p.output_height * p.output_width * p.channels);
    int8_t *output = room(bytes);
    mnv2_resize_bilinear_s8(&p, input, output);
    tell_and_free(output, bytes);
    const mnv2_resize_nearest_params nearest = {
        p.batches, p.input_height, p.input_width, p.output_height, p.output_width, p.channels};
    int16_t *const rows = room(2 * (size_t)p.output_height);
    int16_t *const columns = room(2 * (size_t)p.output_width);
    for (int32_t y = 0; y < p.output_height; y++)
    {
        rows[y] = (int16_t)any(0, p.input_height - 1);
    }
    for (int32_t x = 0; x < p.output_width; x++)
    {
        columns[x] = (int16_t)any(0, p.input_width - 1);
    }
    output = room(bytes);
    mnv2_resize_nearest_8(&nearest, rows, columns, input, output);
    tell_and_free(output, bytes);
    const int32_t begin = any(0, p.output_width - 1);
    const int32_t end = any(begin + 1, p.output_width);
    const int8_t *const row = input;
    int8_t *part = room((size_t)((end - begin) * p.channels));
    mnv2_resize_nearest_row_8(columns, &row, part, p.channels, begin, end);
    tell_and_free(part, (size_t)((end - begin) * p.channels));
    free(columns);
    free(rows);
    mnv2_resize_area_params area = {.batches = p.batches,
                                    .input_height = p.input_height,
                                    .input_width = p.input_width,
                                    .channels = p.channels,
                                    .output_height = p.output_height,
                                    .output_width = p.output_width,
                                    .step_y = p.input_height,
                                    .part_y = p.output_height,
                                    .step_x = p.input_width,
                                    .part_x = p.output_width};
    output = room(bytes);
    mnv2_resize_area_s8(&area, input, output);
    tell_and_free(output, bytes);
    const int32_t y = any(0, p.output_height - 1);
    const int8_t *table[8] = {NULL};
    for (int32_t i = 0; i < p.input_height; i++)
    {
        const int32_t at = y * area.step_y / area.part_y + i;
        table[i] = at < p.input_height ? input + at * p.input_width * p.channels : NULL;
    }
    part = room((size_t)((end - begin) * p.channels));
    mnv2_resize_area_row_s8(&area, table, part, y, begin, end);
    tell_and_free(part, (size_t)((end - begin) * p.channels));
    free(input);
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    for (int round = 0; round < 800; round++)
    {
        float_windows();
        windows();
        transposed();
        float_resizes();
        resizes();
    }
    return fclose(out);
}
