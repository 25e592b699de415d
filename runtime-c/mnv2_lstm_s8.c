/*
 * Long short-term memory over 8-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_lstm_private.h"

static int32_t dot(int32_t start, const int8_t *values, const int8_t *weights, int32_t count)
{
    int32_t sum = start;
    for (int32_t i = 0; i < count; i++)
    {
        sum = mnv2_wrapping_mac(sum, weights[i], values[i]);
    }
    return sum;
}

static void step(const mnv2_lstm_params *params,
                 const int16_t *curve,
                 const int8_t *input,
                 const int8_t *input_weights,
                 const int8_t *recurrent_weights,
                 const int32_t *bias,
                 const int32_t *recurrent_bias,
                 int8_t *hidden,
                 int16_t *cell,
                 int16_t *gates)
{
    MNV2_LSTM_STEP(mnv2_multiply_by_quantized_multiplier(dot(*bias++, input, input_weights, params->inputs),
                                                         params->input_multiplier[gate],
                                                         params->input_shift[gate]),
                   mnv2_multiply_by_quantized_multiplier(dot(*recurrent_bias++, hidden, recurrent_weights, units),
                                                         params->recurrent_multiplier[gate],
                                                         params->recurrent_shift[gate]),
                   (int8_t)mnv2_clamp(next, INT8_MIN, INT8_MAX))
}

#pragma weak mnv2_lstm_s8
void mnv2_lstm_s8(const mnv2_lstm_params *params,
                  const int16_t *curve,
                  const int8_t *input,
                  const int8_t *input_weights,
                  const int8_t *recurrent_weights,
                  const int32_t *bias,
                  const int32_t *recurrent_bias,
                  int8_t *hidden,
                  int16_t *cell,
                  void *scratch,
                  int8_t *output)
{
    MNV2_FOR_EACH_LSTM_STEP(
        int8_t,
        step(params, curve, values, input_weights, recurrent_weights, bias, recurrent_bias, hidden, cell, scratch))
}
