/*
 * Element-wise division.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_broadcast_private.h"
#include "mnv2_fixed_functions_private.h"
#include "mnv2_elementwise.h"

/* The quotient of two numbers of at most 9 bits, times the factor. By zero: as far as the clamp allows. */
static int32_t quotient(const mnv2_div_params *params, int32_t dividend, int32_t divisor)
{
    if (divisor == 0)
    {
        return dividend == 0 ? 0 : (dividend < 0 ? INT32_MIN / 2 : INT32_MAX / 2);
    }
    if (divisor < 0)
    {
        dividend = -dividend;
        divisor = -divisor;
    }
    const uint32_t magnitude = (uint32_t)(dividend < 0 ? -dividend : dividend);
    if (magnitude == 0)
    {
        return 0;
    }
    /* The divisor is (1 + fraction) * 2^(31 - zeros); the dividend goes up as far as there is room. */
    const int32_t zeros = mnv2_leading_zeros((uint32_t)divisor);
    const int32_t fraction = (int32_t)(((uint32_t)divisor << zeros) - UINT32_C(0x80000000));
    const int32_t is_negative_power_of_two = dividend < 0 && (magnitude & (magnitude - 1)) == 0;
    const int32_t room = mnv2_leading_zeros(magnitude) - 1 + is_negative_power_of_two;
    const int32_t product = mnv2_multiply_q31(mnv2_shift_left(dividend, room), mnv2_reciprocal_of_one_plus(fraction));
    const int32_t scaled = mnv2_multiply_q31(product, params->output_multiplier);
    const int32_t shift = 31 - zeros + room - params->output_shift;
    return shift > 31 ? 0 : mnv2_rounding_divide_by_power_of_two(scaled, shift);
}

static inline int8_t divide(const mnv2_div_params *params, int32_t left, int32_t right)
{
    const int32_t result = quotient(params, left + params->input_1_offset, right + params->input_2_offset);
    return (int8_t)mnv2_clamp(result + params->output_offset, params->activation_min, params->activation_max);
}

#pragma weak mnv2_div_s8
void mnv2_div_s8(
    const mnv2_div_params *params, const int8_t *input_1, const int8_t *input_2, int8_t *output, int32_t count)
{
    MNV2_FOR_EACH_ELEMENT(divide)
}

#pragma weak mnv2_div_broadcast_s8
void mnv2_div_broadcast_s8(const mnv2_div_params *params,
                           const mnv2_broadcast *shapes,
                           const int8_t *input_1,
                           const int8_t *input_2,
                           int8_t *output)
{
    MNV2_FOR_EACH_PAIR(divide)
}
