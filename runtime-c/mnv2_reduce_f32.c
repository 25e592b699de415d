/*
 * Sums, means and extrema of floats over any dimensions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_exact_private.h"
#include "mnv2_floats.h"
#include "mnv2_strides_private.h"

typedef enum
{
    SUM,
    MEAN,
    MAX,
    MIN
} reduction;

static float fold(reduction kind, float folded, float x)
{
    switch (kind)
    {
    case MAX:
        return x > folded ? x : folded;
    case MIN:
        return x < folded ? x : folded;
    default:
        return folded + x;
    }
}

static void reduce(reduction kind, const mnv2_reduce_strided_params *params, const float *input, float *output)
{
    const float largest = 3.402823466e+38f;
    const int32_t kept = mnv2_element_count(params->kept_rank, params->kept_dims);
    const int32_t reduced = mnv2_element_count(params->reduced_rank, params->reduced_dims);
    int32_t kept_index[MNV2_MAX_RANK] = {0};
    int32_t origin = 0;
    for (int32_t i = 0; i < kept; i++)
    {
        int32_t reduced_index[MNV2_MAX_RANK] = {0};
        int32_t offset = origin;
        float folded = kind == MAX ? -largest : kind == MIN ? largest : 0.0f;
        for (int32_t r = 0; r < reduced; r++)
        {
            folded = fold(kind, folded, input[offset]);
            offset +=
                mnv2_next_offset(reduced_index, params->reduced_rank, params->reduced_dims, params->reduced_strides);
        }
        output[i] = mnv2_canonical(kind == MEAN ? folded / (float)reduced : folded);
        origin += mnv2_next_offset(kept_index, params->kept_rank, params->kept_dims, params->kept_strides);
    }
}

#pragma weak mnv2_reduce_sum_f32
void mnv2_reduce_sum_f32(const mnv2_reduce_strided_params *params, const float *input, float *output)
{
    reduce(SUM, params, input, output);
}

#pragma weak mnv2_reduce_mean_f32
void mnv2_reduce_mean_f32(const mnv2_reduce_strided_params *params, const float *input, float *output)
{
    reduce(MEAN, params, input, output);
}

#pragma weak mnv2_reduce_max_f32
void mnv2_reduce_max_f32(const mnv2_reduce_strided_params *params, const float *input, float *output)
{
    reduce(MAX, params, input, output);
}

#pragma weak mnv2_reduce_min_f32
void mnv2_reduce_min_f32(const mnv2_reduce_strided_params *params, const float *input, float *output)
{
    reduce(MIN, params, input, output);
}
