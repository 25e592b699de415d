/* Random fully connected layers against the definition, with folded and with plain biases. */
#include "mnv2_fixed_point_private.h"
#include "mnv2_matrix.h"
#include "test_support.h"

/* What the kernel for four outputs at a time wants. */
static int32_t *pack_fours(const mnv2_fully_connected_params *p, const int32_t *folded, const int8_t *filter)
{
    const int32_t words = 4 + p->input_features;
    const int32_t fours = (p->output_features + 3) / 4;
    int32_t *packed = block((size_t)(fours * words) * sizeof(int32_t));
    memset(packed, 0, (size_t)(fours * words) * sizeof(int32_t));
    for (int32_t o = 0; o < p->output_features; o++)
    {
        int32_t *four = packed + o / 4 * words;
        four[o % 4] = folded[o];
        for (int32_t i = 0; i < p->input_features; i++)
        {
            ((uint8_t *)(four + 4))[4 * i + o % 4] = (uint8_t)(filter[o * p->input_features + i] + 128);
        }
    }
    return packed;
}

static void run_case(void)
{
    mnv2_fully_connected_params p = {0};
    p.batches = noise_between(1, 3);
    p.input_features = noise_between(1, 40);
    p.output_features = noise_between(1, 9);
    p.input_zero_point = noise_between(-128, 127);
    p.filter_offset = noise() % 2 == 0 ? noise_between(-255, 255) : 0;
    p.output_offset = noise_between(-128, 127);
    p.activation_min = noise_between(-128, 0);
    p.activation_max = noise_between(1, 127);
    p.is_per_channel = noise_between(0, 1);
    const size_t inputs = (size_t)(p.batches * p.input_features);
    const size_t outputs = (size_t)p.output_features;
    int8_t *input = block(inputs);
    int8_t *filter = block(outputs * (size_t)p.input_features);
    int8_t *output = block((size_t)p.batches * outputs);
    int8_t *in_fours = block((size_t)p.batches * outputs);
    int32_t bias[2][9];
    /* No more than the kernel may read. */
    int32_t *multiplier = block((p.is_per_channel ? outputs : 1) * sizeof(int32_t));
    int32_t *shift = block((p.is_per_channel ? outputs : 1) * sizeof(int32_t));
    noise_fill(input, inputs);
    noise_fill(filter, outputs * (size_t)p.input_features);
    for (int32_t o = 0; o < p.output_features; o++)
    {
        int32_t sum = p.input_features * p.filter_offset;
        for (int32_t i = 0; i < p.input_features; i++)
        {
            sum += filter[o * p.input_features + i];
        }
        bias[0][o] = noise_between(-100000, 100000);
        bias[1][o] = bias[0][o] - p.input_zero_point * sum;
        if (o == 0 || p.is_per_channel)
        {
            multiplier[o] = (1 << 30) + noise_between(0, (1 << 30) - 1);
            shift[o] = noise_between(-14, 0);
        }
    }
    for (p.bias_is_folded = 0; p.bias_is_folded < 2; p.bias_is_folded++)
    {
        mnv2_fully_connected_s8(&p, multiplier, shift, input, filter, bias[p.bias_is_folded], output);
        for (int32_t n = 0; n < p.batches; n++)
        {
            for (int32_t o = 0; o < p.output_features; o++)
            {
                int32_t sum = bias[0][o];
                for (int32_t i = 0; i < p.input_features; i++)
                {
                    sum += (input[n * p.input_features + i] - p.input_zero_point) *
                           (filter[o * p.input_features + i] + p.filter_offset);
                }
                const int32_t q = p.is_per_channel ? o : 0;
                const int8_t expected =
                    mnv2_requantize(sum, multiplier[q], shift[q], p.output_offset, p.activation_min, p.activation_max);
                CHECK(output[n * p.output_features + o] == expected);
            }
        }
    }
    int32_t *fours = pack_fours(&p, bias[1], filter);
    mnv2_fully_connected_fours_s8(&p, multiplier, shift, input, fours, in_fours);
    CHECK(memcmp(in_fours, output, (size_t)p.batches * outputs) == 0);
    free(fours);
    free(in_fours);
    free(shift);
    free(multiplier);
    free(output);
    free(filter);
    free(input);
}

int main(void)
{
    for (int i = 0; i < 500; i++)
    {
        run_case();
    }
    return 0;
}
