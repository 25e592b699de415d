/*
 * arm_softmax_s8 on portable kernels, for builds without the official CMSIS-NN.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_cmsis_nn.h"

#if !MNV2_USE_CMSIS_NN

#include "mnv2_softmax.h"

#pragma weak arm_softmax_s8
void arm_softmax_s8(const int8_t *input,
                    const int32_t num_rows,
                    const int32_t row_size,
                    const int32_t mult,
                    const int32_t shift,
                    const int32_t diff_min,
                    int8_t *output)
{
    const mnv2_softmax_params params = {
        .rows = num_rows,
        .row_size = row_size,
        .input_multiplier = mult,
        .input_left_shift = shift,
        .diff_min = diff_min,
    };
    mnv2_softmax_s8(&params, input, output);
}

#else

/* An empty translation unit is not C. */
typedef int mnv2_nothing_here;

#endif
