/*
 * arm_convolve_wrapper_s16 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_cmsis_nn_private.h"
#include "mnv2_kernels_s16.h"

#pragma weak arm_convolve_wrapper_s16
arm_cmsis_nn_status arm_convolve_wrapper_s16(const cmsis_nn_context *ctx,
                                             const cmsis_nn_conv_params *conv_params,
                                             const cmsis_nn_per_channel_quant_params *quant_params,
                                             const cmsis_nn_dims *input_dims,
                                             const int16_t *input_data,
                                             const cmsis_nn_dims *filter_dims,
                                             const int8_t *filter_data,
                                             const cmsis_nn_dims *bias_dims,
                                             const cmsis_nn_bias_data *bias_data,
                                             const cmsis_nn_dims *output_dims,
                                             int16_t *output_data)
{
    (void)bias_dims;
    if (ctx->buf == NULL || bias_data->is_int32_bias)
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
    const mnv2_conv_params params = mnv2_conv_params_of(conv_params, input_dims, filter_dims, output_dims, 1);
    mnv2_convolve_s16(&params,
                      quant_params->multiplier,
                      quant_params->shift,
                      input_data,
                      filter_data,
                      (const int64_t *)bias_data->data,
                      64,
                      output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
