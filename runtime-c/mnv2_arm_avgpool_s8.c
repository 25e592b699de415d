/*
 * arm_avgpool_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_cmsis_nn_private.h"

#pragma weak arm_avgpool_s8
arm_cmsis_nn_status arm_avgpool_s8(const cmsis_nn_context *ctx,
                                   const cmsis_nn_pool_params *pool_params,
                                   const cmsis_nn_dims *input_dims,
                                   const int8_t *input_data,
                                   const cmsis_nn_dims *filter_dims,
                                   const cmsis_nn_dims *output_dims,
                                   int8_t *output_data)
{
    if (input_dims->n < 1)
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
#if defined(MNV2_CMSIS_NN_BUILD) && MNV2_CMSIS_NN_BUILD == MNV2_CMSIS_NN_DSP
    /* Only this build of the library sums in scratch memory. */
    if (ctx->buf == NULL)
    {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
#else
    (void)ctx;
#endif
    const mnv2_pool_params params = mnv2_pool_params_of(pool_params, input_dims, filter_dims, output_dims);
    mnv2_average_pool_s8(&params, input_data, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
