/*
 * Kernels that apply a function to each float. The output may lie over the input.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_FUNCTIONS_H
#define MNV2_FUNCTIONS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum
{
    MNV2_FUNCTION_ABS,
    MNV2_FUNCTION_NEG,
    MNV2_FUNCTION_SQUARE,
    MNV2_FUNCTION_SQRT,
    MNV2_FUNCTION_RSQRT,
    MNV2_FUNCTION_FLOOR,
    MNV2_FUNCTION_CEIL,
    MNV2_FUNCTION_ROUND, /* Ties to even. */
    MNV2_FUNCTION_HARD_SWISH,
    MNV2_FUNCTION_LEAKY_RELU, /* parameter: the factor of negative numbers. */
    MNV2_FUNCTION_RELU,
    MNV2_FUNCTION_RELU6,
    MNV2_FUNCTION_RELU_N1_TO_1,
    MNV2_FUNCTION_RELU_0_TO_1
} mnv2_function;

/* Functions that need the exponential or the logarithm. */
typedef enum
{
    MNV2_CURVE_EXP,
    MNV2_CURVE_LOG,
    MNV2_CURVE_LOGISTIC,
    MNV2_CURVE_TANH,
    MNV2_CURVE_ELU,
    MNV2_CURVE_GELU,
    MNV2_CURVE_GELU_TANH
} mnv2_curve;

void mnv2_apply_f32(mnv2_function function, float parameter, const float *input, float *output, int32_t count);
void mnv2_apply_curve_f32(mnv2_curve curve, const float *input, float *output, int32_t count);

#ifdef __cplusplus
}
#endif

#endif
