/*
 * Convolution of pixels by themselves, for cores without products of pairs.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolution.h"
#include "mnv2_pixels_private.h"
#include "mnv2_runtime.h"

#pragma weak mnv2_convolve_halfwords_pixels_s8
void mnv2_convolve_halfwords_pixels_s8(const mnv2_conv_pixels_params *params,
                                       const int32_t *channels,
                                       int32_t words,
                                       const int8_t *input,
                                       void *scratch,
                                       int32_t pixels_at_once,
                                       int8_t *output)
{
    const mnv2_conv_params picture = mnv2_picture_of_pixels(params);
    mnv2_convolve_halfwords_s8(&picture, channels, words, input, scratch, pixels_at_once, output);
}
