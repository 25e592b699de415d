/*
 * Depthwise convolution of floats: sums in the order of the taps.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_activation_private.h"
#include "mnv2_floats.h"

#pragma weak mnv2_depthwise_convolve_f32
void mnv2_depthwise_convolve_f32(const mnv2_window_f32_params *params,
                                 mnv2_activation activation,
                                 const float *input,
                                 const float *filter,
                                 const float *bias,
                                 float *output)
{
    const int32_t multiplier = params->output_channels / params->input_channels;
    const mnv2_window_f32_params *const p = params;
    for (int32_t batch = 0; batch < p->batches; batch++, input += p->input_height * p->input_width * p->input_channels)
    {
        for (int32_t y = 0; y < p->output_height; y++)
        {
            for (int32_t x = 0; x < p->output_width; x++)
            {
                const int32_t top = y * p->stride_height - p->pad_top;
                const int32_t left = x * p->stride_width - p->pad_left;
                for (int32_t c = 0; c < p->output_channels; c++)
                {
                    const float *weight = filter + c;
                    float sum = 0.0f;
                    for (int32_t ky = 0; ky < p->kernel_height; ky++)
                    {
                        const int32_t row = top + ky * p->dilation_height;
                        for (int32_t kx = 0; kx < p->kernel_width; kx++, weight += p->output_channels)
                        {
                            const int32_t column = left + kx * p->dilation_width;
                            if (row >= 0 && row < p->input_height && column >= 0 && column < p->input_width)
                            {
                                sum += input[(row * p->input_width + column) * p->input_channels + c / multiplier] *
                                       *weight;
                            }
                        }
                    }
                    *output++ = mnv2_activate(mnv2_canonical(bias ? sum + bias[c] : sum), activation);
                }
            }
        }
    }
}
