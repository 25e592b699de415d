/*
 * Products over any dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_reduction.h"
#include "mnv2_runtime.h"
#include "mnv2_strides_private.h"

/* The body of a product. Walks the input in order; where its element goes follows from the strides of the output, 0
 * along reduced dimensions. */
#define MNV2_PRODUCTS(one, product) \
    int32_t index[MNV2_MAX_RANK] = {0}; \
    int32_t to = 0; \
    for (int32_t i = 0; i < params->outputs; i++) \
    { \
        output[i] = one; \
    } \
    for (int32_t i = 0; i < params->inputs; i++) \
    { \
        output[to] = product(output[to], input[i]); \
        to += mnv2_next_offset(index, params->rank, params->input_dims, params->output_strides); \
    }

static int32_t product_s32(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a * (uint32_t)b);
}

static int64_t product_s64(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a * (uint64_t)b);
}

static float product_f32(float a, float b)
{
    return a * b;
}

#pragma weak mnv2_reduce_prod_s32
void mnv2_reduce_prod_s32(const mnv2_reduce_prod_params *params, const int32_t *input, int32_t *output)
{
    MNV2_PRODUCTS(1, product_s32)
}

#pragma weak mnv2_reduce_prod_s64
void mnv2_reduce_prod_s64(const mnv2_reduce_prod_params *params, const int64_t *input, int64_t *output)
{
    MNV2_PRODUCTS(1, product_s64)
}

#pragma weak mnv2_reduce_prod_f32
void mnv2_reduce_prod_f32(const mnv2_reduce_prod_params *params, const float *input, float *output)
{
    MNV2_PRODUCTS(1.0f, product_f32)
}
