/*
 * Movements, resizes, reductions, matrices and recurrent layers of random shapes, also of several images, in buffers
 * without a byte to spare. What comes out is compared with what came out before a change.
 * uses: mnv2_convolve_f32.c mnv2_depthwise_convolve_f32.c mnv2_average_pool_f32.c mnv2_max_pool_f32.c mnv2_reduce_f32.c
 *       mnv2_resize_bilinear_f32.c mnv2_resize_bilinear_s8.c mnv2_resize_nearest_8.c mnv2_resize_area_s8.c mnv2_copy.c
 *       mnv2_copy_strided.c mnv2_copy_indexed.c mnv2_space_to_batch_s8.c mnv2_depth_to_space_row_8.c mnv2_pad_s8.c
 *       mnv2_space_to_depth_row_8.c mnv2_pad_row_s8.c mnv2_transpose.c mnv2_mean_s8.c mnv2_mean_strided_s8.c
 *       mnv2_mean_s16.c mnv2_reduce_max_s8.c mnv2_reduce_min_s8.c mnv2_reduce_prod.c mnv2_cumsum_s8.c
 *       mnv2_arg_max_f32.c mnv2_arg_max_s8.c mnv2_select.c mnv2_gather_s32.c mnv2_gather_s64.c mnv2_batch_matmul_s8.c
 *       mnv2_fully_connected_s8.c mnv2_fully_connected_fours_s8.c mnv2_fully_connected_s16.c mnv2_svdf_s8.c
 *       mnv2_lstm_s8.c mnv2_lstm_s16.c mnv2_add_n_s8.c mnv2_clamp_s8.c mnv2_lookup_s8.c mnv2_lookup_channels_s8.c
 *       mnv2_flip_sign_8.c mnv2_softmax_s16.c mnv2_curve_s16.c mnv2_transpose_conv_s8.c mnv2_transpose_conv_s16.c
 *       mnv2_max_pool_s8.c mnv2_average_pool_s8.c
 */
#include "driver.h"

#include "mnv2_conversion.h"
#include "mnv2_floats.h"
#include "mnv2_kernels.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_movement.h"
#include "mnv2_numbers.h"
#include "mnv2_recurrent.h"
#include "mnv2_resize.h"

static FILE *out;

/* Told and freed. */
static void tell(void *bytes, size_t count)
{
    (void)fwrite(bytes, 1, count, out);
    free(bytes);
}

static int32_t any_factor(void)
{
    return any(1 << 30, INT32_MAX);
}

static int8_t *any_bytes(int32_t count)
{
    const int is_small = chance(20);
    return bytes_of((size_t)count, is_small ? -2 : -128, is_small ? 2 : 127);
}

static int16_t *any_halfwords(int32_t count)
{
    int16_t *const values = room(2 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = (int16_t)(chance(10) ? (chance(50) ? INT16_MIN : INT16_MAX) : any(INT16_MIN, INT16_MAX));
    }
    return values;
}

static int32_t *any_words(int32_t count, int32_t least, int32_t most)
{
    int32_t *const values = room(4 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = any(least, most);
    }
    return values;
}

static int64_t *any_longs(int32_t count, int32_t least, int32_t most)
{
    int64_t *const values = room(8 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        values[i] = any(least, most);
    }
    return values;
}

static float *any_floats(int32_t count)
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
static int32_t any_dims(int32_t *rank, int32_t *dims, int32_t least_rank, int32_t most_rank)
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
    tell(output, (size_t)(4 * pixels * p.output_channels));
    mnv2_window_f32_params pool = p;
    pool.output_channels = p.input_channels;
    float *pooled = room((size_t)(4 * pixels * p.input_channels));
    mnv2_average_pool_f32(&pool, activation, input, pooled);
    tell(pooled, (size_t)(4 * pixels * p.input_channels));
    pooled = room((size_t)(4 * pixels * p.input_channels));
    mnv2_max_pool_f32(&pool, activation, input, pooled);
    tell(pooled, (size_t)(4 * pixels * p.input_channels));
    free(bias);
    free(filter);
    p.output_channels = p.input_channels * any(1, 2);
    float *const taps_of_channels = any_floats(taps * p.output_channels);
    float *const biases = chance(50) ? any_floats(p.output_channels) : NULL;
    float *const result = room((size_t)(4 * pixels * p.output_channels));
    mnv2_depthwise_convolve_f32(&p, activation, input, taps_of_channels, biases, result);
    tell(result, (size_t)(4 * pixels * p.output_channels));
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
    tell(output, bytes);
    output = room(bytes);
    mnv2_average_pool_tall_s8(&p, input, table, output);
    tell(output, bytes);
    output = room(bytes);
    mnv2_max_pool_s8(&p, input, output);
    tell(output, bytes);
    output = room(bytes);
    mnv2_max_pool_tall_s8(&p, input, table, output);
    tell(output, bytes);
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
    tell(output, (size_t)results);
    p.activation_min *= 256;
    p.activation_max *= 258;
    int16_t *const wide_output = room((size_t)(2 * results));
    mnv2_transpose_conv_s16(&p, multiplier, shift, wide, filter, long_bias, wide_output);
    tell(wide_output, (size_t)(2 * results));
    free(long_bias);
    free(bias);
    free(shift);
    free(multiplier);
    free(filter);
    free(wide);
    free(input);
}

/* Kept and reduced dimensions of one array, in any order. */
static int32_t any_reduction(mnv2_reduce_strided_params *p, int32_t *kept, int32_t *reduced)
{
    memset(p, 0, sizeof *p);
    *kept = any_dims(&p->kept_rank, p->kept_dims, 1, 3);
    *reduced = any_dims(&p->reduced_rank, p->reduced_dims, 1, 3);
    int32_t stride = 1;
    int32_t k = p->kept_rank;
    int32_t r = p->reduced_rank;
    while (k + r > 0)
    {
        if (k > 0 && (r == 0 || chance(50)))
        {
            k--;
            p->kept_strides[k] = stride;
            stride *= p->kept_dims[k];
        }
        else
        {
            r--;
            p->reduced_strides[r] = stride;
            stride *= p->reduced_dims[r];
        }
    }
    return stride;
}

static void reductions(void)
{
    mnv2_reduce_strided_params p;
    int32_t kept;
    int32_t reduced;
    const int32_t count = any_reduction(&p, &kept, &reduced);
    float *const floats = any_floats(count);
    int8_t *const bytes = any_bytes(count);
    int16_t *const halfwords = any_halfwords(count);
    void (*const on_floats[])(const mnv2_reduce_strided_params *, const float *, float *) = {
        mnv2_reduce_sum_f32, mnv2_reduce_mean_f32, mnv2_reduce_max_f32, mnv2_reduce_min_f32};
    for (int32_t i = 0; i < 4; i++)
    {
        float *const output = room((size_t)(4 * kept));
        on_floats[i](&p, floats, output);
        tell(output, (size_t)(4 * kept));
    }
    int8_t *result = room((size_t)kept);
    mnv2_reduce_max_s8(&p, bytes, result);
    tell(result, (size_t)kept);
    result = room((size_t)kept);
    mnv2_reduce_min_s8(&p, bytes, result);
    tell(result, (size_t)kept);
    mnv2_mean_strided_params mean = {.sum_offset = any(-128, 127) * reduced,
                                     .output_offset = any(-128, 127),
                                     .output_multiplier = any_factor(),
                                     .output_shift = -any(0, 6)};
    mean.kept_rank = p.kept_rank;
    mean.reduced_rank = p.reduced_rank;
    memcpy(mean.kept_dims, p.kept_dims, sizeof p.kept_dims);
    memcpy(mean.kept_strides, p.kept_strides, sizeof p.kept_strides);
    memcpy(mean.reduced_dims, p.reduced_dims, sizeof p.reduced_dims);
    memcpy(mean.reduced_strides, p.reduced_strides, sizeof p.reduced_strides);
    result = room((size_t)kept);
    mnv2_mean_strided_s8(&mean, bytes, result);
    tell(result, (size_t)kept);
    int16_t *const wide = room((size_t)(2 * kept));
    mnv2_mean_strided_s16(&mean, halfwords, wide);
    tell(wide, (size_t)(2 * kept));
    free(halfwords);
    free(bytes);
    free(floats);
    mnv2_mean_params blocks = {.outer = any(1, 3),
                               .reduced = any(1, 20),
                               .inner = any(1, 150),
                               .output_offset = any(-128, 127),
                               .output_multiplier = any_factor(),
                               .output_shift = -any(0, 6)};
    blocks.sum_offset = any(-128, 127) * blocks.reduced;
    int8_t *const many = any_bytes(blocks.outer * blocks.reduced * blocks.inner);
    result = room((size_t)(blocks.outer * blocks.inner));
    mnv2_mean_s8(&blocks, many, result);
    tell(result, (size_t)(blocks.outer * blocks.inner));
    free(many);
}

static void products_and_places(void)
{
    mnv2_reduce_prod_params p = {.outputs = 1};
    p.inputs = any_dims(&p.rank, p.input_dims, 1, 4);
    for (int32_t d = p.rank - 1; d >= 0; d--)
    {
        if (chance(50))
        {
            p.output_strides[d] = p.outputs;
            p.outputs *= p.input_dims[d];
        }
    }
    int32_t *const words = any_words(p.inputs, -90000, 90000);
    int64_t *const longs = any_longs(p.inputs, INT32_MIN, INT32_MAX);
    float *const floats = any_floats(p.inputs);
    int32_t *const word_products = room((size_t)(4 * p.outputs));
    mnv2_reduce_prod_s32(&p, words, word_products);
    tell(word_products, (size_t)(4 * p.outputs));
    int64_t *const long_products = room((size_t)(8 * p.outputs));
    mnv2_reduce_prod_s64(&p, longs, long_products);
    tell(long_products, (size_t)(8 * p.outputs));
    float *const float_products = room((size_t)(4 * p.outputs));
    mnv2_reduce_prod_f32(&p, floats, float_products);
    tell(float_products, (size_t)(4 * p.outputs));
    free(floats);
    free(longs);
    free(words);
    const int32_t outer = any(1, 3);
    const int32_t count = any(1, 5);
    const int32_t inner = any(1, 4);
    const int32_t smallest = any(0, 1);
    int8_t *const bytes = any_bytes(outer * count * inner);
    float *const reals = any_floats(outer * count * inner);
    int32_t *places = room((size_t)(4 * outer * inner));
    mnv2_arg_max_s8_s32(bytes, places, outer, count, inner, smallest);
    tell(places, (size_t)(4 * outer * inner));
    places = room((size_t)(4 * outer * inner));
    mnv2_arg_max_f32_s32(reals, places, outer, count, inner, smallest);
    tell(places, (size_t)(4 * outer * inner));
    int64_t *wide_places = room((size_t)(8 * outer * inner));
    mnv2_arg_max_s8_s64(bytes, wide_places, outer, count, inner, smallest);
    tell(wide_places, (size_t)(8 * outer * inner));
    wide_places = room((size_t)(8 * outer * inner));
    mnv2_arg_max_f32_s64(reals, wide_places, outer, count, inner, smallest);
    tell(wide_places, (size_t)(8 * outer * inner));
    const mnv2_sum_params sum = {any(-127, 128), any(0, 16), any(-128, 127), any_factor(), -any(0, 12)};
    const mnv2_cumsum_shape shape = {outer, count, inner, any(0, 1), any(0, 1)};
    int8_t *const sums = room((size_t)(outer * count * inner));
    mnv2_cumsum_s8(&sum, &shape, bytes, sums);
    tell(sums, (size_t)(outer * count * inner));
    const int8_t *const same[] = {bytes, bytes, bytes};
    int8_t *const added = room((size_t)(outer * count * inner));
    mnv2_add_n_s8(&sum, same, any(1, 3), added, outer * count * inner);
    tell(added, (size_t)(outer * count * inner));
    free(reals);
    free(bytes);
}

static void float_resizes(void)
{
    const mnv2_resize_f32_params p = {
        any(1, 2), any(1, 5), any(1, 5), any(1, 7), any(1, 7), any(1, 3), any(0, 1), any(0, 1)};
    float *const input = any_floats(p.batches * p.input_height * p.input_width * p.channels);
    const size_t bytes = (size_t)(4 * p.batches * p.output_height * p.output_width * p.channels);
    float *const output = room(bytes);
    mnv2_resize_bilinear_f32(&p, input, output);
    tell(output, bytes);
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
    tell(output, bytes);
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
    tell(output, bytes);
    const int32_t begin = any(0, p.output_width - 1);
    const int32_t end = any(begin + 1, p.output_width);
    const int8_t *const row = input;
    int8_t *part = room((size_t)((end - begin) * p.channels));
    mnv2_resize_nearest_row_8(columns, &row, part, p.channels, begin, end);
    tell(part, (size_t)((end - begin) * p.channels));
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
    tell(output, bytes);
    const int32_t y = any(0, p.output_height - 1);
    const int8_t *table[8] = {NULL};
    for (int32_t i = 0; i < p.input_height; i++)
    {
        const int32_t at = y * area.step_y / area.part_y + i;
        table[i] = at < p.input_height ? input + at * p.input_width * p.channels : NULL;
    }
    part = room((size_t)((end - begin) * p.channels));
    mnv2_resize_area_row_s8(&area, table, part, y, begin, end);
    tell(part, (size_t)((end - begin) * p.channels));
    free(input);
}

static void copies(void)
{
    const int32_t rows = any(1, 5);
    const int32_t run = any(1, 9);
    const int32_t stride = run + any(0, 4);
    int8_t *const lines = any_bytes((rows - 1) * stride + run);
    int8_t *output = room((size_t)(rows * run));
    mnv2_copy_rows(lines, output, rows, run, stride);
    tell(output, (size_t)(rows * run));
    output = room((size_t)run);
    mnv2_copy(lines, output, (size_t)run);
    tell(output, (size_t)run);
    free(lines);

    mnv2_copy_strided_params p = {.run = any(1, 5)};
    const int32_t count = any_dims(&p.rank, p.dims, 1, 4);
    int32_t length = p.run;
    int32_t first = 0;
    for (int32_t d = p.rank - 1; d >= 0; d--)
    {
        const int32_t apart = length + any(0, 3);
        const int is_back = chance(30);
        p.strides[d] = is_back ? -apart : apart;
        first += is_back ? (p.dims[d] - 1) * apart : 0;
        length += (p.dims[d] - 1) * apart;
    }
    int8_t *const source = any_bytes(length);
    output = room((size_t)(count * p.run));
    mnv2_copy_strided(&p, source + first, output);
    tell(output, (size_t)(count * p.run));
    free(source);

    mnv2_copy_indexed_params indexed = {.run = any(1, 5)};
    const int32_t places = any_dims(&indexed.rank, indexed.dims, 1, 4);
    int32_t offsets[16];
    int32_t filled = 0;
    for (int32_t d = 0; d < indexed.rank; d++)
    {
        for (int32_t i = 0; i < indexed.dims[d]; i++)
        {
            offsets[filled++] = any(0, 20);
        }
    }
    int8_t *const from = any_bytes(20 * indexed.rank + indexed.run);
    output = room((size_t)(places * indexed.run));
    mnv2_copy_indexed(&indexed, offsets, from, output);
    tell(output, (size_t)(places * indexed.run));
    free(from);

    mnv2_transpose_params turned = {.element = 1 << any(0, 3)};
    const int32_t elements = any_dims(&turned.rank, turned.output_dims, 1, 5);
    int32_t left = (1 << turned.rank) - 1;
    int32_t step = 1;
    while (left != 0)
    {
        const int32_t d = any(0, turned.rank - 1);
        if (left >> d & 1)
        {
            turned.input_strides[d] = step;
            step *= turned.output_dims[d];
            left &= ~(1 << d);
        }
    }
    int8_t *const straight = any_bytes(elements * turned.element);
    output = room((size_t)(elements * turned.element));
    mnv2_transpose(&turned, straight, output);
    tell(output, (size_t)(elements * turned.element));
    free(straight);
}

static void pads(void)
{
    mnv2_pad_params p = {.value = any(-128, 127)};
    const int32_t inputs = any_dims(&p.rank, p.input_dims, 1, 4);
    int32_t outputs = 1;
    for (int32_t d = 0; d < p.rank; d++)
    {
        p.before[d] = any(0, 2);
        p.after[d] = any(0, 2);
        outputs *= p.before[d] + p.input_dims[d] + p.after[d];
    }
    int8_t *const input = any_bytes(inputs);
    int8_t *output = room((size_t)outputs);
    mnv2_pad_s8(&p, input, output);
    tell(output, (size_t)outputs);
    free(input);
    const mnv2_pad_row_params row = {any(1, 5), any(1, 4), any(0, 3), any(-128, 127)};
    int8_t *const line = any_bytes(row.input_width * row.channels);
    const int8_t *const rows = chance(80) ? line : NULL;
    const int32_t begin = any(0, row.pad_left + row.input_width);
    const int32_t end = any(begin, row.pad_left + row.input_width + 3);
    output = room((size_t)((end - begin) * row.channels));
    mnv2_pad_row_s8(&row, &rows, output, begin, end);
    tell(output, (size_t)((end - begin) * row.channels));
    free(line);
    mnv2_space_to_batch_params s = {.batches = any(1, 2),
                                    .channels = any(1, 4),
                                    .output_height = any(1, 3),
                                    .output_width = any(1, 3),
                                    .block_height = any(1, 3),
                                    .block_width = any(1, 3),
                                    .value = any(-128, 127)};
    s.pad_top = any(0, s.output_height * s.block_height - 1);
    s.pad_left = any(0, s.output_width * s.block_width - 1);
    s.input_height = any(1, s.output_height * s.block_height - s.pad_top);
    s.input_width = any(1, s.output_width * s.block_width - s.pad_left);
    int8_t *const image = any_bytes(s.batches * s.input_height * s.input_width * s.channels);
    const int32_t parts = s.batches * s.block_height * s.block_width * s.output_height * s.output_width * s.channels;
    output = room((size_t)parts);
    mnv2_space_to_batch_s8(&s, image, output);
    tell(output, (size_t)parts);
    free(image);
    const int32_t block = any(1, 3);
    const int32_t pixel = any(1, 4);
    const int32_t width = any(1, 4);
    int8_t *const blocks = any_bytes(width * block * block * pixel);
    const int8_t *const deep = blocks;
    const int32_t from = any(0, width * block - 1);
    const int32_t to = any(from + 1, width * block);
    output = room((size_t)((to - from) * pixel));
    mnv2_depth_to_space_row_8(&deep, output, block, pixel, any(0, 9), from, to);
    tell(output, (size_t)((to - from) * pixel));
    const int8_t *flat[3];
    for (int32_t i = 0; i < block; i++)
    {
        flat[i] = blocks + i * width * block * pixel;
    }
    const int32_t left = any(0, width - 1);
    output = room((size_t)((width - left) * block * block * pixel));
    mnv2_space_to_depth_row_8(flat, output, block, pixel, left, width);
    tell(output, (size_t)((width - left) * block * block * pixel));
    free(blocks);
}

static void choices(void)
{
    mnv2_select_params p = {.element = any(1, 5)};
    const int32_t count = any_dims(&p.rank, p.dims, 1, 4);
    int32_t sizes[3] = {1, 1, 1};
    int32_t *const strides[3] = {p.condition_strides, p.input_1_strides, p.input_2_strides};
    for (int32_t d = p.rank - 1; d >= 0; d--)
    {
        for (int32_t i = 0; i < 3; i++)
        {
            if (chance(70))
            {
                strides[i][d] = sizes[i];
                sizes[i] *= p.dims[d];
            }
        }
    }
    uint8_t *const condition = (uint8_t *)bytes_of((size_t)sizes[0], 0, 1);
    int8_t *const yes = any_bytes(sizes[1] * p.element);
    int8_t *const no = any_bytes(sizes[2] * p.element);
    int8_t *const output = room((size_t)(count * p.element));
    mnv2_select(&p, condition, yes, no, output);
    tell(output, (size_t)(count * p.element));
    free(no);
    free(yes);
    free(condition);
    mnv2_gather_params g = {.outer = any(1, 3), .places = any(1, 4), .depth = any(1, 3), .run = any(1, 5)};
    g.outer_stride = g.run;
    for (int32_t d = g.depth - 1; d >= 0; d--)
    {
        g.limits[d] = any(1, 4);
        g.strides[d] = g.outer_stride;
        g.outer_stride *= g.limits[d];
    }
    int8_t *const slices = any_bytes(g.outer * g.outer_stride);
    int32_t *const words = any_words(g.places * g.depth, -1, 4);
    int64_t *const longs = any_longs(g.places * g.depth, -1, 4);
    int8_t *taken = room((size_t)(g.outer * g.places * g.run));
    mnv2_gather_s32(&g, slices, words, taken);
    tell(taken, (size_t)(g.outer * g.places * g.run));
    taken = room((size_t)(g.outer * g.places * g.run));
    mnv2_gather_s64(&g, slices, longs, taken);
    tell(taken, (size_t)(g.outer * g.places * g.run));
    free(longs);
    free(words);
    free(slices);
}

static void matrices(void)
{
    mnv2_fully_connected_params p = {.batches = any(1, 3),
                                     .input_features = any(1, 21),
                                     .output_features = any(1, 10),
                                     .bias_is_folded = any(0, 1),
                                     .input_zero_point = any(-128, 127),
                                     .filter_offset = chance(60) ? 0 : any(-127, 128),
                                     .output_offset = any(-128, 127),
                                     .activation_min = chance(60) ? -128 : any(-128, 0),
                                     .activation_max = chance(60) ? 127 : any(1, 127),
                                     .is_per_channel = any(0, 1)};
    const int32_t outputs = p.batches * p.output_features;
    int32_t *const multiplier = any_words(p.output_features, 1 << 30, INT32_MAX);
    int32_t *const shift = any_words(p.output_features, -12, -4);
    int8_t *const input = any_bytes(p.batches * p.input_features);
    int8_t *const filter = any_bytes(p.output_features * p.input_features);
    int32_t *const bias = any_words(p.output_features, -90000, 90000);
    int8_t *output = room((size_t)outputs);
    mnv2_fully_connected_s8(&p, multiplier, shift, input, filter, bias, output);
    tell(output, (size_t)outputs);
    const int32_t fours = (p.output_features + 3) / 4;
    const int32_t words = 4 + p.input_features;
    int32_t *const packed = any_words(fours * words, INT32_MIN, INT32_MAX);
    for (int32_t c = 0; c < p.output_features; c++)
    {
        packed[c / 4 * words + c % 4] = bias[c];
    }
    p.bias_is_folded = 1;
    output = room((size_t)outputs);
    mnv2_fully_connected_fours_s8(&p, multiplier, shift, input, packed, output);
    tell(output, (size_t)outputs);
    free(packed);
    p.activation_min *= 256;
    p.activation_max *= 258;
    int16_t *const wide = any_halfwords(p.batches * p.input_features);
    int64_t *const long_bias = chance(70) ? any_longs(p.output_features, -90000000, 90000000) : NULL;
    int16_t *const wide_output = room((size_t)(2 * outputs));
    mnv2_fully_connected_s16(&p, multiplier, shift, wide, filter, long_bias, chance(50) ? 32 : 48, wide_output);
    tell(wide_output, (size_t)(2 * outputs));
    free(long_bias);
    free(wide);
    free(bias);
    free(filter);
    free(input);
    free(shift);
    free(multiplier);

    mnv2_batch_matmul_params m = {.rows = any(1, 4),
                                  .inner = any(1, 9),
                                  .columns = any(1, 4),
                                  .left_offset = any(-127, 128),
                                  .right_offset = any(-127, 128),
                                  .output_offset = any(-128, 127),
                                  .output_multiplier = any_factor(),
                                  .output_shift = -any(4, 9),
                                  .activation_min = chance(60) ? -128 : any(-128, 0),
                                  .activation_max = chance(60) ? 127 : any(1, 127)};
    const int is_left_turned = any(0, 1);
    const int is_right_turned = any(0, 1);
    m.left_row = is_left_turned ? 1 : m.inner;
    m.left_inner = is_left_turned ? m.rows : 1;
    m.right_inner = is_right_turned ? 1 : m.columns;
    m.right_column = is_right_turned ? m.inner : 1;
    mnv2_broadcast batches = {.rank = any(1, 2)};
    int32_t lefts = m.rows * m.inner;
    int32_t rights = m.inner * m.columns;
    int32_t results = m.rows * m.columns;
    for (int32_t d = batches.rank - 1; d >= 0; d--)
    {
        batches.output_dims[d] = any(1, 3);
        results *= batches.output_dims[d];
        const int32_t lacks = any(0, 2);
        batches.input_1_strides[d] = lacks == 1 ? 0 : lefts;
        batches.input_2_strides[d] = lacks == 2 ? 0 : rights;
        lefts *= lacks == 1 ? 1 : batches.output_dims[d];
        rights *= lacks == 2 ? 1 : batches.output_dims[d];
    }
    int8_t *const left = any_bytes(lefts);
    int8_t *const right = any_bytes(rights);
    output = room((size_t)results);
    mnv2_batch_matmul_s8(&m, &batches, left, right, output);
    tell(output, (size_t)results);
    free(right);
    free(left);
}

static void memories(void)
{
    mnv2_svdf_params p = {.batches = any(1, 2),
                          .inputs = any(1, 9),
                          .rank = any(1, 2),
                          .memory = any(1, 5),
                          .input_offset = any(-127, 128),
                          .state_zero_point = any(-9, 9),
                          .output_zero_point = any(-128, 127),
                          .feature_multiplier = any_factor(),
                          .feature_shift = -any(3, 9),
                          .output_multiplier = any_factor(),
                          .output_shift = -any(4, 20)};
    p.filters = p.rank * any(1, 4);
    const int32_t units = p.filters / p.rank;
    int8_t *const features = any_bytes(p.filters * p.inputs);
    int16_t *const time = any_halfwords(p.filters * p.memory);
    int8_t *const narrow_time = any_bytes(p.filters * p.memory);
    int32_t *const bias = chance(60) ? any_words(units, -90000, 90000) : NULL;
    int16_t *const state = any_halfwords(p.batches * p.filters * p.memory);
    int8_t *const narrow_state = any_bytes(p.batches * p.filters * p.memory);
    for (int32_t frame = 0; frame < 3; frame++)
    {
        int8_t *const input = any_bytes(p.batches * p.inputs);
        int8_t *output = room((size_t)(p.batches * units));
        mnv2_svdf_s8_s16(&p, input, features, time, bias, state, output);
        tell(output, (size_t)(p.batches * units));
        output = room((size_t)(p.batches * units));
        mnv2_svdf_s8_s8(&p, input, features, narrow_time, bias, narrow_state, output);
        tell(output, (size_t)(p.batches * units));
        free(input);
    }
    tell(state, (size_t)(2 * p.batches * p.filters * p.memory));
    tell(narrow_state, (size_t)(p.batches * p.filters * p.memory));
    free(bias);
    free(narrow_time);
    free(time);
    free(features);
}

static int16_t *rising_table(int32_t count)
{
    int16_t *const table = room(2 * (size_t)count);
    for (int32_t i = 0; i < count; i++)
    {
        table[i] = (int16_t)(32767 * i / (count - 1));
    }
    return table;
}

static void sequences(void)
{
    mnv2_lstm_params p = {.batches = any(1, 2),
                          .steps = any(1, 3),
                          .inputs = any(1, 5),
                          .units = any(1, 5),
                          .forget_multiplier = any_factor(),
                          .forget_shift = -any(14, 15),
                          .cell_multiplier = any_factor(),
                          .cell_shift = -any(13, 17),
                          .cell_limit = chance(50) ? 0 : any(1, 20000),
                          .curve_multiplier = any(16384, 32767),
                          .curve_shift = any(0, 4),
                          .hidden_multiplier = any_factor(),
                          .hidden_shift = -any(15, 23),
                          .hidden_zero_point = any(-128, 127)};
    const int is_time_first = any(0, 1);
    p.input_step = p.inputs * (is_time_first ? p.batches : 1);
    p.input_batch = p.inputs * (is_time_first ? 1 : p.steps);
    p.output_step = p.units * (is_time_first ? p.batches : 1);
    p.output_batch = p.units * (is_time_first ? 1 : p.steps);
    for (int32_t gate = 0; gate < MNV2_GATES; gate++)
    {
        p.input_multiplier[gate] = any_factor();
        p.input_shift[gate] = -any(1, 6);
        p.recurrent_multiplier[gate] = any_factor();
        p.recurrent_shift[gate] = -any(1, 6);
    }
    const int32_t inputs = p.batches * p.steps * p.inputs;
    const int32_t outputs = p.batches * p.steps * p.units;
    const int32_t known = p.batches * p.units;
    int16_t *const curve = rising_table(257);
    int8_t *const input_weights = any_bytes(4 * p.units * p.inputs);
    int8_t *const recurrent_weights = any_bytes(4 * p.units * p.units);
    int32_t *const bias = any_words(4 * p.units, -20000, 20000);
    int32_t *const recurrent_bias = any_words(4 * p.units, -20000, 20000);
    int64_t *const long_bias = any_longs(4 * p.units, -2000000, 2000000);
    int8_t *const input = any_bytes(inputs);
    int16_t *const wide_input = any_halfwords(inputs);
    int8_t *const hidden = any_bytes(known);
    int16_t *const wide_hidden = any_halfwords(known);
    int16_t *const cell = any_halfwords(known);
    int16_t *const wide_cell = any_halfwords(known);
    void *const scratch = room((size_t)(6 * p.units));
    int8_t *const output = room((size_t)outputs);
    mnv2_lstm_s8(
        &p, curve, input, input_weights, recurrent_weights, bias, recurrent_bias, hidden, cell, scratch, output);
    tell(output, (size_t)outputs);
    p.hidden_zero_point = 0;
    p.hidden_shift += 7;
    int16_t *const wide_output = room((size_t)(2 * outputs));
    mnv2_lstm_s16(&p,
                  curve,
                  wide_input,
                  input_weights,
                  recurrent_weights,
                  long_bias,
                  wide_hidden,
                  wide_cell,
                  scratch,
                  wide_output);
    tell(wide_output, (size_t)(2 * outputs));
    free(scratch);
    tell(wide_cell, (size_t)(2 * known));
    tell(cell, (size_t)(2 * known));
    tell(wide_hidden, (size_t)(2 * known));
    tell(hidden, (size_t)known);
    free(wide_input);
    free(input);
    free(long_bias);
    free(recurrent_bias);
    free(bias);
    free(recurrent_weights);
    free(input_weights);
    free(curve);
}

static void elements(void)
{
    const int32_t count = any(1, 40);
    const int32_t channels = any(1, 4);
    int8_t *const input = any_bytes(count * channels);
    int8_t *const table = any_bytes(256 * channels);
    int8_t *output = room((size_t)count);
    const int32_t least = any(-128, 0);
    const int32_t shift = any(0, 9);
    mnv2_clamp_s8(input, output, least, any(1, 127), count);
    tell(output, (size_t)count);
    output = room((size_t)count);
    mnv2_lookup_s8(table, input, output, count);
    tell(output, (size_t)count);
    output = room((size_t)(count * channels));
    mnv2_lookup_channels_s8(table, input, output, count, channels);
    tell(output, (size_t)(count * channels));
    output = room((size_t)count);
    mnv2_flip_sign_8(input, output, count);
    tell(output, (size_t)count);
    free(table);
    free(input);
    int16_t *const curve = rising_table(257);
    int16_t *const wide = any_halfwords(count);
    int16_t *curved = room((size_t)(2 * count));
    mnv2_logistic_s16(curve, wide, curved, any(16384, 32767), shift, count);
    tell(curved, (size_t)(2 * count));
    curved = room((size_t)(2 * count));
    mnv2_tanh_s16(curve, wide, curved, any(16384, 32767), shift, count);
    tell(curved, (size_t)(2 * count));
    free(wide);
    free(curve);
    int16_t *const exponential = rising_table(513);
    int16_t *const reciprocal = rising_table(513);
    for (int32_t i = 0; i < 513; i++)
    {
        reciprocal[i] = (int16_t)(32767 * 513 / (513 + i));
    }
    const mnv2_softmax_s16_params softmax = {any(1, 3), any(1, 9), any_factor(), any(-4, 1)};
    int16_t *const rows = any_halfwords(softmax.rows * softmax.row_size);
    int16_t *const shares = room((size_t)(2 * softmax.rows * softmax.row_size));
    mnv2_softmax_s16(&softmax, exponential, reciprocal, rows, shares);
    tell(shares, (size_t)(2 * softmax.rows * softmax.row_size));
    free(rows);
    free(reciprocal);
    free(exponential);
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
        reductions();
        products_and_places();
        float_resizes();
        resizes();
        copies();
        pads();
        choices();
        matrices();
        memories();
        sequences();
        elements();
    }
    return fclose(out);
}
