/*
 * Element-wise addition and subtraction.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_elementwise.h"
#include "mnv2_mve_private.h"

static inline int8_t add(const mnv2_add_params *params, int32_t left, int32_t right)
{
    const int32_t x1 = mnv2_shift_left(left + params->input_1_offset, params->left_shift);
    const int32_t x2 = mnv2_shift_left(right + params->input_2_offset, params->left_shift);
    const int32_t scaled1 =
        mnv2_multiply_by_quantized_multiplier(x1, params->input_1_multiplier, params->input_1_shift);
    const int32_t scaled2 =
        mnv2_multiply_by_quantized_multiplier(x2, params->input_2_multiplier, params->input_2_shift);
    return mnv2_requantize(scaled1 + params->input_2_sign * scaled2,
                           params->output_multiplier,
                           params->output_shift,
                           params->output_offset,
                           params->activation_min,
                           params->activation_max);
}

/* Then sums stay below 2^30: an input less its zero point has at most 9 bits. */
static int32_t only_scales_down(const mnv2_add_params *params)
{
    return params->left_shift <= 20 && params->input_1_shift <= 0 && params->input_2_shift <= 0 &&
           params->output_shift <= 0;
}

#if MNV2_HAS_MVE
/* Four elements at a time, for parameters that only scale down. Returns how many elements are done. */
static int32_t
add_vectors(const mnv2_add_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    /* Copies, which stores to the output cannot change. */
    const mnv2_add_params p = *params;
    const int32x4_t ties1 = mnv2_mve_ties(p.input_1_shift);
    const int32x4_t ties2 = mnv2_mve_ties(p.input_2_shift);
    const int32x4_t ties = mnv2_mve_ties(p.output_shift);
    const int32x4_t min = vdupq_n_s32(p.activation_min);
    const int32x4_t max = vdupq_n_s32(p.activation_max);
    int32_t i = 0;
    for (; i + 4 <= count; i += 4)
    {
        int32x4_t x1 = vshlq_r_s32(vaddq_n_s32(vldrbq_s32(input_1 + i), p.input_1_offset), p.left_shift);
        int32x4_t x2 = vshlq_r_s32(vaddq_n_s32(vldrbq_s32(input_2 + i), p.input_2_offset), p.left_shift);
        x1 = mnv2_mve_scale(x1, p.input_1_multiplier, p.input_1_shift, ties1);
        x2 = mnv2_mve_scale(x2, p.input_2_multiplier, p.input_2_shift, ties2);
        int32x4_t sum = vmlaq_n_s32(x1, x2, p.input_2_sign);
        sum = mnv2_mve_scale(sum, p.output_multiplier, p.output_shift, ties);
        sum = vaddq_n_s32(sum, p.output_offset);
        vstrbq_s32(output + i, vminq_s32(vmaxq_s32(sum, min), max));
    }
    return i;
}
#endif

#pragma weak mnv2_add_s8
void mnv2_add_s8(
    const mnv2_add_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    if (!only_scales_down(params))
    {
        for (int32_t i = 0; i < count; i++)
        {
            output[i] = add(params, input_1[i], input_2[i]);
        }
        return;
    }
    /* Copies, which stores to the output cannot change. */
    const mnv2_add_params p = *params;
    const mnv2_scaling scaling1 = mnv2_scaling_of(p.input_1_multiplier, p.input_1_shift);
    const mnv2_scaling scaling2 = mnv2_scaling_of(p.input_2_multiplier, p.input_2_shift);
    const mnv2_scaling scaling = mnv2_scaling_of(p.output_multiplier, p.output_shift);
    int32_t i = 0;
#if MNV2_HAS_MVE
    i = add_vectors(params, input_1, input_2, output, count);
#endif
    for (; i < count; i++)
    {
        const int32_t scaled1 = mnv2_scale(mnv2_shift_left(input_1[i] + p.input_1_offset, p.left_shift), scaling1);
        const int32_t scaled2 = mnv2_scale(mnv2_shift_left(input_2[i] + p.input_2_offset, p.left_shift), scaling2);
        const int32_t sum = mnv2_scale(scaled1 + p.input_2_sign * scaled2, scaling) + p.output_offset;
        output[i] = (int8_t)mnv2_clamp(sum, p.activation_min, p.activation_max);
    }
}

#pragma weak mnv2_add_broadcast_s8
void mnv2_add_broadcast_s8(const mnv2_add_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output)
{
    mnv2_broadcast_cursor cursor = mnv2_broadcast_begin(shapes);
    for (int32_t i = 0; i < cursor.count; i++)
    {
        output[i] = add(params, input_1[cursor.offset_1], input_2[cursor.offset_2]);
        mnv2_broadcast_next(&cursor, shapes);
    }
}
