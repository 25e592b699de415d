/*
 * arm_minimum_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_cmsis_nn_broadcast_private.h"

#pragma weak arm_minimum_s8
arm_cmsis_nn_status arm_minimum_s8(const cmsis_nn_context *ctx,
                                   const int8_t *input_1_data,
                                   const cmsis_nn_dims *input_1_dims,
                                   const int8_t *input_2_data,
                                   const cmsis_nn_dims *input_2_dims,
                                   int8_t *output_data,
                                   const cmsis_nn_dims *output_dims)
{
    (void)ctx;
    const mnv2_broadcast shapes = mnv2_broadcast_of(input_1_dims, input_2_dims, output_dims);
    mnv2_minimum_s8(&shapes, input_1_data, input_2_data, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
