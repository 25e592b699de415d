/*
 * 3x3 depthwise convolutions of four pixels at a time with random windows, also such as lie beside the input, against
 * the operator written as plain loops: whole, row by row, and over their own input as low as plans allow.
 * uses: mnv2_depthwise_quads_3x3_s8.c
 */
#include "driver.h"

#include "mnv2_convolution.h"
#include "mnv2_fixed_point_private.h"

enum
{
    RECORD_WORDS = 21,
    SCRATCH_BYTES = 992
};

typedef struct
{
    mnv2_depthwise_3x3_params params;
    int32_t *records;
    int8_t *input;
    int8_t *expected;
    int32_t input_bytes;
    int32_t output_bytes;
} network;

static void axis(int16_t *input, const int8_t *stride, int8_t *pad, int16_t *output)
{
    *input = (int16_t)any(1, 9);
    *pad = (int8_t)(chance(30) ? 0 : any(0, 4));
    const int32_t after = chance(30) ? 0 : any(0, 4);
    if (*input + *pad + after < 3)
    {
        *input = 3;
    }
    *output = (int16_t)((*input + *pad + after - 3) / *stride + 1);
}

/* The channel that a place of a record is for: the last record is of the last four. */
static int32_t channel_of(int32_t slot, int32_t channels)
{
    return slot < channels / 4 * 4 || channels < 4 ? slot : channels - 4 + slot % 4;
}

static network any_network(void)
{
    static const int32_t order[] = {0, 2, 1, 3};
    network n;
    memset(&n, 0, sizeof n);
    mnv2_depthwise_3x3_params *const p = &n.params;
    p->stride_height = (int8_t)any(1, 3);
    p->stride_width = (int8_t)any(1, 2);
    axis(&p->input_height, &p->stride_height, &p->pad_top, &p->output_height);
    axis(&p->input_width, &p->stride_width, &p->pad_left, &p->output_width);
    p->batches = (int16_t)any(1, 2);
    p->channels = (int16_t)(chance(20) ? any(30, 70) : any(1, 13));
    p->kernel_height = 3;
    p->input_zero_point = (int8_t)any(-128, 127);
    p->filter_offset = (int16_t)(chance(60) ? 0 : any(-127, 128));
    const int32_t channels = p->channels;
    const int32_t slots = (channels + 3) / 4 * 4;
    n.input_bytes = p->batches * p->input_height * p->input_width * channels;
    n.output_bytes = p->batches * p->output_height * p->output_width * channels;
    n.input = bytes_of((size_t)n.input_bytes, -128, 127);
    n.expected = room((size_t)n.output_bytes);
    n.records = room((size_t)(slots / 4 * RECORD_WORDS * 4));
    memset(n.records, 0, (size_t)(slots / 4 * RECORD_WORDS * 4));
    int8_t *const filter = bytes_of((size_t)(9 * channels), -128, 127);
    int32_t *const multiplier = room((size_t)(4 * channels));
    int32_t *const shift = room((size_t)(4 * channels));
    int32_t *const bias = room((size_t)(4 * channels));
    for (int32_t c = 0; c < channels; c++)
    {
        multiplier[c] = any(1 << 30, INT32_MAX);
        shift[c] = -any(4, 12);
        bias[c] = any(-20000, 20000);
    }
    for (int32_t slot = 0; slot < slots; slot++)
    {
        int32_t *const record = n.records + slot / 4 * RECORD_WORDS;
        const int32_t place = order[slot % 4];
        const int32_t c = channel_of(slot, channels);
        if (c >= channels)
        {
            record[13 + 2 * place + 1] = 2;
            continue;
        }
        int8_t *const weights = (int8_t *)(record + 4) + slot % 4;
        int32_t folded = bias[c];
        for (int32_t tap = 0; tap < 9; tap++)
        {
            weights[4 * tap] = filter[tap * channels + c];
            folded -= p->input_zero_point * (filter[tap * channels + c] + p->filter_offset);
        }
        record[place] = folded;
        record[13 + 2 * place] = (int32_t)(2 * (uint32_t)multiplier[c]);
        record[13 + 2 * place + 1] = 1 << (32 + shift[c]);
    }
    for (int32_t i = 0; i < n.output_bytes; i++)
    {
        const int32_t c = i % channels;
        const int32_t at = i / channels;
        const int32_t x0 = at % p->output_width * p->stride_width - p->pad_left;
        const int32_t y0 = at / p->output_width % p->output_height * p->stride_height - p->pad_top;
        const int32_t batch = at / p->output_width / p->output_height;
        int32_t sum = bias[c];
        for (int32_t tap = 0; tap < 9; tap++)
        {
            const int32_t y = y0 + tap / 3;
            const int32_t x = x0 + tap % 3;
            if (y >= 0 && y < p->input_height && x >= 0 && x < p->input_width)
            {
                const int32_t value = n.input[((batch * p->input_height + y) * p->input_width + x) * channels + c];
                sum += (filter[tap * channels + c] + p->filter_offset) * (value - p->input_zero_point);
            }
        }
        n.expected[i] = mnv2_requantize(sum, multiplier[c], shift[c], INT8_MIN, INT8_MIN, INT8_MAX);
    }
    free(bias);
    free(shift);
    free(multiplier);
    free(filter);
    return n;
}

static void by_row(const network *n, void *scratch)
{
    const mnv2_depthwise_3x3_params *const p = &n->params;
    const int32_t batch = any(0, p->batches - 1);
    const int32_t y = any(0, p->output_height - 1);
    const int32_t x = any(0, p->output_width - 1);
    const int32_t end = any(x + 1, p->output_width);
    const int32_t row_bytes = p->input_width * p->channels;
    int8_t *rows[3] = {NULL, NULL, NULL};
    for (int32_t k = 0; k < 3; k++)
    {
        const int32_t row = y * p->stride_height - p->pad_top + k;
        if (row >= 0 && row < p->input_height)
        {
            rows[k] = room((size_t)row_bytes);
            memcpy(rows[k], n->input + (batch * p->input_height + row) * row_bytes, (size_t)row_bytes);
        }
    }
    const int32_t bytes = (end - x) * p->channels;
    int8_t *const output = room((size_t)bytes);
    mnv2_depthwise_quads_3x3_row_s8(p, n->records, (const int8_t *const *)rows, scratch, output, x, end);
    must_be(output, n->expected + ((batch * p->output_height + y) * p->output_width + x) * p->channels, bytes, "a row");
    free(output);
    for (int32_t k = 0; k < 3; k++)
    {
        free(rows[k]);
    }
}

/* The first byte of the input that a pixel reads. */
static int32_t first_byte(const mnv2_depthwise_3x3_params *p, int32_t at)
{
    const int32_t x = at % p->output_width * p->stride_width - p->pad_left;
    const int32_t y = at / p->output_width % p->output_height * p->stride_height - p->pad_top;
    const int32_t image = at / p->output_width / p->output_height * p->input_height;
    return ((image + (y < 0 ? 0 : y)) * p->input_width + (x < 0 ? 0 : x)) * p->channels;
}

/* How far below its input the output begins: while pixels are written, nothing is lost that they or later ones read. */
static int32_t distance(const mnv2_depthwise_3x3_params *p)
{
    const int32_t pixels = p->batches * p->output_height * p->output_width;
    int32_t most = INT32_MIN;
    for (int32_t at = 0; at < pixels;)
    {
        const int32_t x = at % p->output_width;
        const int is_first_row = at / p->output_width % p->output_height == 0 && p->stride_width == 2;
        int32_t group = is_first_row && x == 0 ? 1 : is_first_row && x == 1 ? 2 : 4;
        group = group < p->output_width - x ? group : p->output_width - x;
        int32_t needed = INT32_MAX;
        for (int32_t later = at; later < pixels; later++)
        {
            const int32_t first = first_byte(p, later);
            needed = first < needed ? first : needed;
        }
        const int32_t apart = (at + group) * p->channels - needed;
        most = apart > most ? apart : most;
        at += group;
    }
    return most;
}

static void over_itself(const network *n, void *scratch)
{
    const int32_t below = distance(&n->params);
    const int32_t input_at = below > 0 ? below : 0;
    const int32_t output_at = input_at - below;
    const int32_t input_end = input_at + n->input_bytes;
    const int32_t output_end = output_at + n->output_bytes;
    int8_t *const memory = room((size_t)(input_end > output_end ? input_end : output_end));
    memcpy(memory + input_at, n->input, (size_t)n->input_bytes);
    mnv2_depthwise_quads_3x3_s8(&n->params, n->records, memory + input_at, scratch, memory + output_at);
    must_be(memory + output_at, n->expected, n->output_bytes, "over its input");
    free(memory);
}

int main(void)
{
    be_patient();
    for (int32_t round = 0; round < 800; round++)
    {
        network n = any_network();
        void *const scratch = chance(60) ? room(SCRATCH_BYTES) : NULL;
        int8_t *const output = room((size_t)n.output_bytes);
        mnv2_depthwise_quads_3x3_s8(&n.params, n.records, n.input, scratch, output);
        must_be(output, n.expected, n.output_bytes, "a whole tensor");
        by_row(&n, scratch);
        over_itself(&n, scratch);
        free(output);
        free(scratch);
        free(n.records);
        free(n.expected);
        free(n.input);
    }
    return 0;
}
