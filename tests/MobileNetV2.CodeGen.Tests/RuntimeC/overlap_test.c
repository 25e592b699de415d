/*
 * Runs a window operator twice: into memory of its own, and over its input as low as a permit allows. Arguments: kind
 * (0 convolution, 1 depthwise, 2 average pool, 3 maximum pool), then height, width and channels of the input, height,
 * width and channels of the output, window, stride, dilation, padding top and left, distance.
 */
#include "mnv2_convolution.h"
#include "mnv2_pooling.h"
#include "test_support.h"

static void run(int kind,
                const mnv2_conv_params *p,
                const int8_t *filter,
                const int32_t *channel,
                const int8_t *input,
                int8_t *output)
{
    const mnv2_pool_params pool = {
        .batches = 1,
        .input_height = p->input_height,
        .input_width = p->input_width,
        .channels = p->input_channels,
        .output_height = p->output_height,
        .output_width = p->output_width,
        .window_height = p->kernel_height,
        .window_width = p->kernel_width,
        .stride_height = p->stride_height,
        .stride_width = p->stride_width,
        .pad_top = p->pad_top,
        .pad_left = p->pad_left,
        .activation_min = -128,
        .activation_max = 127,
    };
    const int32_t *bias = channel;
    const int32_t *multiplier = channel + p->output_channels;
    const int32_t *shift = channel + 2 * p->output_channels;
    switch (kind)
    {
    case 0:
        mnv2_convolve_s8(p, multiplier, shift, input, filter, bias, NULL, output);
        break;
    case 1:
        mnv2_depthwise_convolve_s8(p, multiplier, shift, input, filter, bias, output);
        break;
    case 2:
        mnv2_average_pool_s8(&pool, input, output);
        break;
    default:
        mnv2_max_pool_s8(&pool, input, output);
        break;
    }
}

int main(int argc, char **argv)
{
    int32_t a[14];
    CHECK(argc == 15);
    for (int i = 0; i < 14; i++)
    {
        a[i] = atoi(argv[i + 1]);
    }
    const mnv2_conv_params p = {
        .batches = 1,
        .input_height = a[1],
        .input_width = a[2],
        .input_channels = a[3],
        .output_height = a[4],
        .output_width = a[5],
        .output_channels = a[6],
        .kernel_height = a[7],
        .kernel_width = a[8],
        .stride_height = a[9],
        .stride_width = a[9],
        .dilation_height = a[10],
        .dilation_width = a[10],
        .pad_top = a[11],
        .pad_left = a[12],
        .groups = 1,
        .bias_is_folded = 1,
        .scales_down = 1,
        .input_zero_point = -7,
        .activation_min = -128,
        .activation_max = 127,
    };
    const int32_t distance = a[13];
    const size_t inputs = (size_t)(a[1] * a[2] * a[3]);
    const size_t outputs = (size_t)(a[4] * a[5] * a[6]);
    const size_t weights = (size_t)(a[7] * a[8] * a[6]) * (size_t)(a[0] == 0 ? a[3] : 1);
    int8_t *input = block(inputs);
    int8_t *filter = block(weights);
    int8_t *expected = block(outputs);
    int32_t *channel = block(3 * (size_t)a[6] * sizeof(int32_t));
    noise_fill(input, inputs);
    noise_fill(filter, weights);
    for (int32_t c = 0; c < a[6]; c++)
    {
        channel[c] = noise_between(-1000, 1000);
        channel[a[6] + c] = (1 << 30) + noise_between(0, (1 << 30) - 1);
        channel[2 * a[6] + c] = -7;
    }
    run(a[0], &p, filter, channel, input, expected);

    const size_t input_offset = distance > 0 ? (size_t)distance : 0;
    const size_t output_offset = distance > 0 ? 0 : (size_t)-distance;
    const size_t input_end = input_offset + inputs;
    const size_t output_end = output_offset + outputs;
    int8_t *shared = block(input_end > output_end ? input_end : output_end);
    memcpy(shared + input_offset, input, inputs);
    run(a[0], &p, filter, channel, shared + input_offset, shared + output_offset);
    CHECK(memcmp(shared + output_offset, expected, outputs) == 0);
    free(shared);
    free(channel);
    free(expected);
    free(filter);
    free(input);
    return 0;
}
