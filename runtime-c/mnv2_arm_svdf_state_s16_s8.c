/*
 * arm_svdf_state_s16_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_matrix.h"

#pragma weak arm_svdf_state_s16_s8
arm_cmsis_nn_status arm_svdf_state_s16_s8(const cmsis_nn_context *input_ctx,
                                          const cmsis_nn_context *output_ctx,
                                          const cmsis_nn_svdf_params *svdf_params,
                                          const cmsis_nn_per_tensor_quant_params *input_quant_params,
                                          const cmsis_nn_per_tensor_quant_params *output_quant_params,
                                          const cmsis_nn_dims *input_dims,
                                          const int8_t *input_data,
                                          const cmsis_nn_dims *state_dims,
                                          int16_t *state_data,
                                          const cmsis_nn_dims *weights_feature_dims,
                                          const int8_t *weights_feature_data,
                                          const cmsis_nn_dims *weights_time_dims,
                                          const int16_t *weights_time_data,
                                          const cmsis_nn_dims *bias_dims,
                                          const int32_t *bias_data,
                                          const cmsis_nn_dims *output_dims,
                                          int8_t *output_data)
{
    (void)input_ctx;
    (void)output_ctx;
    (void)state_dims;
    (void)bias_dims;
    (void)output_dims;
    const mnv2_svdf_params params = {
        .batches = input_dims->n,
        .inputs = input_dims->h,
        .filters = weights_feature_dims->n,
        .memory = weights_time_dims->h,
        .rank = svdf_params->rank,
        .input_offset = -svdf_params->input_offset,
        .state_zero_point = 0,
        .output_zero_point = svdf_params->output_offset,
        .feature_multiplier = input_quant_params->multiplier,
        .feature_shift = input_quant_params->shift,
        .output_multiplier = output_quant_params->multiplier,
        .output_shift = output_quant_params->shift,
    };
    mnv2_svdf_s8_s16(&params, input_data, weights_feature_data, weights_time_data, bias_data, state_data, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
