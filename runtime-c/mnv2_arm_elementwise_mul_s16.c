/*
 * arm_elementwise_mul_s16 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_kernels_s16.h"

#pragma weak arm_elementwise_mul_s16
arm_cmsis_nn_status arm_elementwise_mul_s16(const int16_t *input_1_vect,
                                            const int16_t *input_2_vect,
                                            const int32_t input_1_offset,
                                            const int32_t input_2_offset,
                                            int16_t *output,
                                            const int32_t out_offset,
                                            const int32_t out_mult,
                                            const int32_t out_shift,
                                            const int32_t out_activation_min,
                                            const int32_t out_activation_max,
                                            const int32_t block_size)
{
    (void)input_1_offset;
    (void)input_2_offset;
    (void)out_offset;
    const mnv2_mul_params params = {
        .output_multiplier = out_mult,
        .output_shift = out_shift,
        .activation_min = out_activation_min,
        .activation_max = out_activation_max,
    };
    mnv2_mul_s16(&params, input_1_vect, input_2_vect, output, block_size);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
