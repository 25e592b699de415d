/*
 * Recurrent layers that keep a state.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What mnv2_kernels.h says of all kernels holds here too.
 */
#ifndef MNV2_RECURRENT_H
#define MNV2_RECURRENT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Gates of a long short-term memory, in the order of all tables below. */
enum
{
    MNV2_INPUT_GATE,
    MNV2_FORGET_GATE,
    MNV2_CELL_GATE,
    MNV2_OUTPUT_GATE,
    MNV2_GATES
};

/* Factors lead to units of 1/4096 for gates, which are functions in units of 1/32768, and from there on. */
typedef struct
{
    int32_t batches;
    int32_t steps;
    int32_t inputs;
    int32_t units;
    int32_t input_batch; /* Elements from one batch to the next, and from one step to the next. */
    int32_t input_step;
    int32_t output_batch;
    int32_t output_step;
    int32_t input_multiplier[MNV2_GATES];
    int32_t input_shift[MNV2_GATES];
    int32_t recurrent_multiplier[MNV2_GATES];
    int32_t recurrent_shift[MNV2_GATES];
    int32_t forget_multiplier; /* From forget gate times cell to cell. */
    int32_t forget_shift;
    int32_t cell_multiplier; /* From input gate times cell gate to cell. */
    int32_t cell_shift;
    int32_t cell_limit;       /* The cell stays between this and its negative; 0 for no limit. */
    int32_t curve_multiplier; /* From the cell to the curve's argument, as mnv2_tanh_s16 has it. */
    int32_t curve_shift;
    int32_t hidden_multiplier; /* From output gate times the cell's tangent to the hidden state. */
    int32_t hidden_shift;
    int32_t hidden_zero_point;
} mnv2_lstm_params;

/*
 * curve: the table of mnv2_tanh_s16. input_weights [gate][units][inputs], recurrent_weights [gate][units][units];
 * biases [gate][units], with the zero points of input and hidden state folded in. hidden and cell [batches][units] are
 * read and written: the state. scratch: 3 * units values of 16 bits. output [batches][steps][units], or with steps
 * first as the params say.
 */
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
                  int8_t *output);

/* The same with 16-bit input, hidden state and output, whose zero points are 0, and biases of 64 bits. */
void mnv2_lstm_s16(const mnv2_lstm_params *params,
                   const int16_t *curve,
                   const int16_t *input,
                   const int8_t *input_weights,
                   const int8_t *recurrent_weights,
                   const int64_t *bias,
                   int16_t *hidden,
                   int16_t *cell,
                   void *scratch,
                   int16_t *output);

#ifdef __cplusplus
}
#endif

#endif
