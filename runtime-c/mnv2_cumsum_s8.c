/*
 * Running sums.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_point_private.h"
#include "mnv2_reduction.h"

/* One line of values, `step` elements from each to the next. */
static void sum_along(const mnv2_sum_params *params,
                      const mnv2_cumsum_shape *shape,
                      const int8_t *input,
                      int8_t *output,
                      int32_t first,
                      int32_t step)
{
    int32_t sum = params->input_offset;
    for (int32_t i = 0, at = first; i < shape->length; i++, at += step)
    {
        const int32_t next = sum + input[at] + params->input_offset;
        output[at] = mnv2_requantize(mnv2_shift_left(shape->exclusive ? sum : next, params->left_shift),
                                     params->output_multiplier,
                                     params->output_shift,
                                     params->output_offset,
                                     INT8_MIN,
                                     INT8_MAX);
        sum = next;
    }
}

#pragma weak mnv2_cumsum_s8
void mnv2_cumsum_s8(const mnv2_sum_params *params, const mnv2_cumsum_shape *shape, const int8_t *input, int8_t *output)
{
    const int32_t last = (shape->length - 1) * shape->inner;
    for (int32_t outer = 0; outer < shape->outer; outer++)
    {
        for (int32_t i = 0; i < shape->inner; i++)
        {
            sum_along(params,
                      shape,
                      input,
                      output,
                      shape->reverse ? last + i : i,
                      shape->reverse ? -shape->inner : shape->inner);
        }
        input += shape->length * shape->inner;
        output += shape->length * shape->inner;
    }
}
