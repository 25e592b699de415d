/*
 * Rows of floats divided by their lengths.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_floats.h"
#include "mnv2_sqrt_private.h"

#pragma weak mnv2_l2_normalization_f32
void mnv2_l2_normalization_f32(const float *input, float *output, int32_t rows, int32_t length)
{
    for (int32_t row = 0; row < rows; row++, input += length, output += length)
    {
        float sum = 0.0f;
        for (int32_t i = 0; i < length; i++)
        {
            sum += input[i] * input[i];
        }
        const float root = mnv2_sqrt(sum);
        const float norm = root < 1e-6f ? 1e-6f : root;
        for (int32_t i = 0; i < length; i++)
        {
            output[i] = mnv2_canonical(input[i] / norm);
        }
    }
}
