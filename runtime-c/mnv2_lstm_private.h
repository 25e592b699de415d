/*
 * What happens in a long short-term memory once the sums of its gates are known.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_LSTM_PRIVATE_H
#define MNV2_LSTM_PRIVATE_H

#include <string.h>

#include "mnv2_curves_s16_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_recurrent.h"

static inline int16_t mnv2_to_s16(int32_t x)
{
    return (int16_t)mnv2_clamp(x, INT16_MIN, INT16_MAX);
}

/* A gate from its two sums, each in units of 1/4096. */
static inline int16_t mnv2_lstm_gate(const int16_t *curve, int32_t gate, int32_t from_input, int32_t from_hidden)
{
    const int32_t sum = mnv2_to_s16(mnv2_to_s16(from_input) + mnv2_to_s16(from_hidden));
    const int32_t argument = mnv2_curve_argument(sum, 3, 0);
    return gate == MNV2_CELL_GATE ? mnv2_tanh_of(curve, argument) : mnv2_logistic_of(curve, argument);
}

static inline int16_t
mnv2_lstm_cell(const mnv2_lstm_params *params, int32_t cell, int32_t input_gate, int32_t forget_gate, int32_t cell_gate)
{
    const int32_t kept = mnv2_to_s16(
        mnv2_multiply_by_quantized_multiplier(forget_gate * cell, params->forget_multiplier, params->forget_shift));
    const int32_t added = mnv2_to_s16(
        mnv2_multiply_by_quantized_multiplier(input_gate * cell_gate, params->cell_multiplier, params->cell_shift));
    const int32_t next = mnv2_to_s16(kept + added);
    return (int16_t)(params->cell_limit > 0 ? mnv2_clamp(next, -params->cell_limit, params->cell_limit) : next);
}

/* Not yet limited to its type. */
static inline int32_t
mnv2_lstm_hidden(const mnv2_lstm_params *params, const int16_t *curve, int32_t cell, int32_t output_gate)
{
    const int32_t tangent =
        mnv2_tanh_of(curve, mnv2_curve_argument(cell, params->curve_multiplier, params->curve_shift));
    const int32_t scaled =
        mnv2_multiply_by_quantized_multiplier(tangent * output_gate, params->hidden_multiplier, params->hidden_shift);
    return (int32_t)((uint32_t)scaled + (uint32_t)params->hidden_zero_point);
}

/*
 * The body of a step of one batch, named as its parameters are. `from_input` and `from_hidden` give the scaled sums of
 * the unit whose weights come next, of gate `gate`; `limited` gives the type its `next` hidden state. The last gate
 * takes the place of the first, which is done with by then.
 */
#define MNV2_LSTM_STEP(from_input, from_hidden, limited) \
    const int32_t units = params->units; \
    for (int32_t gate = 0; gate < MNV2_GATES; gate++) \
    { \
        if (gate == MNV2_OUTPUT_GATE) \
        { \
            for (int32_t u = 0; u < units; u++) \
            { \
                cell[u] = mnv2_lstm_cell(params, cell[u], gates[u], gates[units + u], gates[2 * units + u]); \
            } \
        } \
        int16_t *values = gates + (gate == MNV2_OUTPUT_GATE ? 0 : gate * units); \
        for (int32_t u = 0; u < units; u++) \
        { \
            const int32_t of_input = from_input; \
            const int32_t of_hidden = from_hidden; \
            values[u] = mnv2_lstm_gate(curve, gate, of_input, of_hidden); \
            input_weights += params->inputs; \
            recurrent_weights += units; \
        } \
    } \
    for (int32_t u = 0; u < units; u++) \
    { \
        const int32_t next = mnv2_lstm_hidden(params, curve, cell[u], gates[u]); \
        hidden[u] = limited; \
    }

/*
 * The body of a kernel, named as its parameters are: `compute` makes hidden state and cell of one batch those after the
 * step that reads `values`.
 */
#define MNV2_FOR_EACH_LSTM_STEP(type, compute) \
    for (int32_t b = 0; b < params->batches; b++) \
    { \
        for (int32_t t = 0; t < params->steps; t++) \
        { \
            const type *values = input + b * params->input_batch + t * params->input_step; \
            compute; \
            memcpy(output + b * params->output_batch + t * params->output_step, \
                   hidden, \
                   (size_t)params->units * sizeof *hidden); \
        } \
        hidden += params->units; \
        cell += params->units; \
    }

#endif
