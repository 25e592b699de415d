/*
 * arm_fully_connected_wrapper_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_matrix.h"

#pragma weak arm_fully_connected_wrapper_s8
arm_cmsis_nn_status arm_fully_connected_wrapper_s8(const cmsis_nn_context *ctx,
                                                   const cmsis_nn_fc_params *fc_params,
                                                   const cmsis_nn_quant_params *quant_params,
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
#if MNV2_CORE_HAS_MVE
    if (ctx->buf == NULL)
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
#else
    (void)ctx;
#endif
    const mnv2_fully_connected_params params = {
        .batches = input_dims->n,
        .input_features = filter_dims->n,
        .output_features = output_dims->c,
        .bias_is_folded = 0,
        .input_zero_point = -fc_params->input_offset,
        .filter_offset = fc_params->filter_offset,
        .output_offset = fc_params->output_offset,
        .activation_min = fc_params->activation.min,
        .activation_max = fc_params->activation.max,
        .is_per_channel = quant_params->is_per_channel,
    };
    mnv2_fully_connected_s8(
        &params, quant_params->multiplier, quant_params->shift, input_data, filter_data, bias_data, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
