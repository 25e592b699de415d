/*
 * Two shapes of CMSIS-NN's functions as those of the portable kernels that broadcast.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_CMSIS_NN_BROADCAST_PRIVATE_H
#define MNV2_CMSIS_NN_BROADCAST_PRIVATE_H

#include "mnv2_cmsis_nn.h"
#include "mnv2_elementwise.h"

/* Rows of one image: an input is repeated along what it has one of. */
static inline mnv2_broadcast
mnv2_broadcast_of(const cmsis_nn_dims *input_1, const cmsis_nn_dims *input_2, const cmsis_nn_dims *output)
{
    const mnv2_broadcast result = {
        .rank = 2,
        .output_dims = {output->w, output->c},
        .input_1_strides = {input_1->w == 1 ? 0 : input_1->c, input_1->c == 1 ? 0 : 1},
        .input_2_strides = {input_2->w == 1 ? 0 : input_2->c, input_2->c == 1 ? 0 : 1},
    };
    return result;
}

#endif
