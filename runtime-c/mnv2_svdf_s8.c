/*
 * Filters over time of low rank, with the state in place.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_fixed_point_private.h"
#include "mnv2_matrix.h"

/* Adding a zero point wraps. */
static int32_t scaled(int32_t sum, int32_t multiplier, int32_t shift, int32_t zero_point)
{
    return (int32_t)((uint32_t)mnv2_multiply_by_quantized_multiplier(sum, multiplier, shift) + (uint32_t)zero_point);
}

/* Sums wrap, as those of the reference do on every core. */
static int32_t feature(const mnv2_svdf_params *params, const int8_t *input, const int8_t *weights)
{
    uint32_t sum = 0;
    for (int32_t i = 0; i < params->inputs; i++)
    {
        sum += (uint32_t)(weights[i] * (input[i] + params->input_offset));
    }
    return scaled((int32_t)sum, params->feature_multiplier, params->feature_shift, params->state_zero_point);
}

static int32_t result(const mnv2_svdf_params *params, int32_t sum)
{
    return scaled(sum, params->output_multiplier, params->output_shift, params->output_zero_point);
}

/* The body, for states and weights over time of one type. */
#define MNV2_SVDF(kept_type, smallest, largest) \
    const int32_t filters = params->filters; \
    const int32_t memory = params->memory; \
    memmove(state, state + 1, (size_t)(params->batches * filters * memory - 1) * sizeof *state); \
    for (int32_t b = 0; b < params->batches; b++) \
    { \
        for (int32_t f = 0; f < filters; f++) \
        { \
            state[f * memory + memory - 1] = \
                (kept_type)mnv2_clamp(feature(params, input, features + f * params->inputs), smallest, largest); \
        } \
        const kept_type *weights = time; \
        const kept_type *kept = state; \
        for (int32_t unit = 0; unit < filters / params->rank; unit++) \
        { \
            uint32_t sum = bias == NULL ? 0U : (uint32_t)bias[unit]; \
            for (int32_t i = 0; i < params->rank * memory; i++) \
            { \
                sum += (uint32_t)(*weights++ * (*kept++ - params->state_zero_point)); \
            } \
            *output++ = (int8_t)mnv2_clamp(result(params, (int32_t)sum), INT8_MIN, INT8_MAX); \
        } \
        input += params->inputs; \
        state += filters * memory; \
    }

#pragma weak mnv2_svdf_s8_s16
void mnv2_svdf_s8_s16(const mnv2_svdf_params *params,
                      const int8_t *input,
                      const int8_t *features,
                      const int16_t *time,
                      const int32_t *bias,
                      int16_t *state,
                      int8_t *output)
{
    MNV2_SVDF(int16_t, INT16_MIN, INT16_MAX)
}

#pragma weak mnv2_svdf_s8_s8
void mnv2_svdf_s8_s8(const mnv2_svdf_params *params,
                     const int8_t *input,
                     const int8_t *features,
                     const int8_t *time,
                     const int32_t *bias,
                     int8_t *state,
                     int8_t *output)
{
    MNV2_SVDF(int8_t, INT8_MIN, INT8_MAX)
}
