/*
 * Random convolutions and depthwise convolutions against the definition, with folded and with plain biases and with
 * constants in records and in blocks, over whole tensors and row by row from rows that lie anywhere.
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_convolution.h"
#include "test_support.h"

/* For the largest window here: 4 x 4 taps of 20 channels. */
static int32_t scratch[(16 * 80 + 320) / sizeof(int32_t)];

static int32_t input_at(const mnv2_conv_params *p, const int8_t *input, int32_t n, int32_t y, int32_t x, int32_t c)
{
    return y < 0 || y >= p->input_height || x < 0 || x >= p->input_width
               ? p->input_zero_point
               : input[((n * p->input_height + y) * p->input_width + x) * p->input_channels + c];
}

/* The definition: sum of (value - zero point) * (weight + filter offset), channel by channel. */
static int8_t expected_at(const mnv2_conv_params *p,
                          int depthwise,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const int8_t *input,
                          const int8_t *filter,
                          const int32_t *bias,
                          int32_t n,
                          int32_t y,
                          int32_t x,
                          int32_t o)
{
    const int32_t depth = depthwise ? 1 : p->input_channels / p->groups;
    const int32_t first =
        depthwise ? o / (p->output_channels / p->input_channels) : o / (p->output_channels / p->groups) * depth;
    int64_t sum = bias[o];
    for (int32_t ky = 0; ky < p->kernel_height; ky++)
    {
        for (int32_t kx = 0; kx < p->kernel_width; kx++)
        {
            for (int32_t c = 0; c < depth; c++)
            {
                const int32_t tap = ky * p->kernel_width + kx;
                const int32_t weight = depthwise ? filter[tap * p->output_channels + o]
                                                 : filter[(o * p->kernel_height * p->kernel_width + tap) * depth + c];
                const int32_t value = input_at(p,
                                               input,
                                               n,
                                               y * p->stride_height - p->pad_top + ky * p->dilation_height,
                                               x * p->stride_width - p->pad_left + kx * p->dilation_width,
                                               first + c);
                sum += (int64_t)(value - p->input_zero_point) * (weight + p->filter_offset);
            }
        }
    }
    return mnv2_requantize(
        (int32_t)sum, multiplier[o], shift[o], p->output_offset, p->activation_min, p->activation_max);
}

static int cases_3x3 = 0;
static int cases_in_blocks = 0;
static int cases_in_columns = 0;
static int cases_in_halfwords = 0;

/* The constants of the kernels that want them in another form; NULL where a kernel does not take the case. */
typedef struct
{
    int32_t *records; /* Of the 3x3 depthwise kernel. */
    int32_t *blocks;
    int32_t *columns; /* Of the 3x3 depthwise kernel for vectors. */
    int32_t *halfwords;
    int32_t halfword_count; /* Words of them. */
} packed_constants;

/* Which of the packed forms a run uses. */
typedef enum
{
    PLAIN,
    RECORDS,
    BLOCKS,
    COLUMNS,
    HALFWORDS
} form;

/* None as often as not, up to more than the window has. */
static int32_t random_padding(int32_t window)
{
    return noise() % 2 == 0 ? 0 : noise_between(1, window + 2);
}

static mnv2_conv_params random_params(int depthwise)
{
    mnv2_conv_params p = {0};
    p.batches = noise_between(1, 2);
    p.kernel_height = noise() % 3 == 0 ? 1 : noise_between(1, 4);
    p.kernel_width = p.kernel_height == 1 && noise() % 2 == 0 ? 1
                     : depthwise && p.kernel_height == 3      ? 3
                                                              : noise_between(1, 4);
    p.stride_height = noise_between(1, 3);
    p.stride_width = noise_between(1, 3);
    p.dilation_height = noise_between(1, 2);
    p.dilation_width = noise_between(1, 2);
    p.pad_top = random_padding(p.kernel_height);
    p.pad_left = random_padding(p.kernel_width);
    p.output_height = noise_between(1, 5);
    p.output_width = noise_between(1, 7);
    /* Any size up to windows that reach beyond the right and the bottom. */
    p.input_height = noise_between(1, p.output_height * p.stride_height + p.kernel_height);
    p.input_width = noise_between(1, p.output_width * p.stride_width + p.kernel_width);
    p.groups = depthwise || noise() % 2 == 0 ? 1 : noise_between(2, 3);
    p.input_channels = p.groups * noise_between(1, 20);
    p.output_channels = depthwise ? p.input_channels * noise_between(1, 3) : p.groups * noise_between(1, 7);
    if (depthwise && noise() % 2 == 0)
    {
        p.output_channels = p.input_channels;
    }
    p.input_zero_point = noise_between(-128, 127);
    p.filter_offset = noise() % 3 == 0 ? noise_between(-255, 255) : 0;
    p.output_offset = noise_between(-128, 127);
    p.activation_min = noise_between(-128, 0);
    p.activation_max = noise_between(1, 127);
    if (noise() % 3 == 0)
    {
        /* A ReLU: nothing below the zero point. */
        p.output_offset = -128;
        p.activation_min = -128;
        p.activation_max = 127;
    }
    if (depthwise && noise() % 2 == 0)
    {
        p.kernel_height = 3;
        p.kernel_width = 3;
        p.output_channels = p.input_channels;
        p.filter_offset = noise() % 3 == 0 ? noise_between(-127, 127) : 0;
        if (noise() % 2 == 0)
        {
            /* What kernels for wide rows take. */
            p.dilation_height = 1;
            p.dilation_width = 1;
            p.stride_width = noise_between(1, 2);
            p.output_width = noise_between(1, 100);
            p.input_width = noise_between(1, p.output_width * p.stride_width + 3);
        }
    }
    return p;
}

/* Room for the windows that cannot be read in place, and no byte more: to be freed. */
static void *window_scratch(const mnv2_conv_params *p)
{
    const int32_t taps = p->kernel_height * p->kernel_width * p->input_channels;
    const int32_t filled = (taps + 15) / 16 * 16;
    const int32_t step = p->stride_width * p->input_channels;
    const int32_t reach = (p->output_width - 1) * p->stride_width + p->kernel_width;
    const int is_inside = p->pad_left == 0 && reach <= p->input_width && p->pad_top == 0 &&
                          (p->output_height - 1) * p->stride_height < p->input_height;
    const int is_run = p->kernel_height == 1 && is_inside && (p->dilation_width == 1 || p->kernel_width == 1);
    const int32_t windows = is_run ? (filled - taps + step - 1) / step : 4;
    return block((size_t)((windows < 4 ? windows : 4) * filled));
}

/* The same for pixels in halfwords. */
static void *halfword_scratch(const mnv2_conv_params *p, int32_t pixels_at_once)
{
    const int32_t taps = p->kernel_height * p->kernel_width * p->input_channels;
    const int32_t filled = (taps + 3) / 4 * 4;
    const int32_t windows = p->input_channels % 4 == 0 ? p->input_channels : pixels_at_once * taps;
    return block((size_t)(pixels_at_once / 2 * 5 * filled + windows));
}

/* For so many outputs at once, counted in eights. */
static void *column_scratch(const mnv2_conv_params *p, int32_t outputs)
{
    return block((size_t)(32 * ((outputs + 7) / 8 * 8 * p->stride_width + 2)));
}

/* Copies each row under a window to a block of its own, in any order, and computes one row in two pieces. */
static void run_rows(const mnv2_conv_params *p,
                     int depthwise,
                     const int32_t *multiplier,
                     const int32_t *shift,
                     const int8_t *input,
                     const int8_t *filter,
                     const int32_t *bias,
                     const packed_constants *packed,
                     form used,
                     int8_t *output)
{
    const size_t row_bytes = (size_t)(p->input_width * p->input_channels);
    for (int32_t n = 0; n < p->batches; n++)
    {
        for (int32_t y = 0; y < p->output_height; y++)
        {
            int8_t *copies[4] = {NULL, NULL, NULL, NULL};
            const int8_t *rows[4] = {NULL, NULL, NULL, NULL};
            for (int32_t ky = p->kernel_height - 1; ky >= 0; ky--)
            {
                const int32_t row = y * p->stride_height - p->pad_top + ky * p->dilation_height;
                if (row >= 0 && row < p->input_height)
                {
                    copies[ky] = block(row_bytes);
                    memcpy(copies[ky], input + (size_t)(n * p->input_height + row) * row_bytes, row_bytes);
                    rows[ky] = copies[ky];
                }
            }
            int8_t *to = output + (n * p->output_height + y) * p->output_width * p->output_channels;
            const int32_t middle = noise_between(0, p->output_width);
            int8_t *second = to + middle * p->output_channels;
            if (used == RECORDS)
            {
                mnv2_depthwise_convolve_3x3_row_s8(p, packed->records, rows, to, 0, middle);
                mnv2_depthwise_convolve_3x3_row_s8(p, packed->records, rows, second, middle, p->output_width);
            }
            else if (used == COLUMNS)
            {
                const int32_t most = noise_between(1, 40);
                void *columns = column_scratch(p, most);
                mnv2_depthwise_columns_3x3_row_s8(p, packed->columns, rows, columns, most, to, 0, middle);
                mnv2_depthwise_columns_3x3_row_s8(
                    p, packed->columns, rows, columns, most, second, middle, p->output_width);
                free(columns);
            }
            else if (used == HALFWORDS)
            {
                const int32_t at_once = 2 * noise_between(1, 2);
                void *work = halfword_scratch(p, at_once);
                const int32_t *channels = packed->halfwords;
                const int32_t words = packed->halfword_count;
                mnv2_convolve_halfwords_row_s8(p, channels, words, rows, work, at_once, to, 0, middle);
                mnv2_convolve_halfwords_row_s8(
                    p, channels, words, rows, work, at_once, second, middle, p->output_width);
                free(work);
            }
            else if (used == BLOCKS && depthwise)
            {
                mnv2_depthwise_convolve_blocks_row_s8(p, packed->blocks, rows, to, 0, middle);
                mnv2_depthwise_convolve_blocks_row_s8(p, packed->blocks, rows, second, middle, p->output_width);
            }
            else if (used == BLOCKS)
            {
                void *windows = window_scratch(p);
                mnv2_convolve_squares_row_s8(p, packed->blocks, rows, windows, to, 0, middle);
                mnv2_convolve_squares_row_s8(p, packed->blocks, rows, windows, second, middle, p->output_width);
                free(windows);
            }
            else if (depthwise)
            {
                mnv2_depthwise_convolve_row_s8(p, multiplier, shift, rows, filter, bias, to, 0, middle);
                mnv2_depthwise_convolve_row_s8(
                    p, multiplier, shift, rows, filter, bias, second, middle, p->output_width);
            }
            else
            {
                mnv2_convolve_row_s8(p, multiplier, shift, rows, filter, bias, scratch, to, 0, middle);
                mnv2_convolve_row_s8(
                    p, multiplier, shift, rows, filter, bias, scratch, second, middle, p->output_width);
            }
            for (int32_t ky = 0; ky < 4; ky++)
            {
                free(copies[ky]);
            }
        }
    }
}

/* The records of the 3x3 depthwise kernel. */
static int32_t *pack_records(const mnv2_conv_params *p,
                             const int32_t *folded,
                             const int32_t *bias,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int8_t *filter)
{
    int32_t *records = block((size_t)p->output_channels * 6 * sizeof(int32_t));
    for (int32_t c = 0; c < p->output_channels; c++)
    {
        int32_t *record = records + 6 * c;
        int8_t *bytes = (int8_t *)(record + 3);
        record[0] = folded[c];
        record[1] = bias[c];
        record[2] = multiplier[c];
        for (int32_t t = 0; t < 9; t++)
        {
            bytes[t] = filter[t * p->output_channels + c];
        }
        bytes[9] = (int8_t)(-shift[c] - 1);
    }
    return records;
}

/* Blocks of `size` channels: three tables of words in an order of their own, then `weight_bytes`. */
static int32_t *blocks_of(const mnv2_conv_params *p,
                          const int32_t *folded,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          int32_t size,
                          const int32_t *order,
                          int32_t weight_bytes)
{
    const int32_t words = 3 * size + weight_bytes / 4;
    const int32_t blocks = (p->output_channels + size - 1) / size;
    int32_t *packed = block((size_t)(blocks * words) * sizeof(int32_t));
    memset(packed, 0, (size_t)(blocks * words) * sizeof(int32_t));
    for (int32_t c = 0; c < blocks * size; c++)
    {
        int32_t *at = packed + c / size * words + order[c % size];
        const int exists = c < p->output_channels;
        at[0] = exists ? folded[c] : 0;
        at[size] = exists ? multiplier[c] : 0;
        at[2 * size] = exists ? shift[c] : -1;
    }
    return packed;
}

static int32_t packed_shift(int32_t shift)
{
    return shift < 0 ? (256 + shift) + 65536 * (256 - 31) : 256 * shift + 65536 * 32;
}

static int32_t *pack_convolution(const mnv2_conv_params *p,
                                 const int32_t *folded,
                                 const int32_t *multiplier,
                                 const int32_t *shift,
                                 const int8_t *filter)
{
    const int32_t taps = p->kernel_height * p->kernel_width * p->input_channels;
    const int32_t weight_words = (taps + 15) / 16 * 16;
    const int32_t blocks = (p->output_channels + 3) / 4;
    const size_t bytes = (size_t)(blocks * (weight_words + 12)) * sizeof(int32_t);
    int32_t *packed = block(bytes);
    memset(packed, 0, bytes);
    for (int32_t o = 0; o < p->output_channels; o++)
    {
        int8_t *weights = (int8_t *)(packed + o / 4 * (weight_words + 12));
        int32_t *words = packed + o / 4 * (weight_words + 12) + weight_words + o % 4;
        for (int32_t t = 0; t < taps; t++)
        {
            weights[t / 16 * 64 + o % 4 * 16 + t % 16] = filter[o * taps + t];
        }
        words[0] = folded[o];
        words[4] = multiplier[o];
        words[8] = packed_shift(shift[o]);
    }
    return packed;
}

static int32_t *pack_columns(const mnv2_conv_params *p,
                             int is_any,
                             const int32_t *folded,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int8_t *filter)
{
    const int32_t words = is_any ? 9 : 6;
    const size_t bytes = (size_t)(p->output_channels * words) * sizeof(int32_t);
    int32_t *records = block(bytes);
    memset(records, 0, bytes);
    for (int32_t c = 0; c < p->output_channels; c++)
    {
        int32_t *record = records + words * c;
        for (int32_t t = 0; t < 9; t++)
        {
            const int32_t weight = filter[t * p->output_channels + c] + p->filter_offset;
            const int32_t first = is_any ? weight / 2 : weight;
            ((int8_t *)record)[t % 3 * 4 + t / 3] = (int8_t)first;
            if (is_any)
            {
                ((int8_t *)record)[12 + t % 3 * 4 + t / 3] = (int8_t)(weight - first);
            }
        }
        record[words - 3] = folded[c];
        record[words - 2] = multiplier[c];
        record[words - 1] = packed_shift(shift[c]);
    }
    return records;
}

/* Whether four products of one pixel fit 16 bits, whatever its values are. */
static int fits_halfword(const int32_t *weights)
{
    int32_t min = 0;
    int32_t max = 0;
    for (int32_t t = 0; t < 4; t++)
    {
        min += weights[t] > 0 ? weights[t] * -128 : weights[t] * 127;
        max += weights[t] > 0 ? weights[t] * 127 : weights[t] * -128;
    }
    return min >= INT16_MIN && max <= INT16_MAX;
}

/* Weights that do not fit are taken out one by one from the first on, which is not how the generator chooses them. */
static void pack_halfwords(const mnv2_conv_params *p,
                           const int32_t *folded,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *filter,
                           packed_constants *packed)
{
    const int32_t taps = p->kernel_height * p->kernel_width * p->input_channels;
    const int32_t fours = (taps + 3) / 4;
    int32_t *word = block((size_t)(p->output_channels * (4 + 5 * fours)) * sizeof(int32_t));
    packed->halfwords = word;
    for (int32_t o = 0; o < p->output_channels; o++)
    {
        int32_t *corrections = word + 4 + fours;
        *word++ = (int32_t)((uint32_t)folded[o] * 65537U - (uint32_t)fours * 0x8000U);
        *word++ = folded[o];
        for (int32_t four = 0; four < fours; four++)
        {
            int32_t weights[4] = {0};
            for (int32_t t = 0; t < 4 && 4 * four + t < taps; t++)
            {
                weights[t] = filter[o * taps + 4 * four + t] + p->filter_offset;
            }
            for (int32_t t = 0; !fits_halfword(weights); t++)
            {
                *corrections++ = (int32_t)(((uint32_t)weights[t] & 0xFFFFU) | (uint32_t)(4 * (5 * four + 1 + t)) << 16);
                weights[t] = 0;
            }
            for (int32_t t = 0; t < 4; t++)
            {
                ((uint8_t *)word)[t] = (uint8_t)(weights[t] + 128 - p->filter_offset);
            }
            word++;
        }
        word[0] = multiplier[o];
        word[1] = -shift[o] | (int32_t)(corrections - word - 2) << 16;
        word = corrections;
    }
    packed->halfword_count = (int32_t)(word - packed->halfwords);
}

static int32_t *pack_depthwise(const mnv2_conv_params *p,
                               const int32_t *folded,
                               const int32_t *multiplier,
                               const int32_t *shift,
                               const int8_t *filter)
{
    static const int32_t order[16] = {0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15};
    const int32_t taps = p->kernel_height * p->kernel_width;
    int32_t *packed = blocks_of(p, folded, multiplier, shift, 16, order, taps * 16);
    for (int32_t c = 0; c < p->output_channels; c++)
    {
        int8_t *weights = (int8_t *)(packed + c / 16 * (48 + taps * 4) + 48);
        for (int32_t t = 0; t < taps; t++)
        {
            weights[t * 16 + c % 16] = filter[t * p->output_channels + c];
        }
    }
    return packed;
}

static void run_case(int depthwise)
{
    mnv2_conv_params p = random_params(depthwise);
    const int32_t depth = depthwise ? 1 : p.input_channels / p.groups;
    const int32_t taps = p.kernel_height * p.kernel_width;
    const size_t input_size = (size_t)(p.batches * p.input_height * p.input_width * p.input_channels);
    const size_t output_size = (size_t)(p.batches * p.output_height * p.output_width * p.output_channels);
    const size_t channels = (size_t)p.output_channels;
    int8_t *input = block(input_size);
    int8_t *filter = block((size_t)(taps * depth) * channels);
    int8_t *output = block(output_size);
    int32_t *bias = block(channels * sizeof(int32_t));
    int32_t *folded = block(channels * sizeof(int32_t));
    int32_t *multiplier = block(channels * sizeof(int32_t));
    int32_t *shift = block(channels * sizeof(int32_t));
    const int32_t left = noise() % 2 == 0 ? 2 : -1; /* Half of the cases only shift right. */
    noise_fill(input, input_size);
    noise_fill(filter, (size_t)(taps * depth) * channels);
    /* Half of the filters have no weight of -128, which symmetric quantization never makes. */
    const int has_no_smallest = noise() % 2 == 0;
    for (size_t i = 0; has_no_smallest && i < (size_t)(taps * depth) * channels; i++)
    {
        filter[i] = filter[i] == -128 ? 127 : filter[i];
    }
    for (int32_t o = 0; o < p.output_channels; o++)
    {
        int32_t sum = taps * depth * p.filter_offset;
        for (int32_t t = 0; t < taps * depth; t++)
        {
            sum += depthwise ? filter[t * p.output_channels + o] : filter[o * taps * depth + t];
        }
        bias[o] = noise_between(-100000, 100000);
        folded[o] = bias[o] - p.input_zero_point * sum;
        multiplier[o] = (1 << 30) + noise_between(0, (1 << 30) - 1);
        shift[o] = noise_between(-12, left);
    }
    const int is_3x3 = depthwise && p.kernel_height == 3 && p.kernel_width == 3 &&
                       p.output_channels == p.input_channels && p.filter_offset == 0;
    if (is_3x3)
    {
        for (int32_t o = 0; o < p.output_channels; o++)
        {
            shift[o] = shift[o] > -1 ? -1 : shift[o];
        }
        cases_3x3++;
    }
    int all_shift_right = 1;
    for (int32_t o = 0; o < p.output_channels; o++)
    {
        all_shift_right = all_shift_right && shift[o] < 0;
    }
    const int fits_blocks =
        p.groups == 1 &&
        (!depthwise || (p.filter_offset == 0 && has_no_smallest && p.output_channels == p.input_channels));
    packed_constants packed = {0};
    const int fits_halfwords =
        !depthwise && p.groups == 1 && all_shift_right && p.filter_offset >= -127 && p.filter_offset <= 128;
    if (fits_halfwords)
    {
        pack_halfwords(&p, folded, multiplier, shift, filter, &packed);
        cases_in_halfwords++;
    }
    if (is_3x3)
    {
        packed.records = pack_records(&p, folded, bias, multiplier, shift, filter);
    }
    if (fits_blocks)
    {
        packed.blocks = depthwise ? pack_depthwise(&p, folded, multiplier, shift, filter)
                                  : pack_convolution(&p, folded, multiplier, shift, filter);
        cases_in_blocks++;
    }
    const int fits_columns = depthwise && p.kernel_height == 3 && p.kernel_width == 3 && p.stride_width <= 2 &&
                             p.output_channels == p.input_channels && p.dilation_width == 1 && p.dilation_height == 1 &&
                             p.output_channels >= 8;
    if (fits_columns)
    {
        cases_in_columns++;
    }
    for (int variant = 0; variant < 12; variant++)
    {
        static const form forms[6] = {PLAIN, PLAIN, RECORDS, BLOCKS, COLUMNS, HALFWORDS};
        const form used_form = forms[variant / 2];
        if ((used_form == RECORDS && !is_3x3) || (used_form == BLOCKS && !fits_blocks) ||
            (used_form == COLUMNS && !fits_columns) || (used_form == HALFWORDS && !fits_halfwords))
        {
            continue;
        }
        p.bias_is_folded = variant % 2;
        p.scales_down = all_shift_right && noise() % 2 == 0;
        const int is_above_zero = p.scales_down && p.filter_offset == 0 && p.output_offset == -128 &&
                                  p.activation_min == -128 && p.activation_max == 127;
        if (used_form == COLUMNS)
        {
            packed.columns = pack_columns(&p, !is_above_zero, folded, multiplier, shift, filter);
        }
        const int32_t *used = p.bias_is_folded ? folded : bias;
        memset(output, 0x55, output_size);
        if (variant == 5)
        {
            mnv2_depthwise_convolve_3x3_s8(&p, packed.records, input, output);
        }
        else if (variant == 9)
        {
            const int32_t most = noise_between(1, 16);
            const int32_t most_rows =
                p.stride_width == 1 && p.stride_height == 1 && is_above_zero ? noise_between(1, 2) : 1;
            void *columns = column_scratch(&p, most);
            mnv2_depthwise_columns_3x3_s8(&p, packed.columns, input, columns, most, most_rows, output);
            free(columns);
        }
        else if (variant == 11)
        {
            const int32_t at_once = 2 * noise_between(1, 2);
            void *work = halfword_scratch(&p, at_once);
            mnv2_convolve_halfwords_s8(&p, packed.halfwords, packed.halfword_count, input, work, at_once, output);
            free(work);
        }
        else if (variant == 7 && depthwise)
        {
            mnv2_depthwise_convolve_blocks_s8(&p, packed.blocks, input, output);
        }
        else if (variant == 7)
        {
            void *windows = window_scratch(&p);
            mnv2_convolve_squares_s8(&p, packed.blocks, input, windows, output);
            free(windows);
        }
        else if (variant >= 2)
        {
            run_rows(&p, depthwise, multiplier, shift, input, filter, used, &packed, used_form, output);
        }
        else if (depthwise)
        {
            mnv2_depthwise_convolve_s8(&p, multiplier, shift, input, filter, used, output);
        }
        else
        {
            mnv2_convolve_s8(&p, multiplier, shift, input, filter, used, scratch, output);
        }
        free(packed.columns);
        packed.columns = NULL;
        const int8_t *actual = output;
        for (int32_t n = 0; n < p.batches; n++)
        {
            for (int32_t y = 0; y < p.output_height; y++)
            {
                for (int32_t x = 0; x < p.output_width; x++)
                {
                    for (int32_t o = 0; o < p.output_channels; o++)
                    {
                        CHECK(*actual++ ==
                              expected_at(&p, depthwise, multiplier, shift, input, filter, bias, n, y, x, o));
                    }
                }
            }
        }
    }
    free(packed.halfwords);
    free(packed.blocks);
    free(packed.records);
    free(shift);
    free(multiplier);
    free(folded);
    free(bias);
    free(output);
    free(filter);
    free(input);
}

int main(void)
{
    for (int i = 0; i < 600; i++)
    {
        run_case(i % 2);
    }
    CHECK(cases_3x3 > 100);
    CHECK(cases_in_blocks > 100);
    CHECK(cases_in_columns > 20);
    CHECK(cases_in_halfwords > 30);
    return 0;
}
