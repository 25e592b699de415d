/*
 * arm_transpose_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_movement.h"

static int32_t dimension(const cmsis_nn_dims *dims, int32_t axis)
{
    const int32_t sizes[] = {dims->n, dims->h, dims->w, dims->c};
    return sizes[axis];
}

#pragma weak arm_transpose_s8
arm_cmsis_nn_status arm_transpose_s8(const int8_t *input_data,
                                     int8_t *const output_data,
                                     const cmsis_nn_dims *const input_dims,
                                     const cmsis_nn_dims *const output_dims,
                                     const cmsis_nn_transpose_params *const transpose_params)
{
    mnv2_transpose_params params = {.rank = transpose_params->num_dims, .element = 1};
    for (int32_t d = 0; d < params.rank; d++)
    {
        int32_t stride = 1;
        for (int32_t axis = params.rank - 1; axis > (int32_t)transpose_params->permutations[d]; axis--)
        {
            stride *= dimension(input_dims, axis);
        }
        params.output_dims[d] = dimension(output_dims, d);
        params.input_strides[d] = stride;
    }
    mnv2_transpose(&params, input_data, output_data);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
