/*
 * Products of matrices.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_matrix.h"

static void multiply(const mnv2_batch_matmul_params *params, const int8_t *left, const int8_t *right, int8_t *output)
{
    for (int32_t row = 0; row < params->rows; row++)
    {
        for (int32_t column = 0; column < params->columns; column++)
        {
            const int8_t *l = left + row * params->left_row;
            const int8_t *r = right + column * params->right_column;
            uint32_t sum = 0;
            for (int32_t i = 0; i < params->inner; i++)
            {
                sum = mnv2_mac(sum, *l + params->left_offset, *r + params->right_offset);
                l += params->left_inner;
                r += params->right_inner;
            }
            *output++ = mnv2_requantize((int32_t)sum,
                                        params->output_multiplier,
                                        params->output_shift,
                                        params->output_offset,
                                        params->activation_min,
                                        params->activation_max);
        }
    }
}

#pragma weak mnv2_batch_matmul_s8
void mnv2_batch_matmul_s8(const mnv2_batch_matmul_params *params,
                          const mnv2_broadcast *batches,
                          const int8_t *left,
                          const int8_t *right,
                          int8_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(batches);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        multiply(params, left + cursor.offset_1, right + cursor.offset_2, output);
        output += params->rows * params->columns;
        mnv2_broadcast_next(&cursor, batches);
    }
}
