/*
 * Convolution of pixels by themselves.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_convolution.h"
#include "mnv2_pixels_private.h"
#include "mnv2_runtime.h"

#pragma weak mnv2_convolve_pixels_s8
void mnv2_convolve_pixels_s8(const mnv2_conv_pixels_params *params,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int8_t *input,
                             const int8_t *filter,
                             const int32_t *bias,
                             void *scratch,
                             int8_t *output)
{
    const mnv2_conv_params picture = mnv2_picture_of_pixels(params);
    mnv2_convolve_s8(&picture, multiplier, shift, input, filter, bias, scratch, output);
}
