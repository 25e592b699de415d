/* Random average and maximum pools against the definition, over whole tensors and row by row. */
#include "mnv2_fixed_point_private.h"
#include "mnv2_pooling.h"
#include "test_support.h"

static int8_t expected_at(const mnv2_pool_params *p, int is_max, const int8_t *input, int32_t y, int32_t x, int32_t c)
{
    int32_t sum = 0;
    int32_t max = INT8_MIN;
    int32_t count = 0;
    for (int32_t ky = 0; ky < p->window_height; ky++)
    {
        for (int32_t kx = 0; kx < p->window_width; kx++)
        {
            const int32_t row = y * p->stride_height - p->pad_top + ky;
            const int32_t column = x * p->stride_width - p->pad_left + kx;
            if (row >= 0 && row < p->input_height && column >= 0 && column < p->input_width)
            {
                const int32_t value = input[(row * p->input_width + column) * p->channels + c];
                sum += value;
                max = value > max ? value : max;
                count++;
            }
        }
    }
    const int32_t mean = sum > 0 ? (2 * sum + count) / (2 * count) : -((-2 * sum + count) / (2 * count));
    return (int8_t)mnv2_clamp(is_max ? max : mean, p->activation_min, p->activation_max);
}

static void run_case(int is_max)
{
    mnv2_pool_params p = {0};
    p.batches = noise_between(1, 2);
    p.channels = noise_between(1, 19);
    p.window_height = noise_between(1, 4);
    p.window_width = noise_between(1, 4);
    p.stride_height = noise_between(1, 3);
    p.stride_width = noise_between(1, 3);
    p.pad_top = noise_between(0, p.window_height - 1);
    p.pad_left = noise_between(0, p.window_width - 1);
    p.output_height = noise_between(1, 4);
    p.output_width = noise_between(1, 5);
    /* The last window meets the input in one tap at least. */
    const int32_t least_height = (p.output_height - 1) * p.stride_height - p.pad_top + 1;
    const int32_t least_width = (p.output_width - 1) * p.stride_width - p.pad_left + 1;
    p.input_height = noise_between(least_height < 1 ? 1 : least_height, (least_height < 1 ? 1 : least_height) + 4);
    p.input_width = noise_between(least_width < 1 ? 1 : least_width, (least_width < 1 ? 1 : least_width) + 4);
    p.activation_min = noise_between(-128, -20);
    p.activation_max = noise_between(20, 127);
    const size_t image = (size_t)(p.input_height * p.input_width * p.channels);
    const size_t result = (size_t)(p.output_height * p.output_width * p.channels);
    int8_t *input = block(image * (size_t)p.batches);
    int8_t *whole = block(result * (size_t)p.batches);
    int8_t *by_rows = block(result);
    noise_fill(input, image * (size_t)p.batches);
    (is_max ? mnv2_max_pool_s8 : mnv2_average_pool_s8)(&p, input, whole);
    for (int32_t y = 0; y < p.output_height; y++)
    {
        const int8_t *rows[4] = {NULL, NULL, NULL, NULL};
        for (int32_t ky = 0; ky < p.window_height; ky++)
        {
            const int32_t row = y * p.stride_height - p.pad_top + ky;
            rows[ky] = row < 0 || row >= p.input_height ? NULL : input + row * p.input_width * p.channels;
        }
        const int32_t middle = noise_between(0, p.output_width);
        int8_t *to = by_rows + y * p.output_width * p.channels;
        (is_max ? mnv2_max_pool_row_s8 : mnv2_average_pool_row_s8)(&p, rows, to, 0, middle);
        (is_max ? mnv2_max_pool_row_s8
                : mnv2_average_pool_row_s8)(&p, rows, to + middle * p.channels, middle, p.output_width);
    }
    CHECK(memcmp(whole, by_rows, result) == 0);
    for (int32_t n = 0; n < p.batches; n++)
    {
        for (size_t i = 0; i < result; i++)
        {
            const int32_t pixel = (int32_t)i / p.channels;
            CHECK(whole[(size_t)n * result + i] == expected_at(&p,
                                                               is_max,
                                                               input + (size_t)n * image,
                                                               pixel / p.output_width,
                                                               pixel % p.output_width,
                                                               (int32_t)i % p.channels));
        }
    }
    free(by_rows);
    free(whole);
    free(input);
}

int main(void)
{
    for (int i = 0; i < 600; i++)
    {
        run_case(i % 2);
    }
    return 0;
}
