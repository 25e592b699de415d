/*
 * Fully connected layer.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_dot_4_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_matrix.h"

/* The part of every accumulator that comes from the weights' zero point. */
static uint32_t offset_term(const mnv2_fully_connected_params *params, const int8_t *input, int32_t input_offset)
{
    uint32_t sum = 0;
    if (params->filter_offset != 0)
    {
        for (int32_t i = 0; i < params->input_features; i++)
        {
            sum = mnv2_mac(sum, 1, input[i] + input_offset);
        }
    }
    return (uint32_t)params->filter_offset * sum;
}

#if MNV2_HAS_DSP
/* All features of one batch, four at a time, for a folded bias. */
static void multiply_by_fours(const mnv2_fully_connected_params *params,
                              const int32_t *multiplier,
                              const int32_t *shift,
                              const int8_t *input,
                              const int8_t *filter,
                              const int32_t *bias,
                              int8_t *output)
{
    const int32_t features = params->input_features;
    const int32_t end = params->output_features;
    const int32_t offset = (int32_t)offset_term(params, input, 0);
    for (int32_t c = 0; c < end; c += FILTERS_AT_ONCE)
    {
        const block_4 begin = {offset, offset, offset, offset};
        const block_4 dot = dot_4(begin, input, filters_at(filter, features, c, end), features);
        const int32_t sums[FILTERS_AT_ONCE] = {dot.c0, dot.c1, dot.c2, dot.c3};
        for (int32_t i = 0; i < FILTERS_AT_ONCE && c + i < end; i++)
        {
            const int32_t q = params->is_per_channel ? c + i : 0;
            output[c + i] = mnv2_requantize((int32_t)((uint32_t)sums[i] + (uint32_t)bias[c + i]),
                                            multiplier[q],
                                            shift[q],
                                            params->output_offset,
                                            params->activation_min,
                                            params->activation_max);
        }
    }
}
#endif

#pragma weak mnv2_fully_connected_s8
void mnv2_fully_connected_s8(const mnv2_fully_connected_params *params,
                             const int32_t *multiplier,
                             const int32_t *shift,
                             const int8_t *input,
                             const int8_t *filter,
                             const int32_t *bias,
                             int8_t *output)
{
    const int32_t features = params->input_features;
    const int32_t last = params->output_features - 1;
    /* A folded bias has the input's zero point subtracted already. */
    const int32_t input_offset = params->bias_is_folded ? 0 : -params->input_zero_point;
    const int32_t zero = params->output_offset;
    const int32_t min = params->activation_min;
    const int32_t max = params->activation_max;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
#if MNV2_HAS_DSP
        if (params->bias_is_folded)
        {
            multiply_by_fours(params, multiplier, shift, input, filter, bias, output);
            input += features;
            output += params->output_features;
            continue;
        }
#endif
        const uint32_t offset = offset_term(params, input, input_offset);
        /* Two features at a time: a value loaded serves two products. An odd last feature is computed twice. */
        for (int32_t c0 = 0; c0 <= last; c0 += 2)
        {
            const int32_t c1 = c0 < last ? c0 + 1 : c0;
            const int8_t *w0 = filter + c0 * features;
            const int8_t *w1 = filter + c1 * features;
            uint32_t sum0 = offset + (uint32_t)bias[c0];
            uint32_t sum1 = offset + (uint32_t)bias[c1];
            for (int32_t i = 0; i < features; i++)
            {
                const int32_t value = input[i] + input_offset;
                sum0 = mnv2_mac(sum0, w0[i], value);
                sum1 = mnv2_mac(sum1, w1[i], value);
            }
            const int32_t q0 = params->is_per_channel ? c0 : 0;
            const int32_t q1 = params->is_per_channel ? c1 : 0;
            output[c0] = mnv2_requantize((int32_t)sum0, multiplier[q0], shift[q0], zero, min, max);
            output[c1] = mnv2_requantize((int32_t)sum1, multiplier[q1], shift[q1], zero, min, max);
        }
        input += features;
        output += params->output_features;
    }
}
