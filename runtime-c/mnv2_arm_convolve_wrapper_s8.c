/*
 * arm_convolve_wrapper_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_cmsis_nn_private.h"

/* Pointwise convolutions need no scratch memory, all others copy windows to it. */
static int is_pointwise(const cmsis_nn_conv_params *params, const cmsis_nn_dims *input, const cmsis_nn_dims *filter)
{
    return filter->h == 1 && filter->w == 1 && filter->c == input->c && params->padding.h == 0 &&
           params->padding.w == 0 && params->dilation.h == 1 && params->dilation.w == 1;
}

#pragma weak arm_convolve_wrapper_s8
arm_cmsis_nn_status arm_convolve_wrapper_s8(const cmsis_nn_context *ctx,
                                            const cmsis_nn_conv_params *conv_params,
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
    (void)bias_dims;
    const int32_t groups = input_dims->c / filter_dims->c;
    const int pointwise = is_pointwise(conv_params, input_dims, filter_dims);
    if (ctx->buf == NULL && !pointwise)
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
    /* The library's kernel for these reads behind its input instead: right or below, it knows no padding. */
    if (pointwise && ((output_dims->h - 1) * conv_params->stride.h >= input_dims->h ||
                      (output_dims->w - 1) * conv_params->stride.w >= input_dims->w))
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
    if (input_dims->c % groups != 0 || output_dims->c % groups != 0)
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
    const mnv2_conv_params params = mnv2_conv_params_of(conv_params, input_dims, filter_dims, output_dims, groups);
    mnv2_convolve_s8(
        &params, quant_params->multiplier, quant_params->shift, input_data, filter_data, bias_data, NULL, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
