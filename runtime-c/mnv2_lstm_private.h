/*
 * What happens in a long short-term memory once the sums of its gates are known.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_LSTM_PRIVATE_H
#define MNV2_LSTM_PRIVATE_H

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

#endif
