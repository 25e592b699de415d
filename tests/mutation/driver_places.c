/*
 * What small networks seldom do: windows of 16-bit values against plain loops, tiles of a global mean, broadcasts,
 * inputs of a concatenation, detections of both kinds, runs of a row of classes.
 * Where nothing is compared here, what comes out is compared with what came out before a change.
 * uses: mnv2_pool_s16.c mnv2_average_pool_tile_s8.c mnv2_average_pool_tile_s16.c mnv2_mean_tile_s8.c mnv2_mean_s16.c
 *       mnv2_mul_s8.c mnv2_mul_s16.c mnv2_add_s16.c mnv2_squared_difference_s8.c mnv2_prelu_s8.c mnv2_concatenate.c
 *       mnv2_concatenate_lookup_s8.c mnv2_requantize.c mnv2_detect_f32.c mnv2_segment.c mnv2_resize_bilinear_s8.c
 *       mnv2_leaky_relu_s16.c mnv2_extremum_s16.c mnv2_extremum_s8.c mnv2_convolve_s16.c mnv2_depthwise_convolve_s16.c
 */
#include "driver.h"

#include "mnv2_convolution.h"
#include "mnv2_detection.h"
#include "mnv2_elementwise.h"
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_heads.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_movement.h"
#include "mnv2_pooling.h"
#include "mnv2_reduction.h"

/* All of them small, or from end to end. */
static int16_t *halfwords_of(size_t count)
{
    int16_t *const values = room(2 * count);
    const int is_small = chance(30);
    for (size_t i = 0; i < count; i++)
    {
        values[i] = (int16_t)(is_small     ? any(-2, 2)
                              : chance(10) ? (chance(50) ? INT16_MIN : INT16_MAX)
                                           : any(INT16_MIN, INT16_MAX));
    }
    return values;
}

static int32_t limited(int64_t value, int32_t least, int32_t most)
{
    return (int32_t)(value < least ? least : value > most ? most : value);
}

/* Half away from zero. */
static int32_t mean_of(int32_t sum, int32_t count)
{
    return sum >= 0 ? (2 * sum + count) / (2 * count) : -((-2 * sum + count) / (2 * count));
}

/* No window lies outside the input. */
static void axis(int32_t *input, int32_t *window, int32_t *stride, int32_t *pad, int32_t *output)
{
    *input = any(1, 9);
    *window = any(1, 5);
    *stride = any(1, 3);
    *pad = any(0, *window - 1);
    const int32_t most = (*input - 1 + *pad) / *stride + 1;
    *output = any(1, most);
}

static void pools(void)
{
    mnv2_pool_params p = {.batches = any(1, 2), .channels = any(1, 9)};
    axis(&p.input_height, &p.window_height, &p.stride_height, &p.pad_top, &p.output_height);
    axis(&p.input_width, &p.window_width, &p.stride_width, &p.pad_left, &p.output_width);
    p.activation_min = chance(60) ? INT16_MIN : any(-20000, 0);
    p.activation_max = chance(60) ? INT16_MAX : any(1, 20000);
    const size_t inputs = (size_t)(p.batches * p.input_height * p.input_width * p.channels);
    const size_t outputs = (size_t)(p.batches * p.output_height * p.output_width * p.channels);
    int16_t *const input = halfwords_of(inputs);
    int16_t *const means = room(2 * outputs);
    int16_t *const largest = room(2 * outputs);
    for (size_t i = 0; i < outputs; i++)
    {
        const int32_t c = (int32_t)i % p.channels;
        const int32_t place = (int32_t)i / p.channels;
        const int32_t x0 = place % p.output_width * p.stride_width - p.pad_left;
        const int32_t y0 = place / p.output_width % p.output_height * p.stride_height - p.pad_top;
        const int32_t batch = place / p.output_width / p.output_height;
        int32_t sum = 0;
        int32_t count = 0;
        int32_t most = INT16_MIN;
        for (int32_t tap = 0; tap < p.window_height * p.window_width; tap++)
        {
            const int32_t y = y0 + tap / p.window_width;
            const int32_t x = x0 + tap % p.window_width;
            if (y >= 0 && y < p.input_height && x >= 0 && x < p.input_width)
            {
                const int32_t value = input[((batch * p.input_height + y) * p.input_width + x) * p.channels + c];
                sum += value;
                count++;
                most = value > most ? value : most;
            }
        }
        means[i] = (int16_t)limited(mean_of(sum, count), p.activation_min, p.activation_max);
        largest[i] = (int16_t)limited(most, p.activation_min, p.activation_max);
    }
    int16_t *const got = room(2 * outputs);
    void *const table = room(sizeof(void *) * (size_t)p.window_height);
    mnv2_average_pool_s16(&p, input, got);
    must_be(got, means, 2 * outputs, "mnv2_average_pool_s16");
    mnv2_average_pool_tall_s16(&p, input, table, got);
    must_be(got, means, 2 * outputs, "mnv2_average_pool_tall_s16");
    mnv2_max_pool_s16(&p, input, got);
    must_be(got, largest, 2 * outputs, "mnv2_max_pool_s16");
    mnv2_max_pool_tall_s16(&p, input, table, got);
    must_be(got, largest, 2 * outputs, "mnv2_max_pool_tall_s16");
    free(table);
    free(got);
    free(means);
    free(largest);
    free(input);
}

/* Kernels of 16 bits, in tables of rows of both kinds. */
static void tall_windows(int is_depthwise)
{
    mnv2_conv_params p = {.batches = any(1, 2), .dilation_height = any(1, 2), .dilation_width = any(1, 2)};
    axis(&p.input_height, &p.kernel_height, &p.stride_height, &p.pad_top, &p.output_height);
    axis(&p.input_width, &p.kernel_width, &p.stride_width, &p.pad_left, &p.output_width);
    p.groups = is_depthwise || chance(60) ? 1 : any(2, 3);
    p.input_channels = is_depthwise ? any(1, 11) : p.groups * any(1, 4);
    p.output_channels = is_depthwise ? p.input_channels * any(1, 2) : p.groups * any(1, 3);
    p.activation_min = chance(60) ? INT16_MIN : any(-20000, 0);
    p.activation_max = chance(60) ? INT16_MAX : any(1, 20000);
    const int32_t taps = p.kernel_height * p.kernel_width;
    const int32_t depth = is_depthwise ? 1 : p.input_channels / p.groups;
    const int32_t sum_bits = is_depthwise || chance(50) ? 48 : 32;
    const size_t channels = (size_t)p.output_channels;
    const size_t outputs = (size_t)(p.batches * p.output_height * p.output_width) * channels;
    int16_t *const input = halfwords_of((size_t)(p.batches * p.input_height * p.input_width * p.input_channels));
    int8_t *const filter = bytes_of((size_t)(taps * depth) * channels, -128, 127);
    int32_t *const multiplier = room(4 * channels);
    int32_t *const shift = room(4 * channels);
    const int has_bias = chance(80);
    int64_t *const bias = has_bias ? room(8 * channels) : NULL;
    for (size_t c = 0; c < channels; c++)
    {
        multiplier[c] = any(1 << 30, INT32_MAX);
        shift[c] = -any(1, 9);
        if (has_bias)
        {
            bias[c] = any(-9000000, 9000000);
        }
    }
    int16_t *const wanted = room(2 * outputs);
    for (size_t i = 0; i < outputs; i++)
    {
        const int32_t c = (int32_t)(i % channels);
        const int32_t place = (int32_t)(i / channels);
        const int32_t x0 = place % p.output_width * p.stride_width - p.pad_left;
        const int32_t y0 = place / p.output_width % p.output_height * p.stride_height - p.pad_top;
        const int32_t batch = place / p.output_width / p.output_height;
        const int32_t first =
            is_depthwise ? c / (p.output_channels / p.input_channels) : c / (p.output_channels / p.groups) * depth;
        int64_t sum = has_bias ? bias[c] : 0;
        for (int32_t tap = 0; tap < taps; tap++)
        {
            const int32_t y = y0 + tap / p.kernel_width * p.dilation_height;
            const int32_t x = x0 + tap % p.kernel_width * p.dilation_width;
            for (int32_t k = 0; k < depth && y >= 0 && y < p.input_height && x >= 0 && x < p.input_width; k++)
            {
                const int32_t value =
                    input[((batch * p.input_height + y) * p.input_width + x) * p.input_channels + first + k];
                const int32_t at = is_depthwise ? tap * p.output_channels + c : (c * taps + tap) * depth + k;
                sum += (int64_t)value * filter[at];
            }
        }
        wanted[i] = mnv2_requantize_s16(sum, multiplier[c], shift[c], sum_bits, p.activation_min, p.activation_max);
    }
    int16_t *const got = room(2 * outputs);
    void *const table = room(sizeof(void *) * (size_t)p.kernel_height);
    if (is_depthwise)
    {
        mnv2_depthwise_convolve_s16(&p, multiplier, shift, input, filter, bias, got);
        must_be(got, wanted, 2 * outputs, "mnv2_depthwise_convolve_s16");
        mnv2_depthwise_convolve_tall_s16(&p, multiplier, shift, input, filter, bias, table, got);
        must_be(got, wanted, 2 * outputs, "mnv2_depthwise_convolve_tall_s16");
    }
    else
    {
        mnv2_convolve_s16(&p, multiplier, shift, input, filter, bias, sum_bits, got);
        must_be(got, wanted, 2 * outputs, "mnv2_convolve_s16");
        mnv2_convolve_tall_s16(&p, multiplier, shift, input, filter, bias, sum_bits, table, got);
        must_be(got, wanted, 2 * outputs, "mnv2_convolve_tall_s16");
    }
    free(table);
    free(got);
    free(wanted);
    free(bias);
    free(shift);
    free(multiplier);
    free(filter);
    free(input);
}

/* All tiles of a mean, and what the sums are after each. */
static void tiles(void)
{
    const int32_t height = any(1, 6);
    const int32_t width = any(1, 6);
    const int32_t channels = any(1, 9);
    const int32_t pixels = height * width;
    const size_t count = (size_t)(pixels * channels);
    const mnv2_pool_params pool = {.channels = channels,
                                   .window_height = height,
                                   .window_width = width,
                                   .activation_min = chance(60) ? -128 : any(-128, 0),
                                   .activation_max = chance(60) ? 127 : any(1, 127),
                                   .middle = chance(50) ? 0 : 128};
    const mnv2_pool_params wide_pool = {.channels = channels,
                                        .window_height = height,
                                        .window_width = width,
                                        .activation_min = chance(60) ? INT16_MIN : any(-20000, 0),
                                        .activation_max = chance(60) ? INT16_MAX : any(1, 20000)};
    const mnv2_mean_params mean = {.outer = 1,
                                   .reduced = pixels,
                                   .inner = channels,
                                   .sum_offset = any(-128, 127) * pixels,
                                   .output_offset = any(-128, 127),
                                   .output_multiplier = any(1 << 30, INT32_MAX),
                                   .output_shift = -any(0, 6)};
    const int is_small = chance(30);
    int8_t *const input = bytes_of(count, is_small ? -1 : -128, is_small ? 1 : 127);
    int16_t *const wide = halfwords_of(count);
    int32_t *const sums = room(4 * (size_t)channels);
    int8_t *const output = room((size_t)channels);
    int16_t *const wide_output = room(2 * (size_t)channels);
    for (int32_t kind = 0; kind < 4; kind++)
    {
        memset(output, 99, (size_t)channels);
        memset(wide_output, 99, 2 * (size_t)channels);
        memset(sums, 77, 4 * (size_t)channels);
        for (int32_t done = 0; done < pixels;)
        {
            const int32_t tile = any(1, pixels - done);
            const int32_t at = done * channels;
            switch (kind)
            {
            case 0:
                mnv2_average_pool_tile_s8(&pool, input + at, tile, done, sums, output);
                break;
            case 1:
                mnv2_average_pool_tile_s16(&wide_pool, wide + at, tile, done, sums, wide_output);
                break;
            case 2:
                mnv2_mean_tile_s8(&mean, input + at, tile, done, sums, output);
                break;
            default:
                mnv2_mean_tile_s16(&mean, wide + at, tile, done, sums, wide_output);
                break;
            }
            tell(sums, 4 * (size_t)channels);
            tell(output, (size_t)channels);
            tell(wide_output, 2 * (size_t)channels);
            done += tile;
        }
    }
    for (int32_t c = 0; c < channels; c++)
    {
        int32_t sum = 0;
        int32_t wide_sum = 0;
        for (int32_t i = 0; i < pixels; i++)
        {
            sum += input[i * channels + c] + pool.middle;
            wide_sum += wide[i * channels + c];
        }
        output[c] = (int8_t)limited(mean_of(sum, pixels) - pool.middle, pool.activation_min, pool.activation_max);
        wide_output[c] =
            (int16_t)limited(mean_of(wide_sum, pixels), wide_pool.activation_min, wide_pool.activation_max);
    }
    int8_t *const got = room((size_t)channels);
    int16_t *const wide_got = room(2 * (size_t)channels);
    mnv2_average_pool_tile_s8(&pool, input, pixels, 0, sums, got);
    must_be(got, output, (size_t)channels, "mnv2_average_pool_tile_s8");
    mnv2_average_pool_tile_s16(&wide_pool, wide, pixels, 0, sums, wide_got);
    must_be(wide_got, wide_output, 2 * (size_t)channels, "mnv2_average_pool_tile_s16");
    free(got);
    free(wide_got);
    free(output);
    free(wide_output);
    free(sums);
    free(wide);
    free(input);
}

/* A shape of up to four dimensions of which each input lacks some; how many elements come out. */
static int32_t any_broadcast(mnv2_broadcast *shapes, size_t *count_1, size_t *count_2)
{
    memset(shapes, 0, sizeof *shapes);
    shapes->rank = any(1, 4);
    int32_t count = 1;
    *count_1 = 1;
    *count_2 = 1;
    for (int32_t d = shapes->rank - 1; d >= 0; d--)
    {
        const int32_t size = any(1, 5);
        const int32_t lacks = any(0, 3);
        shapes->output_dims[d] = size;
        shapes->input_1_strides[d] = lacks == 1 ? 0 : (int32_t)*count_1;
        shapes->input_2_strides[d] = lacks == 2 ? 0 : (int32_t)*count_2;
        *count_1 *= lacks == 1 ? 1 : (size_t)size;
        *count_2 *= lacks == 2 ? 1 : (size_t)size;
        count *= size;
    }
    return count;
}

static void broadcasts(void)
{
    mnv2_broadcast shapes;
    size_t count_1;
    size_t count_2;
    const size_t count = (size_t)any_broadcast(&shapes, &count_1, &count_2);
    int8_t *const a = bytes_of(count_1, -128, 127);
    int8_t *const b = bytes_of(count_2, -128, 127);
    int8_t *const c = room(count);
    int16_t *const wide_a = halfwords_of(count_1);
    int16_t *const wide_b = halfwords_of(count_2);
    int16_t *const wide_c = room(2 * count);
    const int32_t low = chance(50) ? -128 : any(-128, 0);
    const int32_t high = chance(50) ? 127 : any(1, 127);
    const mnv2_mul_params multiply = {
        any(-127, 128), any(-127, 128), any(-128, 127), any(1 << 30, INT32_MAX), -any(3, 9), low, high};
    mnv2_mul_broadcast_s8(&multiply, &shapes, a, b, c);
    tell(c, count);
    const mnv2_squared_difference_params square = {any(-127, 128),
                                                   any(1 << 30, INT32_MAX),
                                                   -any(1, 4),
                                                   any(-127, 128),
                                                   any(1 << 30, INT32_MAX),
                                                   -any(1, 4),
                                                   7,
                                                   any(-128, 127),
                                                   any(1 << 30, INT32_MAX),
                                                   -any(17, 22)};
    mnv2_squared_difference_broadcast_s8(&square, &shapes, a, b, c);
    tell(c, count);
    const mnv2_prelu_params prelu = {any(-127, 128),
                                     any(-127, 128),
                                     any(-128, 127),
                                     any(1 << 30, INT32_MAX),
                                     -any(0, 3),
                                     any(1 << 30, INT32_MAX),
                                     -any(5, 9)};
    mnv2_prelu_broadcast_s8(&prelu, &shapes, a, b, c);
    tell(c, count);
    const mnv2_mul_params wide_multiply = {
        0, 0, 0, any(1 << 30, INT32_MAX), -any(10, 16), chance(50) ? INT16_MIN : any(-20000, 0), INT16_MAX};
    mnv2_mul_broadcast_s16(&wide_multiply, &shapes, wide_a, wide_b, wide_c);
    tell(wide_c, 2 * count);
    const size_t common = count_1 < count_2 ? count_1 : count_2;
    int16_t *const side_by_side = room(2 * common);
    mnv2_mul_s16(&wide_multiply, wide_a, wide_b, side_by_side, (int32_t)common);
    tell(side_by_side, 2 * common);
    const mnv2_add_params add = {0,
                                 any(1 << 30, INT32_MAX),
                                 -any(0, 3),
                                 0,
                                 any(1 << 30, INT32_MAX),
                                 -any(0, 3),
                                 chance(50) ? 1 : -1,
                                 15,
                                 0,
                                 any(1 << 30, INT32_MAX),
                                 -any(13, 16),
                                 chance(50) ? INT16_MIN : any(-20000, 0),
                                 chance(50) ? INT16_MAX : any(1, 20000)};
    mnv2_add_broadcast_s16(&add, &shapes, wide_a, wide_b, wide_c);
    tell(wide_c, 2 * count);
    mnv2_add_s16(&add, wide_a, wide_b, side_by_side, (int32_t)common);
    tell(side_by_side, 2 * common);
    mnv2_maximum_s16(&shapes, wide_a, wide_b, wide_c);
    tell(wide_c, 2 * count);
    mnv2_minimum_s16(&shapes, wide_a, wide_b, wide_c);
    tell(wide_c, 2 * count);
    const mnv2_leaky_relu_s16_params leaky = {
        any(1 << 30, INT32_MAX), any(-2, 1), any(1 << 30, INT32_MAX), -any(0, 5), chance(50) ? 1 : -1};
    int16_t *const leaking = room(2 * count_1);
    mnv2_leaky_relu_s16(&leaky, wide_a, leaking, (int32_t)count_1);
    tell(leaking, 2 * count_1);
    free(leaking);
    free(side_by_side);
    free(wide_c);
    free(wide_b);
    free(wide_a);
    free(c);
    free(b);
    free(a);
}

static void concatenations(void)
{
    const int32_t rows = any(1, 6);
    const int32_t run = any(1, 7);
    const int32_t stride = run + any(0, 5);
    const size_t bytes = (size_t)((rows - 1) * stride + run);
    int8_t *const input = bytes_of((size_t)(rows * run), -128, 127);
    int8_t *const output = bytes_of(bytes, -128, 127);
    int8_t *const table = bytes_of(256, -128, 127);
    mnv2_concatenate_8(input, output, rows, run, stride);
    tell(output, bytes);
    const mnv2_requantize_params params = {
        any(-127, 128), any(1 << 30, INT32_MAX), any(-6, 2), any(-128, 127), -128, 127};
    mnv2_concatenate_requantize_s8(&params, input, output, rows, run, stride);
    tell(output, bytes);
    mnv2_concatenate_lookup_s8(table, input, output, rows, run, stride);
    tell(output, bytes);
    free(table);
    free(output);
    free(input);
}

/* Boxes on a coarse grid, so that they overlap, and scores of few values, so that some are equal. */
static void detections(void)
{
    const int is_float = any(0, 1);
    mnv2_detect_params p = {.boxes = any(1, 12),
                            .encoding_stride = any(4, 5),
                            .classes = any(1, 5),
                            .most = any(1, 6),
                            .most_per_class = any(1, 4),
                            .is_regular = any(0, 1),
                            .score_threshold = (float)any(0, 4) / 8.0f,
                            .overlap_threshold = (float)any(1, 9) / 10.0f,
                            .y_scale = 10.0f,
                            .x_scale = 8.0f,
                            .h_scale = 5.0f,
                            .w_scale = 4.0f};
    p.score_stride = p.classes + any(0, 1);
    p.classes_per_box = any(1, p.classes);
    p.slots = p.is_regular ? p.most : p.most * p.classes_per_box;
    p.encoding_scale = is_float ? 0.0f : 0.25f;
    p.encoding_zero_point = any(-3, 3);
    p.score_scale = is_float ? 0.0f : 0.125f;
    p.score_zero_point = any(-2, 2);
    const size_t codes = (size_t)(p.boxes * p.encoding_stride);
    const size_t marks = (size_t)(p.boxes * p.score_stride);
    float *const anchors = room(16 * (size_t)p.boxes);
    void *const encodings = room(codes * (is_float ? 4 : 1));
    void *const scores = room(marks * (is_float ? 4 : 1));
    for (int32_t i = 0; i < 4 * p.boxes; i++)
    {
        anchors[i] = (float)any(i % 4 < 2 ? 0 : chance(10) ? -1 : 1, 6) / 4.0f;
    }
    for (size_t i = 0; i < codes; i++)
    {
        const int32_t value = any(-12, 12);
        if (is_float)
        {
            ((float *)encodings)[i] = (float)value / 4.0f;
        }
        else
        {
            ((int8_t *)encodings)[i] = (int8_t)value;
        }
    }
    for (size_t i = 0; i < marks; i++)
    {
        const int32_t value = any(-1, 8);
        if (is_float)
        {
            ((float *)scores)[i] = (float)value / 8.0f;
        }
        else
        {
            ((int8_t *)scores)[i] = (int8_t)value;
        }
    }
    const size_t slots = (size_t)p.slots;
    float *const boxes = room(16 * slots);
    float *const classes = room(4 * slots);
    float *const best = room(4 * slots);
    float count = -1.0f;
    void *const scratch = room((size_t)(21 * p.boxes));
    mnv2_detect_f32(&p, encodings, scores, anchors, scratch, boxes, classes, best, &count);
    tell(boxes, 16 * slots);
    tell(classes, 4 * slots);
    tell(best, 4 * slots);
    tell(&count, sizeof count);
    free(scratch);
    free(best);
    free(classes);
    free(boxes);
    free(scores);
    free(encodings);
    free(anchors);
}

static void runs_of_rows(void)
{
    const int32_t width = any(0, 20);
    const int32_t most = any(0, 12);
    uint8_t *const classes = (uint8_t *)bytes_of((size_t)width, 0, 2);
    mnv2_run *const runs = room(sizeof(mnv2_run) * (size_t)most);
    const int32_t found = mnv2_runs_of_row(classes, width, runs, most);
    tell(&found, sizeof found);
    tell(runs, sizeof(mnv2_run) * (size_t)found);
    free(runs);
    free(classes);
}

static void take_row(void *context, int32_t y, const uint8_t *classes, int32_t width)
{
    tell(context, sizeof(int32_t));
    tell(&y, sizeof y);
    tell(classes, (size_t)width);
}

/* Maps of classes, also of one channel, in buffers without a byte to spare. */
static void maps(void)
{
    mnv2_segment_rule rule = {.classes = any(1, 4),
                              .width = any(1, 9),
                              .height = any(1, 9),
                              .input_width = any(1, 5),
                              .input_height = any(1, 5),
                              .middle = chance(50) ? 0 : 128,
                              .threshold = any(-20, 20),
                              .smallest = any(0, 5)};
    rule.step_x = (rule.input_width * 1024 + rule.width / 2) / rule.width;
    rule.step_y = (rule.input_height * 1024 + rule.height / 2) / rule.height;
    rule.offset_x = chance(50) ? 0 : rule.step_x / 2 - 512;
    rule.offset_y = chance(50) ? 0 : rule.step_y / 2 - 512;
    const size_t classes = rule.classes == 1 ? 2 : (size_t)rule.classes;
    int8_t *const scores = bytes_of((size_t)(rule.input_width * rule.input_height * rule.classes), -30, 30);
    uint8_t *const row = room((size_t)rule.width);
    int8_t *const pixel = room((size_t)rule.classes);
    mnv2_region *const all = room(sizeof(mnv2_region) * classes);
    mnv2_region *const regions = room(sizeof(mnv2_region) * classes);
    int32_t mark = any(0, 99);
    const int32_t found = mnv2_segment(&rule, scores, row, pixel, all, chance(70) ? take_row : NULL, &mark, regions);
    tell(&found, sizeof found);
    for (int32_t i = 0; i < found; i++)
    {
        tell(&regions[i].class_index, sizeof regions[i].class_index);
        tell(&regions[i].area, sizeof regions[i].area);
        if (regions[i].area > 0)
        {
            tell(&regions[i], sizeof regions[i]);
        }
    }
    free(regions);
    free(all);
    free(pixel);
    free(row);
    free(scores);
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    for (int round = 0; round < 300; round++)
    {
        pools();
        tall_windows(0);
        tall_windows(1);
        tiles();
        broadcasts();
        concatenations();
        detections();
        runs_of_rows();
        maps();
    }
    return fclose(out);
}
