/*
 * What pools of floats have in common.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_POOL_F32_PRIVATE_H
#define MNV2_POOL_F32_PRIVATE_H

#include "mnv2_activation_private.h"
#include "mnv2_floats.h"

/*
 * The body of a kernel, named as its parameters are: for each output element, `begin` declares what is kept, `take` is
 * done with each `value` of the input below the window, and `result` is the element before its activation.
 */
#define MNV2_FOR_EACH_FLOAT_WINDOW(begin, take, result) \
    const mnv2_window_f32_params *const p = params; \
    for (int32_t batch = 0; batch < p->batches; \
         batch++, input += p->input_height * p->input_width * p->input_channels) \
    { \
        for (int32_t y = 0; y < p->output_height; y++) \
        { \
            for (int32_t x = 0; x < p->output_width; x++) \
            { \
                const int32_t top = y * p->stride_height - p->pad_top; \
                const int32_t left = x * p->stride_width - p->pad_left; \
                for (int32_t c = 0; c < p->output_channels; c++) \
                { \
                    begin; \
                    for (int32_t row = top; row < top + p->kernel_height; row++) \
                    { \
                        for (int32_t column = left; column < left + p->kernel_width; column++) \
                        { \
                            if (row < 0 || row >= p->input_height || column < 0 || column >= p->input_width) \
                            { \
                                continue; \
                            } \
                            const float value = input[(row * p->input_width + column) * p->input_channels + c]; \
                            take; \
                        } \
                    } \
                    *output++ = mnv2_activate(mnv2_canonical(result), activation); \
                } \
            } \
        } \
    }

#endif
