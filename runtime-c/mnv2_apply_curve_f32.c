/*
 * Functions of one float that bend: from the exponential or the logarithm.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_functions.h"
#include "mnv2_log_private.h"

static float logistic(float x)
{
    if (x > 16.619047f)
    {
        return 1.0f;
    }
    const float power = (float)mnv2_exp((double)(x < -9.0f ? x : -x));
    return x < -9.0f ? power : 1.0f / (1.0f + power);
}

static double absolute(double x)
{
    return x < 0 ? -x : x;
}

static double hyperbolic_tangent(double x)
{
    if (absolute(x) < 1e-3)
    {
        return x - x * x * x / 3;
    }
    const double square = mnv2_exp(-2 * absolute(x));
    const double result = (1 - square) / (1 + square);
    return x < 0 ? -result : result;
}

static double exp_minus_one(double x)
{
    return absolute(x) < 1e-4 ? x + x * x / 2 + x * x * x / 6 : mnv2_exp(x) - 1;
}

/* The probability that a normal variable is below x. */
static double normal(double x)
{
    const double z = absolute(x);
    const double density = mnv2_exp(-z * z / 2) * 0.3989422804014327;
    double tail;
    if (z < 3)
    {
        double sum = z;
        double term = z;
        for (int32_t n = 3; term > sum * 1e-17; n += 2)
        {
            term *= z * z / n;
            sum += term;
        }
        tail = 0.5 - density * sum;
    }
    else
    {
        double rest = 0;
        for (int32_t n = 60; n > 0; n--)
        {
            rest = n / (z + rest);
        }
        tail = density / (z + rest);
    }
    return x < 0 ? tail : 1 - tail;
}

static float value_of(mnv2_curve curve, float value)
{
    const double x = (double)value;
    switch (curve)
    {
    case MNV2_CURVE_EXP:
        return (float)mnv2_exp(x);
    case MNV2_CURVE_LOG:
        return (float)mnv2_log(x);
    case MNV2_CURVE_LOGISTIC:
        return logistic(value);
    case MNV2_CURVE_TANH:
        return (float)hyperbolic_tangent(x);
    case MNV2_CURVE_ELU:
        return value < 0.0f ? (float)exp_minus_one(x) : value;
    case MNV2_CURVE_GELU:
        return (float)(x * normal(x));
    default:
        return (float)(0.5 * x * (1 + hyperbolic_tangent(0.7978845608028654 * (x + 0.044715 * x * x * x))));
    }
}

#pragma weak mnv2_apply_curve_f32
void mnv2_apply_curve_f32(mnv2_curve curve, const float *input, float *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
    {
        output[i] = mnv2_canonical(value_of(curve, input[i]));
    }
}
