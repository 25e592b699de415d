/*
 * The logarithm of a softmax of floats.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_floats.h"
#include "mnv2_log_private.h"

static float largest_of(const float *row, int32_t length)
{
    float largest = -3.402823466e+38f;
    for (int32_t i = 0; i < length; i++)
    {
        largest = row[i] > largest ? row[i] : largest;
    }
    return largest;
}

#pragma weak mnv2_log_softmax_f32
void mnv2_log_softmax_f32(const float *input, float *output, int32_t rows, int32_t length)
{
    for (int32_t row = 0; row < rows; row++, input += length, output += length)
    {
        const float largest = largest_of(input, length);
        float sum = 0.0f;
        for (int32_t i = 0; i < length; i++)
        {
            sum += (float)mnv2_exp((double)(input[i] - largest));
        }
        const float log = (float)mnv2_log((double)sum);
        for (int32_t i = 0; i < length; i++)
        {
            output[i] = mnv2_canonical(input[i] - largest - log);
        }
    }
}
