/*
 * arm_elementwise_add_s16 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_kernels_s16.h"

#pragma weak arm_elementwise_add_s16
arm_cmsis_nn_status arm_elementwise_add_s16(const int16_t *input_1_vect,
                                            const int16_t *input_2_vect,
                                            const int32_t input_1_offset,
                                            const int32_t input_1_mult,
                                            const int32_t input_1_shift,
                                            const int32_t input_2_offset,
                                            const int32_t input_2_mult,
                                            const int32_t input_2_shift,
                                            const int32_t left_shift,
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
    const mnv2_add_params params = {
        .input_1_multiplier = input_1_mult,
        .input_1_shift = input_1_shift,
        .input_2_multiplier = input_2_mult,
        .input_2_shift = input_2_shift,
        .input_2_sign = 1,
        .left_shift = left_shift,
        .output_multiplier = out_mult,
        .output_shift = out_shift,
        .activation_min = out_activation_min,
        .activation_max = out_activation_max,
    };
    mnv2_add_s16(&params, input_1_vect, input_2_vect, output, block_size);
    return ARM_CMSIS_NN_SUCCESS;
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
