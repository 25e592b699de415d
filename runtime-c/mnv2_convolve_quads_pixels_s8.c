/*
 * Convolution of pixels by themselves, for cores with the DSP extension: their bytes are read where they lie.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolution.h"
#include "mnv2_quad_group_private.h"
#include "mnv2_runtime.h"

#pragma weak mnv2_convolve_quads_pixels_s8
MNV2_SMALL void mnv2_convolve_quads_pixels_s8(const mnv2_conv_pixels_params *params,
                                              const int32_t *pairs,
                                              const int8_t *input,
                                              void *scratch,
                                              const mnv2_at_once *at_once,
                                              int8_t *output)
{
    const int32_t channels = params->input_channels;
    const int8_t *const end = input + params->pixels * channels;
    mnv2_quad_group group;
    group.at_once = at_once;
    group.pairs = pairs;
    group.columns = scratch;
    group.taps = channels;
    group.channels = params->output_channels;
    mnv2_begin_quads(&group, params->output_offset, params->activation_min, params->activation_max);
    while (input < end)
    {
        const int8_t *pixels[MOST_PIXELS];
        int32_t count = 0;
        while (count < at_once->pixels && input < end)
        {
            pixels[count++] = input;
            input += channels;
        }
        /* Behind a pixel are the next ones: weights of zero meet them. Only behind the last nothing may be read. */
        const int32_t readable = mnv2_filled_taps(channels);
        const int has_next = readable - channels <= end - input;
        mnv2_compute_quads(&group, pixels, count, has_next ? readable : channels, output);
        output += count * group.channels;
    }
}
