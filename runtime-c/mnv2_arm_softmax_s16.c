/*
 * arm_softmax_s16 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_kernels_s16.h"

#pragma weak arm_softmax_s16
arm_cmsis_nn_status arm_softmax_s16(const int16_t *input,
                                    const int32_t num_rows,
                                    const int32_t row_size,
                                    const int32_t mult,
                                    const int32_t shift,
                                    const cmsis_nn_softmax_lut_s16 *softmax_params,
                                    int16_t *output)
{
    const mnv2_softmax_s16_params params = {
        .rows = num_rows,
        .row_size = row_size,
        .input_multiplier = mult,
        .input_shift = shift,
    };
    mnv2_softmax_s16(&params, softmax_params->exp_lut, softmax_params->one_by_one_lut, input, output);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
