/*
 * Long short-term memory over 16-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_lstm_private.h"

static void step(const mnv2_lstm_params *params,
                 const int16_t *curve,
                 const int16_t *input,
                 const int8_t *input_weights,
                 const int8_t *recurrent_weights,
                 const int64_t *bias,
                 int16_t *hidden,
                 int16_t *cell,
                 int16_t *gates)
{
    MNV2_LSTM_STEP(
        mnv2_multiply_64_by_quantized_multiplier(*bias++ + mnv2_dot_s16(input, input_weights, params->inputs),
                                                 params->input_multiplier[gate],
                                                 params->input_shift[gate]),
        mnv2_multiply_64_by_quantized_multiplier(mnv2_dot_s16(hidden, recurrent_weights, units),
                                                 params->recurrent_multiplier[gate],
                                                 params->recurrent_shift[gate]),
        mnv2_to_s16(next))
}

#pragma weak mnv2_lstm_s16
void mnv2_lstm_s16(const mnv2_lstm_params *params,
                   const int16_t *curve,
                   const int16_t *input,
                   const int8_t *input_weights,
                   const int8_t *recurrent_weights,
                   const int64_t *bias,
                   int16_t *hidden,
                   int16_t *cell,
                   void *scratch,
                   int16_t *output)
{
    MNV2_FOR_EACH_LSTM_STEP(int16_t,
                            step(params, curve, values, input_weights, recurrent_weights, bias, hidden, cell, scratch))
}
