/* Prints the multiply-accumulates of one inference: what the generated code asks the kernels for while it runs. */
#include <stdio.h>

#include "mnv2_kernels.h"

static long long macs;

static inline void count_conv(const mnv2_conv_params *p, int32_t pixels)
{
    macs +=
        (long long)pixels * p->output_channels * p->kernel_height * p->kernel_width * (p->input_channels / p->groups);
}

static inline void count_pixels(const mnv2_conv_pixels_params *p)
{
    macs += (long long)p->pixels * p->output_channels * p->input_channels;
}

static inline void count_depthwise(const mnv2_conv_params *p, int32_t pixels)
{
    macs += (long long)pixels * p->output_channels * p->kernel_height * p->kernel_width;
}

/* Of this kernel's parameters the window is left out. */
static inline void count_depthwise_3x3(const mnv2_conv_params *p, int32_t pixels)
{
    macs += (long long)pixels * p->output_channels * 9;
}

static inline void count_fully_connected(const mnv2_fully_connected_params *p)
{
    macs += (long long)p->batches * p->input_features * p->output_features;
}

#define ALL(p) ((p)->batches * (p)->output_height * (p)->output_width)
/* A macro's own name inside it is the function. */
#define mnv2_convolve_s8(p, ...) (count_conv(p, ALL(p)), mnv2_convolve_s8(p, __VA_ARGS__))
#define mnv2_convolve_row_s8(p, a, b, c, d, e, f, g, x_begin, x_end) \
    (count_conv(p, (x_end) - (x_begin)), mnv2_convolve_row_s8(p, a, b, c, d, e, f, g, x_begin, x_end))
#define mnv2_convolve_pixels_s8(p, ...) (count_pixels(p), mnv2_convolve_pixels_s8(p, __VA_ARGS__))
#define mnv2_depthwise_convolve_s8(p, ...) (count_depthwise(p, ALL(p)), mnv2_depthwise_convolve_s8(p, __VA_ARGS__))
#define mnv2_depthwise_convolve_row_s8(p, a, b, c, d, e, f, x_begin, x_end) \
    (count_depthwise(p, (x_end) - (x_begin)), mnv2_depthwise_convolve_row_s8(p, a, b, c, d, e, f, x_begin, x_end))
#define mnv2_depthwise_convolve_3x3_s8(p, ...) \
    (count_depthwise_3x3(p, ALL(p)), mnv2_depthwise_convolve_3x3_s8(p, __VA_ARGS__))
#define mnv2_depthwise_convolve_3x3_row_s8(p, a, b, c, x_begin, x_end) \
    (count_depthwise_3x3(p, (x_end) - (x_begin)), mnv2_depthwise_convolve_3x3_row_s8(p, a, b, c, x_begin, x_end))
#define mnv2_fully_connected_s8(p, ...) (count_fully_connected(p), mnv2_fully_connected_s8(p, __VA_ARGS__))

#include "net.c"

int main(void)
{
    static int8_t input[NET_INPUT_BYTES];
    static int8_t output[NET_OUTPUT_BYTES];
    const net_status status = net_run(input, output);
    printf("%lld", macs);
    return (int)status;
}
