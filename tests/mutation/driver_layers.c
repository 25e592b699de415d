/*
 * Reductions, matrices, layers with memory and elements of random shapes, in buffers without a byte to
 * spare. What comes out is compared with what came out before a
 * change.
 * uses: mnv2_reduce_f32.c mnv2_mean_s8.c mnv2_mean_strided_s8.c mnv2_mean_s16.c mnv2_reduce_max_s8.c
 *       mnv2_reduce_min_s8.c mnv2_batch_matmul_s8.c mnv2_fully_connected_s8.c mnv2_fully_connected_fours_s8.c
 *       mnv2_fully_connected_s16.c mnv2_svdf_s8.c mnv2_lstm_s8.c mnv2_lstm_s16.c mnv2_clamp_s8.c mnv2_lookup_s8.c
 *       mnv2_lookup_channels_s8.c mnv2_flip_sign_8.c mnv2_softmax_s16.c mnv2_curve_s16.c
 */
#include "driver_random.h"

#include "mnv2_kernels.h"
#include "mnv2_kernels_s16.h"
#include "mnv2_recurrent.h"

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
        tell_and_free(output, (size_t)(4 * kept));
    }
    int8_t *result = room((size_t)kept);
    mnv2_reduce_max_s8(&p, bytes, result);
    tell_and_free(result, (size_t)kept);
    result = room((size_t)kept);
    mnv2_reduce_min_s8(&p, bytes, result);
    tell_and_free(result, (size_t)kept);
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
    tell_and_free(result, (size_t)kept);
    int16_t *const wide = room((size_t)(2 * kept));
    mnv2_mean_strided_s16(&mean, halfwords, wide);
    tell_and_free(wide, (size_t)(2 * kept));
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
    tell_and_free(result, (size_t)(blocks.outer * blocks.inner));
    free(many);
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
    tell_and_free(output, (size_t)outputs);
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
    tell_and_free(output, (size_t)outputs);
    free(packed);
    p.activation_min *= 256;
    p.activation_max *= 258;
    int16_t *const wide = any_halfwords(p.batches * p.input_features);
    int64_t *const long_bias = chance(70) ? any_longs(p.output_features, -90000000, 90000000) : NULL;
    int16_t *const wide_output = room((size_t)(2 * outputs));
    mnv2_fully_connected_s16(&p, multiplier, shift, wide, filter, long_bias, chance(50) ? 32 : 48, wide_output);
    tell_and_free(wide_output, (size_t)(2 * outputs));
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
    tell_and_free(output, (size_t)results);
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
        tell_and_free(output, (size_t)(p.batches * units));
        output = room((size_t)(p.batches * units));
        mnv2_svdf_s8_s8(&p, input, features, narrow_time, bias, narrow_state, output);
        tell_and_free(output, (size_t)(p.batches * units));
        free(input);
    }
    tell_and_free(state, (size_t)(2 * p.batches * p.filters * p.memory));
    tell_and_free(narrow_state, (size_t)(p.batches * p.filters * p.memory));
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
    tell_and_free(output, (size_t)outputs);
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
    tell_and_free(wide_output, (size_t)(2 * outputs));
    free(scratch);
    tell_and_free(wide_cell, (size_t)(2 * known));
    tell_and_free(cell, (size_t)(2 * known));
    tell_and_free(wide_hidden, (size_t)(2 * known));
    tell_and_free(hidden, (size_t)known);
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
    tell_and_free(output, (size_t)count);
    output = room((size_t)count);
    mnv2_lookup_s8(table, input, output, count);
    tell_and_free(output, (size_t)count);
    output = room((size_t)(count * channels));
    mnv2_lookup_channels_s8(table, input, output, count, channels);
    tell_and_free(output, (size_t)(count * channels));
    output = room((size_t)count);
    mnv2_flip_sign_8(input, output, count);
    tell_and_free(output, (size_t)count);
    free(table);
    free(input);
    int16_t *const curve = rising_table(257);
    int16_t *const wide = any_halfwords(count);
    int16_t *curved = room((size_t)(2 * count));
    mnv2_logistic_s16(curve, wide, curved, any(16384, 32767), shift, count);
    tell_and_free(curved, (size_t)(2 * count));
    curved = room((size_t)(2 * count));
    mnv2_tanh_s16(curve, wide, curved, any(16384, 32767), shift, count);
    tell_and_free(curved, (size_t)(2 * count));
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
    tell_and_free(shares, (size_t)(2 * softmax.rows * softmax.row_size));
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
        reductions();
        matrices();
        memories();
        sequences();
        elements();
    }
    return fclose(out);
}
