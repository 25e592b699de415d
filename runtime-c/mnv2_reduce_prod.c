/*
 * Products over any dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_reduction.h"
#include "mnv2_runtime.h"

/* Walks the input in order; where its element goes follows from the strides of the output, 0 along reduced dimensions.
 */
typedef struct
{
    const mnv2_reduce_prod_params *params;
    int32_t index[MNV2_MAX_RANK];
    int32_t output;
} walk;

static void step(walk *w)
{
    for (int32_t d = w->params->rank - 1; d >= 0; d--)
    {
        w->index[d]++;
        w->output += w->params->output_strides[d];
        if (w->index[d] < w->params->input_dims[d])
        {
            return;
        }
        w->output -= w->params->output_strides[d] * w->params->input_dims[d];
        w->index[d] = 0;
    }
}

#pragma weak mnv2_reduce_prod_s32
void mnv2_reduce_prod_s32(const mnv2_reduce_prod_params *params, const int32_t *input, int32_t *output)
{
    walk w = {.params = params};
    for (int32_t i = 0; i < params->outputs; i++)
    {
        output[i] = 1;
    }
    for (int32_t i = 0; i < params->inputs; i++, step(&w))
    {
        output[w.output] = (int32_t)((uint32_t)output[w.output] * (uint32_t)input[i]);
    }
}

#pragma weak mnv2_reduce_prod_s64
void mnv2_reduce_prod_s64(const mnv2_reduce_prod_params *params, const int64_t *input, int64_t *output)
{
    walk w = {.params = params};
    for (int32_t i = 0; i < params->outputs; i++)
    {
        output[i] = 1;
    }
    for (int32_t i = 0; i < params->inputs; i++, step(&w))
    {
        output[w.output] = (int64_t)((uint64_t)output[w.output] * (uint64_t)input[i]);
    }
}

#pragma weak mnv2_reduce_prod_f32
void mnv2_reduce_prod_f32(const mnv2_reduce_prod_params *params, const float *input, float *output)
{
    walk w = {.params = params};
    for (int32_t i = 0; i < params->outputs; i++)
    {
        output[i] = 1.0f;
    }
    for (int32_t i = 0; i < params->inputs; i++, step(&w))
    {
        output[w.output] *= input[i];
    }
}
