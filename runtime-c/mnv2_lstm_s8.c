/*
 * Long short-term memory over 8-bit values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

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

/* One step of one batch; the last gate takes the place of the first, which is done with by then. */
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
    const int32_t units = params->units;
    for (int32_t gate = 0; gate < MNV2_GATES; gate++)
    {
        if (gate == MNV2_OUTPUT_GATE)
        {
            for (int32_t u = 0; u < units; u++)
            {
                cell[u] = mnv2_lstm_cell(params, cell[u], gates[u], gates[units + u], gates[2 * units + u]);
            }
        }
        int16_t *values = gates + (gate == MNV2_OUTPUT_GATE ? 0 : gate * units);
        for (int32_t u = 0; u < units; u++)
        {
            const int32_t from_input =
                mnv2_multiply_by_quantized_multiplier(dot(*bias++, input, input_weights, params->inputs),
                                                      params->input_multiplier[gate],
                                                      params->input_shift[gate]);
            const int32_t from_hidden =
                mnv2_multiply_by_quantized_multiplier(dot(*recurrent_bias++, hidden, recurrent_weights, units),
                                                      params->recurrent_multiplier[gate],
                                                      params->recurrent_shift[gate]);
            values[u] = mnv2_lstm_gate(curve, gate, from_input, from_hidden);
            input_weights += params->inputs;
            recurrent_weights += units;
        }
    }
    for (int32_t u = 0; u < units; u++)
    {
        hidden[u] = (int8_t)mnv2_clamp(mnv2_lstm_hidden(params, curve, cell[u], gates[u]), INT8_MIN, INT8_MAX);
    }
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
    for (int32_t b = 0; b < params->batches; b++)
    {
        for (int32_t t = 0; t < params->steps; t++)
        {
            step(params,
                 curve,
                 input + b * params->input_batch + t * params->input_step,
                 input_weights,
                 recurrent_weights,
                 bias,
                 recurrent_bias,
                 hidden,
                 cell,
                 scratch);
            memcpy(output + b * params->output_batch + t * params->output_step, hidden, (size_t)params->units);
        }
        hidden += params->units;
        cell += params->units;
    }
}
