/*
 * Softmax of floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_exp_private.h"
#include "mnv2_floats.h"

static float largest_of(const float *row, int32_t length)
{
    float largest = -3.402823466e+38f;
    for (int32_t i = 0; i < length; i++)
    {
        largest = row[i] > largest ? row[i] : largest;
    }
    return largest;
}

#pragma weak mnv2_softmax_f32
void mnv2_softmax_f32(const float *input, float *output, float beta, int32_t rows, int32_t length)
{
    for (int32_t row = 0; row < rows; row++, input += length, output += length)
    {
        const float largest = largest_of(input, length);
        float sum = 0.0f;
        for (int32_t i = 0; i < length; i++)
        {
            output[i] = (float)mnv2_exp((double)((input[i] - largest) * beta));
            sum += output[i];
        }
        for (int32_t i = 0; i < length; i++)
        {
            output[i] = mnv2_canonical(output[i] / sum);
        }
    }
}
