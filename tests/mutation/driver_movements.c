/*
 * Movements of random shapes: copies, pads, gathers and choices, in buffers without a byte to spare. What comes out is
 * compared with what came out before a change. uses: mnv2_copy.c mnv2_copy_strided.c mnv2_copy_indexed.c
 * mnv2_space_to_batch_s8.c mnv2_depth_to_space_row_8.c mnv2_pad_s8.c mnv2_space_to_depth_row_8.c mnv2_pad_row_s8.c
 * mnv2_transpose.c mnv2_reduce_prod.c mnv2_cumsum_s8.c mnv2_arg_max_f32.c mnv2_arg_max_s8.c mnv2_select.c
 * mnv2_gather_s32.c mnv2_gather_s64.c mnv2_add_n_s8.c
 */
#include "driver_random.h"

#include "mnv2_kernels.h"
#include "mnv2_kernels_s16.h"

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
    tell_and_free(word_products, (size_t)(4 * p.outputs));
    int64_t *const long_products = room((size_t)(8 * p.outputs));
    mnv2_reduce_prod_s64(&p, longs, long_products);
    tell_and_free(long_products, (size_t)(8 * p.outputs));
    float *const float_products = room((size_t)(4 * p.outputs));
    mnv2_reduce_prod_f32(&p, floats, float_products);
    tell_and_free(float_products, (size_t)(4 * p.outputs));
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
    tell_and_free(places, (size_t)(4 * outer * inner));
    places = room((size_t)(4 * outer * inner));
    mnv2_arg_max_f32_s32(reals, places, outer, count, inner, smallest);
    tell_and_free(places, (size_t)(4 * outer * inner));
    int64_t *wide_places = room((size_t)(8 * outer * inner));
    mnv2_arg_max_s8_s64(bytes, wide_places, outer, count, inner, smallest);
    tell_and_free(wide_places, (size_t)(8 * outer * inner));
    wide_places = room((size_t)(8 * outer * inner));
    mnv2_arg_max_f32_s64(reals, wide_places, outer, count, inner, smallest);
    tell_and_free(wide_places, (size_t)(8 * outer * inner));
    const mnv2_sum_params sum = {any(-127, 128), any(0, 16), any(-128, 127), any_factor(), -any(0, 12)};
    const mnv2_cumsum_shape shape = {outer, count, inner, any(0, 1), any(0, 1)};
    int8_t *const sums = room((size_t)(outer * count * inner));
    mnv2_cumsum_s8(&sum, &shape, bytes, sums);
    tell_and_free(sums, (size_t)(outer * count * inner));
    const int8_t *const same[] = {bytes, bytes, bytes};
    int8_t *const added = room((size_t)(outer * count * inner));
    mnv2_add_n_s8(&sum, same, any(1, 3), added, outer * count * inner);
    tell_and_free(added, (size_t)(outer * count * inner));
    free(reals);
    free(bytes);
}

static void copies(void)
{
    const int32_t rows = any(1, 5);
    const int32_t run = any(1, 9);
    const int32_t stride = run + any(0, 4);
    int8_t *const lines = any_bytes((rows - 1) * stride + run);
    int8_t *output = room((size_t)(rows * run));
    mnv2_copy_rows(lines, output, rows, run, stride);
    tell_and_free(output, (size_t)(rows * run));
    output = room((size_t)run);
    mnv2_copy(lines, output, (size_t)run);
    tell_and_free(output, (size_t)run);
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
    tell_and_free(output, (size_t)(count * p.run));
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
    tell_and_free(output, (size_t)(places * indexed.run));
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
    tell_and_free(output, (size_t)(elements * turned.element));
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
    tell_and_free(output, (size_t)outputs);
    free(input);
    const mnv2_pad_row_params row = {any(1, 5), any(1, 4), any(0, 3), any(-128, 127)};
    int8_t *const line = any_bytes(row.input_width * row.channels);
    const int8_t *const rows = chance(80) ? line : NULL;
    const int32_t begin = any(0, row.pad_left + row.input_width);
    const int32_t end = any(begin, row.pad_left + row.input_width + 3);
    output = room((size_t)((end - begin) * row.channels));
    mnv2_pad_row_s8(&row, &rows, output, begin, end);
    tell_and_free(output, (size_t)((end - begin) * row.channels));
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
    tell_and_free(output, (size_t)parts);
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
    tell_and_free(output, (size_t)((to - from) * pixel));
    const int8_t *flat[3];
    for (int32_t i = 0; i < block; i++)
    {
        flat[i] = blocks + i * width * block * pixel;
    }
    const int32_t left = any(0, width - 1);
    output = room((size_t)((width - left) * block * block * pixel));
    mnv2_space_to_depth_row_8(flat, output, block, pixel, left, width);
    tell_and_free(output, (size_t)((width - left) * block * block * pixel));
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
    tell_and_free(output, (size_t)(count * p.element));
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
    tell_and_free(taken, (size_t)(g.outer * g.places * g.run));
    taken = room((size_t)(g.outer * g.places * g.run));
    mnv2_gather_s64(&g, slices, longs, taken);
    tell_and_free(taken, (size_t)(g.outer * g.places * g.run));
    free(longs);
    free(words);
    free(slices);
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    for (int round = 0; round < 800; round++)
    {
        products_and_places();
        copies();
        pads();
        choices();
    }
    return fclose(out);
}
