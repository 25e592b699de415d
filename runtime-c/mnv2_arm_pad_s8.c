/*
 * arm_pad_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_movement.h"

#pragma weak arm_pad_s8
arm_cmsis_nn_status arm_pad_s8(const int8_t *input,
                               int8_t *output,
                               const int8_t pad_value,
                               const cmsis_nn_dims *input_size,
                               const cmsis_nn_dims *pre_pad,
                               const cmsis_nn_dims *post_pad)
{
    const mnv2_pad_params params = {
        .rank = 4,
        .input_dims = {input_size->n, input_size->h, input_size->w, input_size->c},
        .before = {pre_pad->n, pre_pad->h, pre_pad->w, pre_pad->c},
        .after = {post_pad->n, post_pad->h, post_pad->w, post_pad->c},
        .value = pad_value,
    };
    mnv2_pad_s8(&params, input, output);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
