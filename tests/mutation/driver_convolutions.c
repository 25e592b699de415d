/*
 * Convolutions with random windows, buffers exactly as large as they must be, against the operator written as plain
 * loops. uses: mnv2_convolve_s8.c mnv2_convolve_pixels_s8.c mnv2_convolve_s4.c mnv2_depthwise_convolve_s8.c
 *       mnv2_depthwise_convolve_3x3_s8.c mnv2_depthwise_convolve_s4.c
 */
#include "driver.h"

#include "mnv2_convolution.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_int4.h"

typedef struct
{
    mnv2_conv_params params;
    int is_depthwise;
    int32_t group_inputs; /* Weights of an output channel at one tap. */
    int32_t *multiplier;
    int32_t *shift;
    int32_t *bias;  /* As a kernel wants it, */
    int32_t *plain; /* and without the input's zero point in it. */
    int8_t *input;
    int8_t *filter; /* Convolution: [output channel][tap][input]; depthwise: [tap][output channel]. */
    int8_t *expected;
    size_t input_bytes;
    size_t output_bytes;
} network;

static void axis(int32_t *input, int32_t *kernel, int32_t *stride, int32_t *dilation, int32_t *pad, int32_t *output)
{
    *input = any(1, 11);
    *kernel = chance(45) ? 3 : any(1, 4);
    *stride = chance(60) ? 1 : any(1, 3);
    *dilation = chance(70) ? 1 : any(2, 3);
    const int32_t reach = (*kernel - 1) * *dilation + 1;
    *pad = chance(40) ? 0 : any(0, reach + 1);
    int32_t after = chance(40) ? 0 : any(0, reach + 1);
    if (*pad + *input + after < reach)
    {
        after = reach - *pad - *input;
    }
    *output = (*pad + *input + after - reach) / *stride + 1;
}

static int32_t weight_at(const network *n, int32_t channel, int32_t tap, int32_t i)
{
    const int32_t taps = n->params.kernel_height * n->params.kernel_width;
    return n->filter[n->is_depthwise ? tap * n->params.output_channels + channel
                                     : (channel * taps + tap) * n->group_inputs + i];
}

static void work_out(network *n)
{
    const mnv2_conv_params *const p = &n->params;
    int8_t *output = n->expected;
    for (int32_t at = 0; at < p->batches * p->output_height * p->output_width; at++)
    {
        const int32_t x0 = at % p->output_width * p->stride_width - p->pad_left;
        const int32_t y0 = at / p->output_width % p->output_height * p->stride_height - p->pad_top;
        const int8_t *const image =
            n->input + at / p->output_width / p->output_height * p->input_height * p->input_width * p->input_channels;
        for (int32_t c = 0; c < p->output_channels; c++)
        {
            const int32_t first = n->is_depthwise ? c / (p->output_channels / p->input_channels)
                                                  : c / (p->output_channels / p->groups) * n->group_inputs;
            uint32_t sum = (uint32_t)n->plain[c];
            for (int32_t tap = 0; tap < p->kernel_height * p->kernel_width; tap++)
            {
                const int32_t y = y0 + tap / p->kernel_width * p->dilation_height;
                const int32_t x = x0 + tap % p->kernel_width * p->dilation_width;
                if (y < 0 || y >= p->input_height || x < 0 || x >= p->input_width)
                {
                    continue;
                }
                for (int32_t i = 0; i < n->group_inputs; i++)
                {
                    const int32_t value = image[(y * p->input_width + x) * p->input_channels + first + i];
                    sum += (uint32_t)((weight_at(n, c, tap, i) + p->filter_offset) * (value - p->input_zero_point));
                }
            }
            *output++ = mnv2_requantize(
                (int32_t)sum, n->multiplier[c], n->shift[c], p->output_offset, p->activation_min, p->activation_max);
        }
    }
}

static network any_network(int is_depthwise, int is_narrow, int is_3x3)
{
    network n;
    memset(&n, 0, sizeof n);
    mnv2_conv_params *const p = &n.params;
    do
    {
        axis(&p->input_height,
             &p->kernel_height,
             &p->stride_height,
             &p->dilation_height,
             &p->pad_top,
             &p->output_height);
        axis(&p->input_width, &p->kernel_width, &p->stride_width, &p->dilation_width, &p->pad_left, &p->output_width);
    } while (is_3x3 && (p->kernel_height != 3 || p->kernel_width != 3));
    n.is_depthwise = is_depthwise;
    p->batches = chance(20) ? 2 : 1;
    p->groups = is_depthwise || chance(60) ? 1 : any(2, 3);
    n.group_inputs = is_depthwise ? 1 : any(1, 9);
    p->input_channels = is_depthwise ? any(1, 19) : p->groups * n.group_inputs;
    p->output_channels =
        is_depthwise ? p->input_channels * (is_3x3 || chance(60) ? 1 : any(2, 3)) : p->groups * any(1, 5);
    p->bias_is_folded = is_narrow || chance(70);
    p->scales_down = is_3x3 || chance(60);
    p->input_zero_point = any(-128, 127);
    p->filter_offset = is_narrow || is_3x3 || chance(70) ? 0 : any(-255, 255);
    p->output_offset = chance(40) ? -128 : any(-128, 127);
    p->activation_min = chance(60) ? -128 : any(-128, 0);
    p->activation_max = chance(60) ? 127 : any(1, 127);
    const size_t channels = (size_t)p->output_channels;
    const int32_t taps = p->kernel_height * p->kernel_width;
    n.input_bytes = (size_t)(p->batches * p->input_height * p->input_width * p->input_channels);
    n.output_bytes = (size_t)(p->batches * p->output_height * p->output_width) * channels;
    n.input = bytes_of(n.input_bytes, -128, 127);
    n.filter = bytes_of(channels * (size_t)(taps * n.group_inputs), is_narrow ? -8 : -128, is_narrow ? 7 : 127);
    n.multiplier = room(4 * channels);
    n.shift = room(4 * channels);
    n.bias = room(4 * channels);
    n.plain = room(4 * channels);
    n.expected = room(n.output_bytes);
    for (int32_t c = 0; c < p->output_channels; c++)
    {
        n.multiplier[c] = any(1 << 30, INT32_MAX);
        n.shift[c] = p->scales_down ? (chance(10) ? -1 : -any(is_narrow ? 1 : 5, 12))
                     : chance(20)   ? any(0, 2)
                                    : -any(5, 10);
        n.plain[c] = any(-20000, 20000);
        uint32_t folded = (uint32_t)n.plain[c];
        for (int32_t i = 0; i < taps * n.group_inputs; i++)
        {
            const int32_t weight = weight_at(&n, c, i / n.group_inputs, i % n.group_inputs) + p->filter_offset;
            folded -= (uint32_t)(p->input_zero_point * weight);
        }
        n.bias[c] = p->bias_is_folded ? (int32_t)folded : n.plain[c];
    }
    work_out(&n);
    return n;
}

static void clear(network *n)
{
    free(n->multiplier);
    free(n->shift);
    free(n->bias);
    free(n->plain);
    free(n->input);
    free(n->filter);
    free(n->expected);
}

static void compare(const network *n, int8_t *output, const char *kernel)
{
    if (memcmp(output, n->expected, n->output_bytes) != 0)
    {
        printf("%s: other bits\n", kernel);
        exit(1);
    }
    free(output);
}

/* Computes pixels of one row. */
typedef void (*row_kernel)(const network *n,
                           const int8_t *const *rows,
                           const void *weights,
                           void *scratch,
                           int8_t *output,
                           int32_t x,
                           int32_t end);

/* Some pixels of some row, whose input rows lie each in a place of its own. */
static void compare_row(const network *n, row_kernel compute, const void *weights, void *scratch, const char *kernel)
{
    const mnv2_conv_params *const p = &n->params;
    const int32_t batch = any(0, p->batches - 1);
    const int32_t y = any(0, p->output_height - 1);
    const int32_t x = any(0, p->output_width - 1);
    const int32_t end = any(x + 1, p->output_width);
    const size_t row_bytes = (size_t)(p->input_width * p->input_channels);
    int8_t **const rows = room(sizeof *rows * (size_t)p->kernel_height);
    for (int32_t k = 0; k < p->kernel_height; k++)
    {
        const int32_t row = y * p->stride_height - p->pad_top + k * p->dilation_height;
        rows[k] = NULL;
        if (row >= 0 && row < p->input_height)
        {
            rows[k] = room(row_bytes);
            memcpy(rows[k], n->input + (size_t)(batch * p->input_height + row) * row_bytes, row_bytes);
        }
    }
    const size_t bytes = (size_t)((end - x) * p->output_channels);
    int8_t *const output = room(bytes);
    compute(n, (const int8_t *const *)rows, weights, scratch, output, x, end);
    const int32_t first = ((batch * p->output_height + y) * p->output_width + x) * p->output_channels;
    if (memcmp(output, n->expected + first, bytes) != 0)
    {
        printf("%s: other bits\n", kernel);
        exit(1);
    }
    free(output);
    for (int32_t k = 0; k < p->kernel_height; k++)
    {
        free(rows[k]);
    }
    free(rows);
}

static void row_of_convolve(const network *n,
                            const int8_t *const *rows,
                            const void *weights,
                            void *scratch,
                            int8_t *output,
                            int32_t x,
                            int32_t end)
{
    mnv2_convolve_row_s8(&n->params, n->multiplier, n->shift, rows, weights, n->bias, scratch, output, x, end);
}

static void row_of_halves(const network *n,
                          const int8_t *const *rows,
                          const void *weights,
                          void *scratch,
                          int8_t *output,
                          int32_t x,
                          int32_t end)
{
    (void)scratch;
    mnv2_convolve_row_s4(&n->params, n->multiplier, n->shift, rows, weights, n->bias, output, x, end);
}

static void row_of_depthwise(const network *n,
                             const int8_t *const *rows,
                             const void *weights,
                             void *scratch,
                             int8_t *output,
                             int32_t x,
                             int32_t end)
{
    (void)scratch;
    mnv2_depthwise_convolve_row_s8(&n->params, n->multiplier, n->shift, rows, weights, n->bias, output, x, end);
}

static void row_of_depthwise_halves(const network *n,
                                    const int8_t *const *rows,
                                    const void *weights,
                                    void *scratch,
                                    int8_t *output,
                                    int32_t x,
                                    int32_t end)
{
    (void)scratch;
    mnv2_depthwise_convolve_row_s4(&n->params, n->multiplier, n->shift, rows, weights, n->bias, output, x, end);
}

static void row_of_3x3(const network *n,
                       const int8_t *const *rows,
                       const void *weights,
                       void *scratch,
                       int8_t *output,
                       int32_t x,
                       int32_t end)
{
    (void)scratch;
    mnv2_depthwise_convolve_3x3_row_s8(&n->params, weights, rows, output, x, end);
}

/* Each run of weights in bytes of its own. */
static uint8_t *halved(const int8_t *weights, int32_t runs, int32_t length)
{
    const int32_t bytes = (length + 1) / 2;
    uint8_t *const packed = room((size_t)(runs * bytes));
    for (int32_t run = 0; run < runs; run++)
    {
        for (int32_t i = 0; i < bytes; i++)
        {
            const int32_t low = weights[run * length + 2 * i] & 15;
            const int32_t high = 2 * i + 1 < length ? weights[run * length + 2 * i + 1] & 15 : any(0, 15);
            packed[run * bytes + i] = (uint8_t)(low | high << 4);
        }
    }
    return packed;
}

static void convolve(void)
{
    network n = any_network(0, 0, 0);
    const mnv2_conv_params *const p = &n.params;
    const int32_t taps = p->kernel_height * p->kernel_width * p->input_channels;
    void *const scratch = chance(70) ? room((size_t)(16 * (taps / 4) + 8 * (taps % 4) + taps)) : NULL;
    int8_t *output = room(n.output_bytes);
    mnv2_convolve_s8(p, n.multiplier, n.shift, n.input, n.filter, n.bias, scratch, output);
    compare(&n, output, "mnv2_convolve_s8");
    void *const table = room(sizeof(void *) * (size_t)p->kernel_height);
    output = room(n.output_bytes);
    mnv2_convolve_tall_s8(p, n.multiplier, n.shift, n.input, n.filter, n.bias, scratch, table, output);
    compare(&n, output, "mnv2_convolve_tall_s8");
    free(table);
    compare_row(&n, row_of_convolve, n.filter, scratch, "mnv2_convolve_row_s8");
    const int is_alone = p->kernel_height * p->kernel_width * p->stride_height * p->stride_width == 1;
    if (is_alone && p->pad_top + p->pad_left == 0 && p->output_height == p->input_height &&
        p->output_width == p->input_width && p->groups == 1 && p->bias_is_folded)
    {
        const mnv2_conv_pixels_params pixels = {p->batches * p->output_height * p->output_width,
                                                p->input_channels,
                                                p->output_channels,
                                                (int16_t)p->filter_offset,
                                                (int8_t)p->output_offset,
                                                (int8_t)p->activation_min,
                                                (int8_t)p->activation_max,
                                                (uint8_t)p->scales_down};
        output = room(n.output_bytes);
        mnv2_convolve_pixels_s8(&pixels, n.multiplier, n.shift, n.input, n.filter, n.bias, scratch, output);
        compare(&n, output, "mnv2_convolve_pixels_s8");
    }
    free(scratch);
    clear(&n);
}

static void convolve_halves(void)
{
    network n = any_network(0, 1, 0);
    const mnv2_conv_params *const p = &n.params;
    uint8_t *const filter = halved(n.filter, p->output_channels * p->kernel_height * p->kernel_width, n.group_inputs);
    int8_t *const output = room(n.output_bytes);
    mnv2_convolve_s4(p, n.multiplier, n.shift, n.input, filter, n.bias, output);
    compare(&n, output, "mnv2_convolve_s4");
    compare_row(&n, row_of_halves, filter, NULL, "mnv2_convolve_row_s4");
    free(filter);
    clear(&n);
}

static void depthwise(void)
{
    network n = any_network(1, 0, 0);
    int8_t *const output = room(n.output_bytes);
    mnv2_depthwise_convolve_s8(&n.params, n.multiplier, n.shift, n.input, n.filter, n.bias, output);
    compare(&n, output, "mnv2_depthwise_convolve_s8");
    compare_row(&n, row_of_depthwise, n.filter, NULL, "mnv2_depthwise_convolve_row_s8");
    clear(&n);
}

static void depthwise_halves(void)
{
    network n = any_network(1, 1, 0);
    const mnv2_conv_params *const p = &n.params;
    uint8_t *const filter = halved(n.filter, p->kernel_height * p->kernel_width, p->output_channels);
    int8_t *const output = room(n.output_bytes);
    mnv2_depthwise_convolve_s4(p, n.multiplier, n.shift, n.input, filter, n.bias, output);
    compare(&n, output, "mnv2_depthwise_convolve_s4");
    compare_row(&n, row_of_depthwise_halves, filter, NULL, "mnv2_depthwise_convolve_row_s4");
    free(filter);
    clear(&n);
}

static void depthwise_3x3(void)
{
    network n = any_network(1, 0, 1);
    const size_t channels = (size_t)n.params.output_channels;
    int32_t *const records = room(24 * channels);
    for (size_t c = 0; c < channels; c++)
    {
        int32_t *const record = records + 6 * c;
        int8_t *const small = (int8_t *)(record + 3);
        uint32_t folded = (uint32_t)n.plain[c];
        for (size_t tap = 0; tap < 9; tap++)
        {
            small[tap] = n.filter[tap * channels + c];
            folded -= (uint32_t)(n.params.input_zero_point * small[tap]);
        }
        small[9] = (int8_t)(-n.shift[c] - 1);
        small[10] = (int8_t)any(-128, 127);
        small[11] = (int8_t)any(-128, 127);
        record[0] = (int32_t)folded;
        record[1] = n.plain[c];
        record[2] = n.multiplier[c];
    }
    int8_t *const output = room(n.output_bytes);
    mnv2_depthwise_convolve_3x3_s8(&n.params, records, n.input, output);
    compare(&n, output, "mnv2_depthwise_convolve_3x3_s8");
    compare_row(&n, row_of_3x3, records, NULL, "mnv2_depthwise_convolve_3x3_row_s8");
    free(records);
    clear(&n);
}

int main(void)
{
    be_patient();
    for (int round = 0; round < 400; round++)
    {
        convolve();
        convolve_halves();
        depthwise();
        depthwise_halves();
        depthwise_3x3();
    }
    return 0;
}
