/*
 * The parameters of CMSIS-NN's functions as those of the portable kernels that stand in for them. Zero points of
 * weights are 0, nothing is folded into biases. SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CMSIS_NN_PRIVATE_H
#define MNV2_CMSIS_NN_PRIVATE_H

#include "mnv2_cmsis_nn.h"
#include "mnv2_convolution.h"
#include "mnv2_pooling.h"

static inline mnv2_conv_params mnv2_conv_params_of(const cmsis_nn_conv_params *params,
                                                   const cmsis_nn_dims *input,
                                                   const cmsis_nn_dims *filter,
                                                   const cmsis_nn_dims *output,
                                                   int32_t groups)
{
    const mnv2_conv_params result = {
        .batches = input->n,
        .input_height = input->h,
        .input_width = input->w,
        .input_channels = input->c,
        .output_height = output->h,
        .output_width = output->w,
        .output_channels = output->c,
        .kernel_height = filter->h,
        .kernel_width = filter->w,
        .stride_height = params->stride.h,
        .stride_width = params->stride.w,
        .dilation_height = params->dilation.h,
        .dilation_width = params->dilation.w,
        .pad_top = params->padding.h,
        .pad_left = params->padding.w,
        .groups = groups,
        .input_zero_point = -params->input_offset,
        .output_offset = params->output_offset,
        .activation_min = params->activation.min,
        .activation_max = params->activation.max,
    };
    return result;
}

static inline mnv2_conv_params mnv2_depthwise_params_of(const cmsis_nn_dw_conv_params *params,
                                                        const cmsis_nn_dims *input,
                                                        const cmsis_nn_dims *filter,
                                                        const cmsis_nn_dims *output)
{
    const cmsis_nn_conv_params plain = {
        .input_offset = params->input_offset,
        .output_offset = params->output_offset,
        .stride = params->stride,
        .padding = params->padding,
        .dilation = params->dilation,
        .activation = params->activation,
    };
    return mnv2_conv_params_of(&plain, input, filter, output, input->c);
}

static inline mnv2_pool_params mnv2_pool_params_of(const cmsis_nn_pool_params *params,
                                                   const cmsis_nn_dims *input,
                                                   const cmsis_nn_dims *window,
                                                   const cmsis_nn_dims *output)
{
    const mnv2_pool_params result = {
        .batches = input->n,
        .input_height = input->h,
        .input_width = input->w,
        .channels = input->c,
        .output_height = output->h,
        .output_width = output->w,
        .window_height = window->h,
        .window_width = window->w,
        .stride_height = params->stride.h,
        .stride_width = params->stride.w,
        .pad_top = params->padding.h,
        .pad_left = params->padding.w,
        .activation_min = params->activation.min,
        .activation_max = params->activation.max,
    };
    return result;
}

#endif
