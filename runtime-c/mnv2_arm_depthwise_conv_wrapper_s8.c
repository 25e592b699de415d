/*
 * arm_depthwise_conv_wrapper_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_convolution.h"

#pragma weak arm_depthwise_conv_wrapper_s8
arm_cmsis_nn_status arm_depthwise_conv_wrapper_s8(const cmsis_nn_context *ctx,
                                                  const cmsis_nn_dw_conv_params *dw_conv_params,
                                                  const cmsis_nn_per_channel_quant_params *quant_params,
                                                  const cmsis_nn_dims *input_dims,
                                                  const int8_t *input_data,
                                                  const cmsis_nn_dims *filter_dims,
                                                  const int8_t *filter_data,
                                                  const cmsis_nn_dims *bias_dims,
                                                  const int32_t *bias_data,
                                                  const cmsis_nn_dims *output_dims,
                                                  int8_t *output_data)
{
    (void)ctx;
    (void)bias_dims;
    const mnv2_conv_params params = {
        .batches = input_dims->n,
        .input_height = input_dims->h,
        .input_width = input_dims->w,
        .input_channels = input_dims->c,
        .output_height = output_dims->h,
        .output_width = output_dims->w,
        .output_channels = output_dims->c,
        .kernel_height = filter_dims->h,
        .kernel_width = filter_dims->w,
        .stride_height = dw_conv_params->stride.h,
        .stride_width = dw_conv_params->stride.w,
        .dilation_height = dw_conv_params->dilation.h,
        .dilation_width = dw_conv_params->dilation.w,
        .pad_top = dw_conv_params->padding.h,
        .pad_left = dw_conv_params->padding.w,
        .groups = input_dims->c,
        .bias_is_folded = 0,
        .scales_down = 0,
        .input_zero_point = -dw_conv_params->input_offset,
        .filter_offset = 0,
        .output_offset = dw_conv_params->output_offset,
        .activation_min = dw_conv_params->activation.min,
        .activation_max = dw_conv_params->activation.max,
    };
    mnv2_depthwise_convolve_s8(
        &params, quant_params->multiplier, quant_params->shift, input_data, filter_data, bias_data, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
