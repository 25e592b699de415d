/*
 * Private: kernels include it, generated code does not.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_PIXELS_PRIVATE_H
#define MNV2_PIXELS_PRIVATE_H

#include "mnv2_convolution.h"

/* Pixels by themselves are a picture of one row. */
static inline mnv2_conv_params mnv2_picture_of_pixels(const mnv2_conv_pixels_params *params)
{
    const mnv2_conv_params picture = {
        .batches = 1,
        .input_height = 1,
        .input_width = params->pixels,
        .input_channels = params->input_channels,
        .output_height = 1,
        .output_width = params->pixels,
        .output_channels = params->output_channels,
        .kernel_height = 1,
        .kernel_width = 1,
        .stride_height = 1,
        .stride_width = 1,
        .dilation_height = 1,
        .dilation_width = 1,
        .groups = 1,
        .bias_is_folded = 1,
        .scales_down = params->scales_down,
        .filter_offset = params->filter_offset,
        .output_offset = params->output_offset,
        .activation_min = params->activation_min,
        .activation_max = params->activation_max,
    };
    return picture;
}

#endif
