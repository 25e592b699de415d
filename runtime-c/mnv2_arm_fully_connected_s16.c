/*
 * arm_fully_connected_s16 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_kernels_s16.h"

#pragma weak arm_fully_connected_s16
arm_cmsis_nn_status arm_fully_connected_s16(const cmsis_nn_context *ctx,
                                            const cmsis_nn_fc_params *fc_params,
                                            const cmsis_nn_per_tensor_quant_params *quant_params,
                                            const cmsis_nn_dims *input_dims,
                                            const int16_t *input_data,
                                            const cmsis_nn_dims *filter_dims,
                                            const int8_t *filter_data,
                                            const cmsis_nn_dims *bias_dims,
                                            const int64_t *bias_data,
                                            const cmsis_nn_dims *output_dims,
                                            int16_t *output_data)
{
    (void)ctx;
    (void)bias_dims;
    const mnv2_fully_connected_params params = {
        .batches = input_dims->n,
        .input_features = filter_dims->n,
        .output_features = output_dims->c,
        .activation_min = fc_params->activation.min,
        .activation_max = fc_params->activation.max,
    };
    mnv2_fully_connected_s16(
        &params, &quant_params->multiplier, &quant_params->shift, input_data, filter_data, bias_data, 64, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
