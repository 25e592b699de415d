/*
 * arm_batch_matmul_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_matrix.h"

#pragma weak arm_batch_matmul_s8
arm_cmsis_nn_status arm_batch_matmul_s8(const cmsis_nn_context *ctx,
                                        const cmsis_nn_bmm_params *bmm_params,
                                        const cmsis_nn_per_tensor_quant_params *quant_params,
                                        const cmsis_nn_dims *input_lhs_dims,
                                        const int8_t *input_lhs,
                                        const cmsis_nn_dims *input_rhs_dims,
                                        const int8_t *input_rhs,
                                        const cmsis_nn_dims *output_dims,
                                        int8_t *output)
{
    (void)ctx;
    const int32_t inner = input_lhs_dims->c;
    const int32_t left_matrix = output_dims->w * inner;
    const int32_t right_matrix = output_dims->c * inner;
    const mnv2_batch_matmul_params params = {
        .rows = output_dims->w,
        .inner = inner,
        .columns = output_dims->c,
        .left_row = inner,
        .left_inner = 1,
        .right_inner = 1,
        .right_column = inner,
        .left_offset = bmm_params->fc_params.input_offset,
        .right_offset = bmm_params->fc_params.filter_offset,
        .output_offset = bmm_params->fc_params.output_offset,
        .output_multiplier = quant_params->multiplier,
        .output_shift = quant_params->shift,
        .activation_min = bmm_params->fc_params.activation.min,
        .activation_max = bmm_params->fc_params.activation.max,
    };
    const mnv2_broadcast batches = {
        .rank = 2,
        .output_dims = {output_dims->n, output_dims->h},
        .input_1_strides = {input_lhs_dims->n == 1 ? 0 : input_lhs_dims->h * left_matrix,
                            input_lhs_dims->h == 1 ? 0 : left_matrix},
        .input_2_strides = {input_rhs_dims->n == 1 ? 0 : input_rhs_dims->h * right_matrix,
                            input_rhs_dims->h == 1 ? 0 : right_matrix},
    };
    mnv2_batch_matmul_s8(&params, &batches, input_lhs, input_rhs, output);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
